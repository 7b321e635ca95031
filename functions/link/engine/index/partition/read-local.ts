import type { IndexObjects } from '../objects.ts';
import { type LocalRows, localRows } from '../local-rows.ts';
import { readRows } from '../read-rows.ts';
import { RowStore } from '../row-store.ts';
import type { BaseLists } from './base-lists.ts';

export type ReadLocal = {
  readonly local: LocalRows;
  readonly store: RowStore;
};

/** Some rows of a base (slots ascending), in order of arrival. */
export async function readLocal(
  objects: IndexObjects,
  lists: BaseLists,
  slots: Uint32Array,
): Promise<ReadLocal> {
  const store = new RowStore(lists.fields);
  await readRows(
    objects,
    [lists],
    slots,
    store,
    lists.fields.map(({ known }) => known !== undefined),
  );
  return { store, local: localRows(store, Uint32Array.from(slots.keys())) };
}
