import { holds } from '../compare/holds.ts';
import { type Encoded, fieldOf } from '../encode/encoded.ts';
import type { Comparison } from '../model/comparison.ts';
import type { Model } from '../model/model.ts';
import { UNKNOWN } from '../table/table.ts';
import { bitsOf, levelBits, rowsThatKnow, rowsWithTextOf, termBits, termField } from './bits.ts';

/** What one comparison says of a pair. */
export type Step = {
  readonly comparison: string;
  /** Index of the level, or −1 if one of the two does not know the field. */
  readonly level: number;
  /** The level's label, or `null`. */
  readonly label: string;
  /** log2(m / u); 0 if the field is not known. */
  readonly bits: number;
  /** More (or less) because of how frequent the text is on which they agree. */
  readonly termBits: number;
};

export type WeighedPair = {
  readonly priorBits: number;
  readonly steps: readonly Step[];
  readonly bits: number;
};

/**
 * Weighs one pair of rows, step by step, plainly: W = log2(λ / (1 − λ)) + Σ log2(m / u) + Σ term frequencies
 * (Fellegi and Sunter 1969). It explains links and is what the kernel must agree with; too slow for many pairs.
 */
export function weighPair(encoded: Encoded, model: Model, left: number, right: number): WeighedPair {
  const priorBits = bitsOf(model.prior);
  const steps = model.comparisons.map((comparison) => weighStep(encoded, comparison, left, right));
  let bits = priorBits;
  for (const step of steps) bits += step.bits;
  for (const step of steps) bits += step.termBits;
  return { priorBits, steps, bits };
}

function weighStep(encoded: Encoded, comparison: Comparison, left: number, right: number): Step {
  const index = levelOf(encoded, comparison, left, right);
  const level = comparison.levels[index];
  if (!level) return { comparison: comparison.name, level: -1, label: 'null', bits: 0, termBits: 0 };
  const field = termField(level);
  return {
    comparison: comparison.name,
    level: index,
    label: level.label,
    bits: levelBits(level),
    termBits:
      field === undefined
        ? 0
        : termBits(level, rowsWithTextOf(encoded, field, left), rowsThatKnow(encoded, field)),
  };
}

/** Index of the first level whose tests hold, or −1 if one of the two rows does not know the field. */
export function levelOf(encoded: Encoded, comparison: Comparison, left: number, right: number): number {
  const { codes } = fieldOf(encoded, comparison.field);
  if ((codes[left] ?? UNKNOWN) < 0 || (codes[right] ?? UNKNOWN) < 0) return -1;
  return comparison.levels.findIndex((level) =>
    level.tests.every((test) => holds(test, encoded, left, right)),
  );
}
