import type { Encoded } from '../encode/encoded.ts';
import { localRows } from './local-rows.ts';
import type { OpenIndex } from './open-index.ts';
import { readRows } from './read-rows.ts';
import { RowStore } from './row-store.ts';

/** Rows of some slots (ascending) in order of arrival, as weighing sees them. */
export type RowsOfSlots = {
  readonly encoded: Encoded;
  readonly rows: readonly number[];
  readonly idOf: (row: number) => string;
};

export async function rowsOfSlots(
  { objects, segments, manifest }: OpenIndex,
  slots: Uint32Array,
): Promise<RowsOfSlots> {
  const known = new Map(manifest.terms.map((terms) => [terms.field, terms.known]));
  const store = new RowStore(manifest.stored.map((name) => ({ name, known: known.get(name) })));
  await readRows(
    objects,
    segments,
    slots,
    store,
    manifest.stored.map((field) => known.has(field)),
  );
  const { encoded, order } = localRows(store, Uint32Array.from(slots.keys()));
  return { encoded, rows: [...order.keys()], idOf: (row) => store.id(order[row] ?? 0) };
}
