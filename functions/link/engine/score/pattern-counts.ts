import { blockRows } from '../block/block-rows.ts';
import { largestBlock } from '../block/blocks.ts';
import type { Encoded } from '../encode/encoded.ts';
import type { BlockingRule } from '../model/blocking-rule.ts';
import type { Comparison } from '../model/comparison.ts';
import type { Pool } from '../threads/pool.ts';
import { countRange } from './count-range.ts';
import { levelIn } from './kernel/comparer.ts';
import { makeKernel } from './kernel/kernel.ts';
import { splitBlocks } from './split-blocks.ts';

/** How often pairs show each pattern of levels. */
export type PatternCounts = {
  readonly pairs: number;
  /** Distinct patterns: per comparison the index of its level, −1 = null. In ascending order, comparison by comparison. */
  readonly patterns: readonly (readonly number[])[];
  readonly counts: readonly number[];
};

/** Which pairs to count: given ones, or all that one blocking rule brings together. */
export type PairsToCount =
  | { readonly left: Uint32Array; readonly right: Uint32Array }
  | { readonly rule: BlockingRule };

/**
 * Counts the patterns of levels over pairs: all that training needs of them, as EM works on patterns, not on pairs.
 * The same for any number of threads.
 */
export async function patternCounts(
  encoded: Encoded,
  comparisons: readonly Comparison[],
  which: PairsToCount,
  pool: Pool,
): Promise<PatternCounts> {
  const blocks = 'rule' in which ? blockRows(encoded, which.rule) : blocksOfTwo(which.left, which.right);
  const kernel = await makeKernel(encoded, comparisons, {
    skips: [],
    capacity: largestBlock([blocks]),
    pool,
  });
  const parts = await pool.run(
    countRange,
    splitBlocks(blocks, pool.size).map((range) => ({ kernel, blocks, ...range })),
  );
  const counts = new Map<string, { levels: number[]; count: number }>();
  for (const part of parts)
    for (const [at, count] of part.counts.entries()) {
      const levels = comparisons.map((_, index) => levelIn(part.patterns, at * part.wordsPerPattern, index));
      const key = levels.join(' ');
      const seen = counts.get(key);
      if (seen) seen.count += count;
      else counts.set(key, { levels, count });
    }
  const sorted = [...counts.values()].toSorted((a, b) => compareLevels(a.levels, b.levels));
  return {
    pairs: parts.reduce((sum, part) => sum + part.pairs, 0),
    patterns: sorted.map(({ levels }) => levels),
    counts: sorted.map((one) => one.count),
  };
}

/** Each pair as a block. */
function blocksOfTwo(left: Uint32Array, right: Uint32Array): { rows: Uint32Array; starts: Uint32Array } {
  const rows = new Uint32Array(new SharedArrayBuffer(8 * left.length));
  const starts = new Uint32Array(new SharedArrayBuffer(4 * (left.length + 1)));
  for (let pair = 0; pair < left.length; pair++) {
    rows[2 * pair] = left[pair] ?? 0;
    rows[2 * pair + 1] = right[pair] ?? 0;
    starts[pair + 1] = 2 * (pair + 1);
  }
  return { rows, starts };
}

function compareLevels(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((level, i) => level !== b[i]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
