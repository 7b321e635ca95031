import type { Patterns } from './patterns.ts';
import { type Shape, sharesInGroups } from './shape.ts';

/**
 * EM for the Fellegi-Sunter model (Winkler 1988, "Using the EM algorithm for weight computation in the
 * Fellegi-Sunter model of record linkage") on counts of distinct patterns of levels. u stays as it is: only m and
 * the share of pairs that match are learned.
 */
export type Learning = {
  readonly shapes: readonly Shape[];
  /** Per comparison, per level; `null` where the comparison says nothing in this session (its column was blocked on). */
  readonly u: readonly (readonly number[] | null)[];
  /** m to start with and, weighing `PSEUDO_PAIRS`, to lean to where little is seen. */
  readonly m: readonly (readonly number[] | null)[];
  /** m to begin with, if an earlier run got somewhere. */
  readonly from?: Learned['m'] | undefined;
  /** Odds that a pair of these matches, to start with. */
  readonly odds: number;
};

export type Learned = {
  readonly m: readonly (readonly number[] | null)[];
  /** Expected matches per comparison and group of levels. */
  readonly seen: readonly (readonly number[])[];
  /** Expected matches among all pairs. */
  readonly matches: number;
  readonly pairs: number;
  readonly iterations: number;
};

const MOST_ITERATIONS = 25;
const CHANGE = 1e-4;
/** Steadies levels that few pairs reach. */
const PSEUDO_PAIRS = 1;
/**
 * Of each level: a hundred matches of which none is seen to differ do not show that none ever does. A little of
 * Jeffreys' prior, of which a half is too much where levels are many and matches few.
 */
const PSEUDO_EACH = 0.1;
const LEAST_SHARE = 1e-12;

export function learn(patterns: Patterns, start: Learning): Learned {
  let { odds } = start;
  let m = start.from ?? start.m;
  const pairs = patterns.pairs.reduce((sum, count) => sum + count, 0);
  for (let iteration = 1; ; iteration++) {
    const { sums, matches } = expectation(patterns, m, start.u, odds);
    const next = start.m.map((prior, c) => {
      const shape = start.shapes[c];
      if (prior === null || !shape) return null;
      const seen = (sums[c] ?? []).map((sum) => sum + PSEUDO_EACH);
      return sharesInGroups(seen, shape, prior, PSEUDO_PAIRS);
    });
    const share = Math.min(Math.max(matches / Math.max(pairs, 1), LEAST_SHARE), 1 - 1e-9);
    odds = share / (1 - share);
    const change = largestChange(m, next);
    m = next;
    if (change < CHANGE || iteration === MOST_ITERATIONS)
      return { m, seen: seenOf(sums, start.shapes), matches, pairs, iterations: iteration };
  }
}

const seenOf = (sums: readonly (readonly number[])[], shapes: readonly Shape[]): number[][] =>
  shapes.map(({ given, groups }, c) =>
    given.map((_, group) =>
      (sums[c] ?? []).reduce((all, sum, level) => (groups[level] === group ? all + sum : all), 0),
    ),
  );

function largestChange(before: Learned['m'], after: Learned['m']): number {
  let largest = 0;
  for (const [c, shares] of before.entries())
    for (const [level, share] of (shares ?? []).entries())
      largest = Math.max(largest, Math.abs(share - (after[c]?.[level] ?? 0)));
  return largest;
}

function expectation(patterns: Patterns, m: Learned['m'], u: Learning['u'], odds: number) {
  const factors = m.map((shares, c) => (shares ?? []).map((share, level) => share / (u[c]?.[level] ?? 1)));
  const sums = factors.map((levels) => levels.map(() => 0));
  let matches = 0;
  const width = patterns.comparisons;
  for (let i = 0; i < patterns.pairs.length; i++) {
    let ratio = odds;
    for (let c = 0; c < width; c++) {
      const level = patterns.levels[i * width + c] ?? -1;
      if (level >= 0) ratio *= factors[c]?.[level] ?? 1;
    }
    const expected = (patterns.pairs[i] ?? 0) * (ratio === Infinity ? 1 : ratio / (1 + ratio));
    if (expected === 0) continue;
    matches += expected;
    for (let c = 0; c < width; c++) {
      const level = patterns.levels[i * width + c] ?? -1;
      const ofLevels = sums[c];
      if (level < 0 || !ofLevels || ofLevels[level] === undefined) continue;
      ofLevels[level] += expected;
    }
  }
  return { sums, matches };
}
