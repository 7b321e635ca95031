import type { Contested } from './contested.ts';
import { probabilityOf, type WeighedPairs } from './weighed-pairs.ts';

/** Per row the sum of the probabilities of its pairs with other rows of its entity, in `UNIT`s, and how many there are. */
export type Certainty = { readonly sum: Float64Array; readonly pairs: Int32Array };

/** Probabilities are added up as whole multiples of 2^−32: exact, so that their order does not matter. */
const UNIT = 2 ** 32;

/** On shared memory: threads add to rows of their own. */
export const noCertainty = (rows: number): Certainty => ({
  sum: new Float64Array(new SharedArrayBuffer(8 * rows)),
  pairs: new Int32Array(new SharedArrayBuffer(4 * rows)),
});

/** Takes edges into account that stand within an entity and whose component nobody looked at closer; NaN bits do not count. */
export function addEdges(
  to: Certainty,
  { count, left, right, bits }: WeighedPairs,
  entity: Int32Array,
  { ofRow }: Contested,
  decided: Int32Array | undefined,
): void {
  for (let at = 0; at < count; at++) {
    const one = left[at] ?? 0;
    const other = right[at] ?? 0;
    if (entity[one] === entity[other] && (ofRow[one] ?? -1) < 0)
      add(to, one, other, bits[at] ?? Number.NaN, decided);
  }
}

/** Takes all pairs of the rows of a component into account that stand within an entity, in the order of `cellOf`. */
export function addTriangle(
  to: Certainty,
  rows: Uint32Array,
  bits: Float64Array,
  entity: Int32Array,
  decided: Int32Array | undefined,
): void {
  let cell = 0;
  for (let at = 0; at < rows.length; at++)
    for (let place = at + 1; place < rows.length; place++, cell++) {
      const one = rows[at] ?? 0;
      const other = rows[place] ?? 0;
      if (entity[one] === entity[other]) add(to, one, other, bits[cell] ?? Number.NaN, decided);
    }
}

function add(
  { sum, pairs }: Certainty,
  one: number,
  other: number,
  bits: number,
  decided: Int32Array | undefined,
): void {
  if (Number.isNaN(bits)) return;
  const p = decided && decided[one] === decided[other] ? UNIT : Math.round(probabilityOf(bits) * UNIT);
  sum[one] = (sum[one] ?? 0) + p;
  sum[other] = (sum[other] ?? 0) + p;
  pairs[one] = (pairs[one] ?? 0) + 1;
  pairs[other] = (pairs[other] ?? 0) + 1;
}

/**
 * How sure it is that a row belongs to its entity, 0 … 1: the mean probability of its weighed pairs with other rows of
 * the entity, where what people decided is certain. 1 for a row that stands alone or that people alone put there.
 * Written over `sum`.
 */
export function confidenceOf({ sum, pairs }: Certainty): Float64Array {
  for (let row = 0; row < sum.length; row++) {
    const count = pairs[row] ?? 0;
    sum[row] = count === 0 ? 1 : (sum[row] ?? 0) / UNIT / count;
  }
  return sum;
}
