import { type Encoded, fieldOf } from '../encode/encoded.ts';
import type { Model } from '../model/model.ts';
import { UNKNOWN } from '../table/table.ts';
import { bitsOf, levelBits, rowsThatKnow, termBits, termField } from './bits.ts';
import { levelIn } from './kernel/comparer.ts';

/**
 * Weighs pairs of which the levels are known, in the order of `weighPair`, so that both give the same float: prior,
 * levels, then term frequencies. `words` holds the pattern from `at` on, `left` is one of the two rows.
 */
export function patternWeigher(
  encoded: Encoded,
  model: Model,
): (words: Uint32Array, at: number, left: number) => number {
  const prior = bitsOf(model.prior);
  const bits = model.comparisons.map(({ levels }) => Float64Array.from(levels, levelBits));
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
    for (let comparison = 0; comparison < bits.length; comparison++) {
      const level = levelIn(words, at, comparison);
      if (level >= 0) sum += bits[comparison]?.[level] ?? 0;
    }
    for (const { comparison, index, level, codes, counts, known } of terms)
      if (levelIn(words, at, comparison) === index)
        sum += termBits(level, counts[codes[left] ?? UNKNOWN] ?? 0, known);
    return sum;
  };
}
