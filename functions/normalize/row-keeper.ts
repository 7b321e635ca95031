import type { Pseudonyms } from '#ports';
import type { Reject } from '#schemas/delivery-part.ts';
import { rowDigest } from '#schemas/row-digest.ts';
import { SETTINGS } from '#schemas/settings.ts';

/** Keeps rejected rows to be handed back, within a bound for the whole chunk, and knows unreadable ones by a digest. */
export function rowKeeper(pseudonyms: Pseudonyms) {
  let room: number = SETTINGS.report.rowsCharacters;
  return {
    keep: (came: string | readonly string[], keyIsRead: boolean): Pick<Reject, 'row' | 'digest'> => {
      const row = typeof came === 'string' ? came : [...came];
      const size = typeof row === 'string' ? row.length : row.reduce((sum, cell) => sum + cell.length + 1, 0);
      const fits = size <= SETTINGS.report.rowCharacters && size <= room;
      if (fits) room -= size;
      return {
        ...(fits ? { row } : {}),
        ...(keyIsRead ? {} : { digest: rowDigest(row, pseudonyms) }),
      };
    },
  };
}
