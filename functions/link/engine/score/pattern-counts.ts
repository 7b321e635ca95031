import { blockRows } from '../block/block-rows.ts';
import type { Encoded } from '../encode/encoded.ts';
import type { BlockingRule } from '../model/blocking-rule.ts';
import type { Comparison } from '../model/comparison.ts';
import type { Pool } from '../threads/pool.ts';
import { levelOf } from './weigh-pair.ts';

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

/** Counts the patterns of levels over pairs: all that training needs of them, as EM works on patterns, not on pairs. */
export async function patternCounts(
  encoded: Encoded,
  comparisons: readonly Comparison[],
  which: PairsToCount,
  _pool: Pool,
): Promise<PatternCounts> {
  const counts = new Map<string, { levels: number[]; count: number }>();
  let pairs = 0;
  const count = (left: number, right: number): void => {
    const levels = comparisons.map((comparison) => levelOf(encoded, comparison, left, right));
    const key = levels.join(' ');
    const seen = counts.get(key);
    pairs += 1;
    if (seen) seen.count += 1;
    else counts.set(key, { levels, count: 1 });
  };
  if ('rule' in which) {
    const { rows, starts } = blockRows(encoded, which.rule);
    for (let block = 0; block + 1 < starts.length; block++)
      for (let a = starts[block] ?? 0; a < (starts[block + 1] ?? 0); a++)
        for (let b = a + 1; b < (starts[block + 1] ?? 0); b++) count(rows[a] ?? 0, rows[b] ?? 0);
  } else for (const [i, left] of which.left.entries()) count(left, which.right[i] ?? 0);
  const sorted = [...counts.values()].toSorted((a, b) => compareLevels(a.levels, b.levels));
  return {
    pairs,
    patterns: sorted.map(({ levels }) => levels),
    counts: sorted.map((one) => one.count),
  };
}

function compareLevels(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((level, i) => level !== b[i]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
