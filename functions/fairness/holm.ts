/**
 * P-values corrected for how many tests were made (Holm, Scand. J. Statist. 6:65, 1979): the k-th smallest of m times
 * m − k + 1, none below the one before, none above 1. In the order of the input.
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues
    .map((p, at) => ({ p, at }))
    .sort((left, right) => left.p - right.p || left.at - right.at);
  const corrected = new Map<number, number>();
  let least = 0;
  for (const [rank, { p, at }] of order.entries()) {
    least = Math.max(least, Math.min(1, p * (order.length - rank)));
    corrected.set(at, least);
  }
  return pValues.map((_, at) => corrected.get(at) ?? 1);
}
