import type { LevelTest } from '../model/comparison.ts';
import type { Model } from '../model/model.ts';

/** Fields that weighing looks at, in the model's order; those that only block are not stored but as keys. */
export function storedFields(model: Model): string[] {
  const asked = new Set<string>();
  for (const { field, levels } of model.comparisons) {
    asked.add(field);
    for (const { tests } of levels)
      for (const test of tests) for (const each of fieldsOf(test)) asked.add(each);
  }
  return model.fields.map(({ name }) => name).filter((name) => asked.has(name));
}

const fieldsOf = (test: LevelTest): string[] =>
  'other' in test && test.other !== undefined ? [test.field, test.other] : [test.field];
