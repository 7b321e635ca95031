import { DisjointSets } from '../disjoint-sets.ts';
import type { WeighedPairs } from './weighed-pairs.ts';

/** A component that was cut: its smallest row, its rows, and how many pieces it was cut into. */
export type LargeComponent = {
  readonly firstRow: number;
  readonly rows: number;
  readonly pieces: number;
};

/**
 * Cuts components of more than `largest` rows: their pairs are taken strongest first (ties: smaller rows), and one that
 * would make a piece of more is passed over (Kruskal 1956, with a limit). What is left out are the weakest pairs that
 * made it so large. What people decided to be one stays one, whatever its size.
 */
export function limitComponents(
  component: Int32Array,
  sizes: Int32Array,
  edges: WeighedPairs,
  decided: Int32Array | undefined,
  largest: number,
  atLeastBits: number,
): { readonly component: Int32Array; readonly large: readonly LargeComponent[] } {
  const large = [...largeRoots(sizes, largest)];
  if (large.length === 0) return { component, large: [] };
  const pieces = new DisjointSets(component.length);
  const rows = new Int32Array(component.length).fill(1);
  const join = (one: number, other: number, limit: number) => {
    const a = pieces.find(one);
    const b = pieces.find(other);
    const together = (rows[a] ?? 0) + (rows[b] ?? 0);
    if (a !== b && together <= limit) rows[pieces.join(a, b)] = together;
  };
  decided?.forEach((group, row) => {
    if (group !== row) join(group, row, Number.POSITIVE_INFINITY);
  });
  for (const at of strongestFirst(component, sizes, edges, largest, atLeastBits))
    join(edges.left[at] ?? 0, edges.right[at] ?? 0, largest);
  const piecesOf = new Map<number, number>(large.map((root) => [root, 0]));
  const cut = component.map((root, row) => {
    const known = piecesOf.get(root);
    if (known === undefined) return root;
    const piece = pieces.find(row);
    if (piece === row) piecesOf.set(root, known + 1);
    return piece;
  });
  return {
    component: cut,
    large: large.map((root) => ({
      firstRow: root,
      rows: sizes[root] ?? 0,
      pieces: piecesOf.get(root) ?? 0,
    })),
  };
}

function* largeRoots(sizes: Int32Array, largest: number): Generator<number> {
  for (let row = 0; row < sizes.length; row++) if ((sizes[row] ?? 0) > largest) yield row;
}

function strongestFirst(
  component: Int32Array,
  sizes: Int32Array,
  { count, left, right, bits }: WeighedPairs,
  largest: number,
  atLeastBits: number,
): Uint32Array {
  const within: number[] = [];
  for (let at = 0; at < count; at++)
    if ((sizes[component[left[at] ?? 0] ?? 0] ?? 0) > largest && (bits[at] ?? Number.NaN) >= atLeastBits)
      within.push(at);
  const low = (at: number) => Math.min(left[at] ?? 0, right[at] ?? 0);
  const high = (at: number) => Math.max(left[at] ?? 0, right[at] ?? 0);
  return Uint32Array.from(within).sort(
    (a, b) => (bits[b] ?? 0) - (bits[a] ?? 0) || low(a) - low(b) || high(a) - high(b),
  );
}
