import { type Encoded, fieldOf } from '../encode/encoded.ts';
import type { Model } from '../model/model.ts';
import { UNKNOWN } from '../table/table.ts';
import { bitsOf, levelBits, rowsThatKnow, termBits, termField } from './bits.ts';
import { levelIn } from './kernel/comparer.ts';
import { LEVEL_BITS, LEVELS_PER_WORD } from './kernel/own-layout.ts';

const MOST_LEVELS = 2 ** LEVEL_BITS - 1;

/**
 * Weighs pairs of which the levels are known, in the order of `weighPair`, so that both give the same float: prior,
 * levels, then term frequencies. `words` holds the pattern from `at` on, `left` is one of the two rows.
 */
export function patternWeigher(
  encoded: Encoded,
  model: Model,
): (words: Uint32Array, at: number, left: number) => number {
  const prior = bitsOf(model.prior);
  const comparisons = model.comparisons.length;
  // What is not known, level 0 of a pattern, adds nothing.
  const bits = new Float64Array(comparisons << LEVEL_BITS);
  for (const [comparison, { levels }] of model.comparisons.entries())
    bits.set(levels.map(levelBits), (comparison << LEVEL_BITS) + 1);
  const terms = model.comparisons.flatMap(({ levels }, comparison) =>
    levels.flatMap((level, index) => {
      const field = termField(level);
      if (field === undefined) return [];
      const { codes, texts } = fieldOf(encoded, field);
      const known = rowsThatKnow(encoded, field);
      return [{ comparison, index, level, codes, counts: texts.counts, known }];
    }),
  );
  return (words, at, left) => {
    let sum = prior;
    let word = 0;
    for (let comparison = 0; comparison < comparisons; comparison++) {
      word =
        comparison % LEVELS_PER_WORD === 0
          ? (words[at + comparison / LEVELS_PER_WORD] ?? 0)
          : word >>> LEVEL_BITS;
      sum += bits[(comparison << LEVEL_BITS) | (word & MOST_LEVELS)] ?? 0;
    }
    for (const { comparison, index, level, codes, counts, known } of terms)
      if (levelIn(words, at, comparison) === index)
        sum += termBits(level, counts[codes[left] ?? UNKNOWN] ?? 0, known);
    return sum;
  };
}
