import type { Reject } from '#schemas/delivery-part.ts';
import { SETTINGS } from '#schemas/settings.ts';

export type RowKeeper = (came: string) => Pick<Reject, 'row'>;

/** Keeps rejected lines to be handed back, as long as there is room: a file of nothing else must not fill the memory. */
export function rowKeeper(room: number = SETTINGS.report.rowsCharacters): RowKeeper {
  let left = room;
  return (came) => {
    if (came.length > SETTINGS.report.rowCharacters || came.length > left) return {};
    left -= came.length;
    // A slice would keep the whole block that it was cut from.
    return { row: Buffer.from(came).toString() };
  };
}
