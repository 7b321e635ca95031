import { bucketed } from './bucketed.ts';
import type { WeighComponents } from './closer-look.ts';
import { type Contested, pairsOf, rowsOf } from './contested.ts';
import { cellOf } from './triangle.ts';
import type { Pairs, WeighedPairs } from './weighed-pairs.ts';

/**
 * Bits of the pairs of contested components: those of edges, and of the others what `weigh` says of them. Pairs that
 * people decided are one need no weight.
 */
export function knownPairs(
  contested: Contested,
  edges: WeighedPairs,
  decided: Int32Array | undefined,
  weigh: ((pairs: Pairs) => Float64Array) | undefined,
): WeighComponents {
  const { start, items } = edgesByComponent(contested, edges);
  const placeOf = placesOf(contested);
  return (from, to) => {
    let cells = 0;
    for (let at = from; at < to; at++) cells += pairsOf(contested, at);
    const bits = new Float64Array(cells).fill(Number.NaN);
    let base = 0;
    for (let at = from; at < to; at++) {
      const size = rowsOf(contested, at);
      for (let edge = start[at] ?? 0; edge < (start[at + 1] ?? 0); edge++) {
        const index = items[edge] ?? 0;
        const one = placeOf[edges.left[index] ?? 0] ?? 0;
        const other = placeOf[edges.right[index] ?? 0] ?? 0;
        bits[base + cellOf(one, other, size)] = edges.bits[index] ?? Number.NaN;
      }
      base += pairsOf(contested, at);
    }
    if (weigh) weighMissing(contested, from, to, bits, decided, weigh);
    return bits;
  };
}

function edgesByComponent({ count, ofRow }: Contested, edges: WeighedPairs) {
  const ofEdge = new Int32Array(edges.count);
  for (let at = 0; at < edges.count; at++) {
    const one = ofRow[edges.left[at] ?? 0] ?? -1;
    ofEdge[at] = one === (ofRow[edges.right[at] ?? 0] ?? -1) ? one : -1;
  }
  return bucketed(count, ofEdge);
}

/** Per row its place among the rows of its component. */
function placesOf({ rows, rowStart, ofRow }: Contested): Int32Array {
  const placeOf = new Int32Array(ofRow.length);
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? 0;
    placeOf[row] = at - (rowStart[ofRow[row] ?? 0] ?? 0);
  }
  return placeOf;
}

function weighMissing(
  { rows, rowStart }: Contested,
  from: number,
  to: number,
  bits: Float64Array,
  decided: Int32Array | undefined,
  weigh: (pairs: Pairs) => Float64Array,
): void {
  const left = new Uint32Array(bits.length);
  const right = new Uint32Array(bits.length);
  const cells = new Uint32Array(bits.length);
  let count = 0;
  let cell = 0;
  for (let at = from; at < to; at++) {
    const end = rowStart[at + 1] ?? 0;
    for (let one = rowStart[at] ?? 0; one < end; one++)
      for (let other = one + 1; other < end; other++, cell++) {
        if (!Number.isNaN(bits[cell] ?? 0)) continue;
        const a = rows[one] ?? 0;
        const b = rows[other] ?? 0;
        if (decided && decided[a] === decided[b]) continue;
        left[count] = a;
        right[count] = b;
        cells[count++] = cell;
      }
  }
  if (count === 0) return;
  const weights = weigh({ count, left: left.subarray(0, count), right: right.subarray(0, count) });
  for (let at = 0; at < count; at++) bits[cells[at] ?? 0] = weights[at] ?? Number.NaN;
}
