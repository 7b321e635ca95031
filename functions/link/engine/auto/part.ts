import type { Comparison, LevelTest } from '../model/comparison.ts';
import type { Field } from '../model/field.ts';

/** A field that records can be brought together by, and how a typing error fares with it. */
export type BlockKey = {
  readonly field: string;
  /** Probability that a key is the same for a pair whose texts are nearly alike. */
  readonly survives: number;
  /** The other comparison whose text is in the key too, in any order: it agrees also if both changed places. */
  readonly with?: string;
};

/** What one column, or several that belong together, contribute to a model. */
export type Part = {
  readonly columns: readonly string[];
  readonly fields: readonly Field[];
  readonly comparison: Comparison;
  readonly keys: readonly BlockKey[];
};

/** A level before training; its m and u are placeholders that training replaces. */
export const level = (label: string, ...tests: LevelTest[]): Comparison['levels'][number] => ({
  label,
  tests,
  m: 0.5,
  u: 0.5,
});

export const ELSE = level('different');

/** A derived field, named after its column and what was done with it. */
export const derived = (
  name: string,
  columns: readonly string[],
  ...transforms: Field['transforms']
): Field => ({ name, columns: [...columns], transforms });
