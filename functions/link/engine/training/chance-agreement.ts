import type { Patterns } from './patterns.ts';
import { type Shape, sharesInGroups } from './shape.ts';

/** m and u of every comparison's levels, and the odds that a random pair matches. */
export type Weights = {
  readonly m: readonly (readonly number[])[];
  readonly u: readonly (readonly number[])[];
  readonly odds: number;
};

/** Pairs that are added to each level: one that was never seen may still be. */
const UNSEEN = 0.5;

/**
 * u from random pairs: shares of levels among pairs that know the field. In a small file with many duplicates random
 * pairs hold matches, which would make rare agreement look common: a pair counts by its probability of being of two
 * entities, as the other comparisons see it (never the one that is counted, which would feed on itself).
 */
export function chanceAgreement(
  patterns: Patterns,
  weights: Weights | null,
  shapes: readonly Shape[],
): number[][] {
  const width = patterns.comparisons;
  const sums = shapes.map(({ groups }) => groups.map(() => UNSEEN));
  const factors = weights?.m.map((shares, c) => shares.map((m, level) => m / (weights.u[c]?.[level] ?? 1)));
  for (let i = 0; i < patterns.pairs.length; i++) {
    const pairs = patterns.pairs[i] ?? 0;
    let ratio = weights?.odds ?? 0;
    for (let c = 0; c < width; c++) ratio *= factors?.[c]?.[patterns.levels[i * width + c] ?? -1] ?? 1;
    for (let c = 0; c < width; c++) {
      const level = patterns.levels[i * width + c] ?? -1;
      const ofLevels = sums[c];
      if (level < 0 || !ofLevels) continue;
      const others = ratio / (factors?.[c]?.[level] ?? 1);
      ofLevels[level] = (ofLevels[level] ?? 0) + pairs / (1 + others);
    }
  }
  return sums.map((ofLevels, c) => {
    const shape = shapes[c];
    return shape ? sharesInGroups(ofLevels, shape, [], 0) : [];
  });
}
