import { NO_ENTITY } from './entity-id.ts';
import type { OpenIndex } from './open-index.ts';
import { readRows } from './read-rows.ts';
import { RowStore } from './row-store.ts';
import { newestValues } from './slot-lists.ts';

/** All rows that stand, in order of slots, and their entities. */
export type StandingRows = {
  readonly store: RowStore;
  readonly slots: Uint32Array;
  readonly entity: Uint32Array;
};

/** Reads a whole index: for what is done now and then, not for a drop. */
export async function standingRows(index: OpenIndex): Promise<StandingRows> {
  const { objects, segments, dead, manifest } = index;
  const slots = aliveSlots(index);
  const known = new Map(manifest.terms.map((terms) => [terms.field, terms.known]));
  const store = new RowStore(manifest.stored.map((name) => ({ name, known: known.get(name) })));
  const counted = manifest.stored.map((field) => known.has(field));
  await readRows(objects, segments, slots, store, counted);
  if (store.rows !== manifest.nextSlot - dead.size) throw new Error('The index is damaged: rows are missing');
  const entity = await newestValues(index, (segment) => segment.entities, slots, NO_ENTITY);
  return { store, slots, entity };
}

/** Ascending. */
export function aliveSlots({ manifest, dead }: OpenIndex): Uint32Array {
  const slots = new Uint32Array(manifest.nextSlot - dead.size);
  let used = 0;
  for (let slot = 0; slot < manifest.nextSlot; slot++) if (!dead.has(slot)) slots[used++] = slot;
  return slots;
}
