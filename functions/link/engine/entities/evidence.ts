import { type Encoded, fieldOf } from '../encode/encoded.ts';
import type { Comparison } from '../model/comparison.ts';
import { levelBits } from '../score/bits.ts';
import { levelIn } from '../score/kernel/comparer.ts';

/** What one comparison says of a pair of rows whose pattern of levels stands at `at` of `words`. */
export type Evidence = {
  readonly comparison: Comparison;
  /** Whether both rows know the field. */
  readonly isKnown: (words: Uint32Array, at: number) => boolean;
  /** Whether it speaks against one entity: only where both rows know the field, with different texts. */
  readonly isAgainst: (words: Uint32Array, at: number, left: number, right: number) => boolean;
};

export function evidenceOf(encoded: Encoded, comparisons: readonly Comparison[]): Evidence[] {
  return comparisons.map((comparison, index) => {
    const { codes } = fieldOf(encoded, comparison.field);
    const against = comparison.levels.map((level) => levelBits(level) < 0);
    return {
      comparison,
      isKnown: (words, at) => levelIn(words, at, index) >= 0,
      isAgainst: (words, at, left, right) =>
        (against[levelIn(words, at, index)] ?? false) && codes[left] !== codes[right],
    };
  });
}

/** P(what a comparison says speaks against | one entity), among pairs that know the field. */
export const chanceAgainst = (comparison: Comparison): number =>
  comparison.levels.reduce((sum, level) => (levelBits(level) < 0 ? sum + level.m : sum), 0);
