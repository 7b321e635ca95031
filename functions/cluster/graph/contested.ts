import type { WeighedPairs } from './weighed-pairs.ts';

/** Components that need a closer look, in order of their smallest rows: their rows and known pairs, one after the other. */
export type Contested = {
  readonly count: number;
  /** Rows of component c, ascending: `rows[rowStart[c]] … rows[rowStart[c + 1] − 1]`. */
  readonly rowStart: Int32Array;
  readonly rows: Int32Array;
  /** Per row its place among the rows of its component. */
  readonly placeOf: Int32Array;
  /** Pairs of component c, as indexes into the edges. */
  readonly edgeStart: Int32Array;
  readonly edges: Uint32Array;
};

/** `isContested`: per component, at its smallest row. */
export function contestedOf(component: Int32Array, isContested: Uint8Array, edges: WeighedPairs): Contested {
  const numberOf = new Int32Array(component.length).fill(-1);
  let count = 0;
  for (let root = 0; root < isContested.length; root++) if (isContested[root] === 1) numberOf[root] = count++;
  const ofRow = new Int32Array(component.length);
  for (let row = 0; row < component.length; row++) ofRow[row] = numberOf[component[row] ?? 0] ?? -1;
  const byRow = bucketed(count, ofRow);
  const placeOf = new Int32Array(component.length);
  for (let at = 0; at < byRow.items.length; at++) {
    const row = byRow.items[at] ?? 0;
    placeOf[row] = at - (byRow.start[ofRow[row] ?? 0] ?? 0);
  }
  const ofEdge = new Int32Array(edges.count);
  for (let at = 0; at < edges.count; at++) {
    const one = ofRow[edges.left[at] ?? 0] ?? -1;
    ofEdge[at] = one === (ofRow[edges.right[at] ?? 0] ?? -1) ? one : -1;
  }
  const byEdge = bucketed(count, ofEdge);
  return {
    count,
    rowStart: byRow.start,
    rows: Int32Array.from(byRow.items),
    placeOf,
    edgeStart: byEdge.start,
    edges: byEdge.items,
  };
}

/** Indexes of `bucketOf` by bucket, ascending within each (counting sort); −1 is left out. */
function bucketed(
  count: number,
  bucketOf: Int32Array,
): { readonly start: Int32Array; readonly items: Uint32Array } {
  const start = new Int32Array(count + 1);
  for (let index = 0; index < bucketOf.length; index++) {
    const bucket = bucketOf[index] ?? -1;
    if (bucket >= 0) start[bucket + 1] = (start[bucket + 1] ?? 0) + 1;
  }
  for (let bucket = 0; bucket < count; bucket++)
    start[bucket + 1] = (start[bucket + 1] ?? 0) + (start[bucket] ?? 0);
  const next = start.slice();
  const items = new Uint32Array(start[count] ?? 0);
  for (let index = 0; index < bucketOf.length; index++) {
    const bucket = bucketOf[index] ?? -1;
    if (bucket < 0) continue;
    const at = next[bucket] ?? 0;
    items[at] = index;
    next[bucket] = at + 1;
  }
  return { start, items };
}
