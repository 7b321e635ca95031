import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { Model } from '../engine/model/model.ts';
import { InputError } from '../engine/table/input-error.ts';

/** A report, which holds its model. */
const Report = z.object({ model: z.unknown() });

/** The model in a file: one that was saved, or that of a report. Throws InputError. */
export function readModel(path: string): Model {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(path, 'utf8'), withoutWeights);
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new InputError(`${path} is no JSON: ${error.message}`, { cause: error });
    throw new InputError(`${path}: there is no such model, or it can't be read. Name a file, or auto.`, {
      cause: error,
    });
  }
  const report = Report.safeParse(read);
  const parsed = Model.safeParse(report.success ? report.data.model : read);
  if (!parsed.success) throw new InputError(`${path} holds no model:\n${z.prettifyError(parsed.error)}`);
  checkFields(path, parsed.data);
  return parsed.data;
}

/** Reports tell weights for people; they follow from m and u. */
const withoutWeights = (key: string, value: unknown): unknown => (key === 'weightBits' ? undefined : value);

function checkFields(path: string, model: Model): void {
  const fields = new Set(model.fields.map(({ name }) => name));
  const asked = [
    ...model.comparisons.flatMap((comparison) => [
      comparison.field,
      ...comparison.levels.flatMap(({ tests }) =>
        tests.flatMap((test) => ('other' in test ? [test.field, test.other] : [test.field])),
      ),
    ]),
    ...model.blocking.flatMap((rule) => [
      ...rule.fields,
      ...(rule.subField === undefined ? [] : [rule.subField]),
    ]),
  ];
  const missing = asked.find((name) => !fields.has(name));
  if (missing !== undefined)
    throw new InputError(`${path}: the model asks for field ${missing}, which is not among its fields.`);
}
