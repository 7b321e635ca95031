import type { Edges } from '#link/engine/score/edges.ts';

export type EdgeDifference = {
  readonly common: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
  /** Largest difference of weight among common edges, in bits. */
  readonly mostBits: number;
};

/** What two engines' edges differ by; both in order of left, then right row. */
export function compareEdges(first: Edges, second: Edges): EdgeDifference {
  let common = 0;
  let onlyFirst = 0;
  let onlySecond = 0;
  let mostBits = 0;
  let one = 0;
  let other = 0;
  while (one < first.count || other < second.count) {
    const order = keyAt(first, one) - keyAt(second, other);
    if (order === 0) {
      common += 1;
      mostBits = Math.max(mostBits, Math.abs((first.bits[one] ?? 0) - (second.bits[other] ?? 0)));
    } else if (order < 0) onlyFirst += 1;
    else onlySecond += 1;
    if (order <= 0) one += 1;
    if (order >= 0) other += 1;
  }
  return { common, onlyFirst, onlySecond, mostBits };
}

/** Left and right row as one number that keeps their order, for up to 94 million rows; past the end Infinity. */
function keyAt({ count, left, right }: Edges, at: number): number {
  return at < count ? (left[at] ?? 0) * 94_906_265 + (right[at] ?? 0) : Number.MAX_VALUE;
}
