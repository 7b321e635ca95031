import { emptyEdges } from './edge-list.ts';
import type { Edges } from './edges.ts';

/** So many edges of one row are sorted by insertion. */
const FEW = 24;

/**
 * Joins edges that were found apart, in order of left row, then right row: the same whoever found which first. A
 * counting sort by left row; what one row has are few.
 */
export function sortEdges(parts: readonly Edges[]): Edges {
  const { next, count } = startsOf(parts);
  const sorted = emptyEdges(count);
  for (const { count: edges, left, right, bits } of parts)
    for (let edge = 0; edge < edges; edge++) {
      const row = left[edge] ?? 0;
      const at = next[row] ?? 0;
      sorted.left[at] = row;
      sorted.right[at] = right[edge] ?? 0;
      sorted.bits[at] = bits[edge] ?? 0;
      next[row] = at + 1;
    }
  // What was the start of a row's edges is the end of them now.
  let from = 0;
  for (const to of next) {
    if (to - from > FEW) sortMany(sorted, from, to);
    else if (to - from > 1) sortFew(sorted, from, to);
    from = Math.max(from, to);
  }
  return sorted;
}

/** Per row where its edges begin, counted by their left rows. */
function startsOf(parts: readonly Edges[]): { readonly next: Uint32Array; readonly count: number } {
  let last = -1;
  for (const { count, left } of parts)
    for (let edge = 0; edge < count; edge++) last = Math.max(last, left[edge] ?? 0);
  const next = new Uint32Array(last + 1);
  for (const { count, left } of parts)
    for (let edge = 0; edge < count; edge++) {
      const row = left[edge] ?? 0;
      next[row] = (next[row] ?? 0) + 1;
    }
  let count = 0;
  for (let row = 0; row < next.length; row++) {
    const edges = next[row] ?? 0;
    next[row] = count;
    count += edges;
  }
  return { next, count };
}

function sortFew({ right, bits }: Edges, from: number, to: number): void {
  for (let edge = from + 1; edge < to; edge++) {
    const row = right[edge] ?? 0;
    const weight = bits[edge] ?? 0;
    let at = edge;
    for (; at > from && (right[at - 1] ?? 0) > row; at--) {
      right[at] = right[at - 1] ?? 0;
      bits[at] = bits[at - 1] ?? 0;
    }
    right[at] = row;
    bits[at] = weight;
  }
}

function sortMany({ right, bits }: Edges, from: number, to: number): void {
  const order = Uint32Array.from({ length: to - from }, (_, at) => from + at).sort(
    (a, b) => (right[a] ?? 0) - (right[b] ?? 0),
  );
  const rows = Uint32Array.from(order, (at) => right[at] ?? 0);
  const weights = Float64Array.from(order, (at) => bits[at] ?? 0);
  right.set(rows, from);
  bits.set(weights, from);
}
