import { addTriangle, type Certainty } from './certainty.ts';
import { type Contested, pairsOf } from './contested.ts';
import type { Forbidden } from './forbidden.ts';
import { ComponentPartition, type Rules } from './partition-component.ts';
import { cellOf } from './triangle.ts';

/** All that it takes to look at contested components; may stand on shared memory, as no two of them share a row. */
export type CloserLook = {
  readonly contested: Contested;
  readonly rules: Rules;
  readonly forbidden: Forbidden;
  /** Written into. */
  readonly entity: Int32Array;
  readonly certainty: Certainty;
};

/**
 * Bits of all pairs of components `from` (inclusive) to `to`, one triangle after the other (see `cellOf`): −Infinity for
 * those that are never one, NaN where nothing is known.
 */
export type WeighComponents = (from: number, to: number) => Float64Array;

/** Pairs whose bits are held at one time: 8 MB. */
const BATCH_PAIRS = 1 << 20;

/** Partitions contested components `from` (inclusive) to `to`, so many at a time that their pairs make one good batch. */
export function closerLook(work: CloserLook, from: number, to: number, weigh: WeighComponents): void {
  const partition = new ComponentPartition(work.rules);
  let first = from;
  while (first < to) {
    let pairs = 0;
    let end = first;
    while (end < to && (end === first || pairs + pairsOf(work.contested, end) <= BATCH_PAIRS))
      pairs += pairsOf(work.contested, end++);
    takeApart(work, first, end, weigh(first, end), partition);
    first = end;
  }
}

function takeApart(
  { contested, forbidden, entity, certainty, rules }: CloserLook,
  first: number,
  end: number,
  bits: Float64Array,
  partition: ComponentPartition,
): void {
  let base = 0;
  for (let at = first; at < end; at++) {
    const pairs = pairsOf(contested, at);
    const rows = contested.rows.subarray(contested.rowStart[at], contested.rowStart[at + 1]);
    const triangle = bits.subarray(base, base + pairs);
    for (const [one, other] of forbidden.get(at) ?? [])
      triangle[cellOf(one, other, rows.length)] = Number.NEGATIVE_INFINITY;
    partition.run(rows, triangle, entity);
    addTriangle(certainty, rows, triangle, entity, rules.decided);
    base += pairs;
  }
}
