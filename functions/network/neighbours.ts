import type { Edges } from './weighed-ties.ts';

/** Both ends of every edge, by node: those of node n stand from `starts[n]` to `starts[n + 1]`. */
export type Neighbours = {
  readonly starts: Int32Array;
  readonly others: Int32Array;
  /** Millionths. */
  readonly weights: Float64Array;
};

/** Neighbours of nodes 0 to `nodes` - 1, each node's in order of number. */
export function neighboursOf({ left, right, weight }: Edges, nodes: number): Neighbours {
  const starts = new Int32Array(nodes + 1);
  for (const ends of [left, right]) for (const node of ends) starts[node + 1] = (starts[node + 1] ?? 0) + 1;
  for (let node = 0; node < nodes; node += 1)
    starts[node + 1] = (starts[node + 1] ?? 0) + (starts[node] ?? 0);
  const others = new Int32Array(left.length * 2);
  const weights = new Float64Array(left.length * 2);
  const next = starts.slice();
  const put = (node: number, other: number, at: number): void => {
    const place = next[node] ?? 0;
    next[node] = place + 1;
    others[place] = other;
    weights[place] = weight[at] ?? 0;
  };
  // Edges stand in order of left and right: first the smaller others of each node, then the greater.
  for (const [at, node] of right.entries()) put(node, left[at] ?? 0, at);
  for (const [at, node] of left.entries()) put(node, right[at] ?? 0, at);
  return { starts, others, weights };
}
