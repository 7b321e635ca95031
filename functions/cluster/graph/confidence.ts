import { type WeighedPairs, probabilityOf } from './weighed-pairs.ts';

/**
 * How sure it is that a row belongs to its entity: the mean probability of its weighed pairs with other rows of the
 * entity. 1 for a row that stands alone, and where people alone decided.
 */
export function confidenceOf(entity: Int32Array, weighed: readonly WeighedPairs[]): Float64Array {
  const sum = new Float64Array(entity.length);
  const pairs = new Int32Array(entity.length);
  for (const edges of weighed)
    for (let at = 0; at < edges.count; at++) {
      const left = edges.left[at] ?? 0;
      const right = edges.right[at] ?? 0;
      if (entity[left] !== entity[right]) continue;
      const p = probabilityOf(edges.bits[at] ?? 0);
      sum[left] = (sum[left] ?? 0) + p;
      sum[right] = (sum[right] ?? 0) + p;
      pairs[left] = (pairs[left] ?? 0) + 1;
      pairs[right] = (pairs[right] ?? 0) + 1;
    }
  return sum.map((total, row) => {
    const of = pairs[row] ?? 0;
    return of === 0 ? 1 : total / of;
  });
}
