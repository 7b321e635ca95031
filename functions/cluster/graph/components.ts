import { DisjointSets } from '../disjoint-sets.ts';
import type { Pairs, WeighedPairs } from './weighed-pairs.ts';

/** Per row the smallest row that it hangs together with, over pairs of at least `atLeastBits` and over `tied` pairs. */
export function componentsOf(
  rows: number,
  edges: WeighedPairs,
  atLeastBits: number,
  tied?: Pairs,
): Int32Array {
  const sets = new DisjointSets(rows);
  for (let at = 0; at < edges.count; at++)
    if ((edges.bits[at] ?? Number.NaN) >= atLeastBits) sets.join(edges.left[at] ?? -1, edges.right[at] ?? -1);
  if (tied) for (let at = 0; at < tied.count; at++) sets.join(tied.left[at] ?? -1, tied.right[at] ?? -1);
  const smallest = new Int32Array(rows);
  for (let row = 0; row < rows; row++) smallest[row] = sets.find(row);
  return smallest;
}
