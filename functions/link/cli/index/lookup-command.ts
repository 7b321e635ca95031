import { rowsOfSlots } from '../../engine/index/rows-of-slots.ts';
import { foundEntity } from './found-entity.ts';
import { openFolder } from './open-folder.ts';
import type { LookupOptions } from './options.ts';

/** Which entity an id means now, and its records, in order of arrival. Throws InputError. */
export async function lookupCommand({ index: folder, id }: LookupOptions): Promise<string> {
  const { index } = await openFolder(folder);
  const { slots, how } = await foundEntity(index, id);
  const { idOf, rows } = await rowsOfSlots(index, slots);
  const ids = rows.map((row) => idOf(row));
  return `${how}: ${ids.length === 1 ? '1 record' : `${ids.length} records`}\n${ids.map((each) => `  ${each}\n`).join('')}`;
}
