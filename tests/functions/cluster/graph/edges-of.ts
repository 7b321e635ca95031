import type { Pairs, WeighedPairs } from '#cluster/graph/weighed-pairs.ts';

export type DrawnEdge = readonly [left: number, right: number, bits: number];

export const edgesOf = (edges: readonly DrawnEdge[]): WeighedPairs => ({
  ...pairsOf(edges),
  bits: Float64Array.from(edges, ([, , bits]) => bits),
});

export const pairsOf = (pairs: readonly (readonly [left: number, right: number, ...unknown[]])[]): Pairs => ({
  count: pairs.length,
  left: Uint32Array.from(pairs, ([left]) => left),
  right: Uint32Array.from(pairs, ([, right]) => right),
});

/** What `weigh` says of pairs, by a function of one. */
export const weighing =
  (bitsOf: (left: number, right: number) => number) =>
  ({ left, right }: Pairs): Float64Array =>
    Float64Array.from(left, (row, at) => bitsOf(row, right[at] ?? -1));
