import { createHash } from 'node:crypto';

/**
 * The ids in an order by lot (R20) that follows from the seed and nothing else: each gets its place by SHA-256 of seed
 * and id, so that anybody can repeat the draw from any order of the population. The first n are a draw of n without
 * replacement.
 */
export function inLotOrder<Id extends string>(ids: readonly Id[], seed: string): Id[] {
  const lots = new Map(ids.map((id) => [id, lotOf(seed, id)]));
  return [...lots].sort(([, left], [, right]) => (left < right ? -1 : 1)).map(([id]) => id);
}

const lotOf = (seed: string, id: string): string =>
  createHash('sha256').update(`${seed}\u0000${id}`).digest('hex');
