import type { DeliveryId } from '#schemas/ids.ts';

/** S3 takes keys of 1,024 bytes. */
const KEY_BYTES = 1024;
const LONGEST_ENDING = '.rejected.ndjson'.length;

/** Where a delivery's report stays: no file's name is in the key, so that it may be told (R50). */
export const reportKey = (id: DeliveryId): string => `deliveries/${id}`;

/**
 * Where the newest report on a file of that name lies, for those who look for it by name: `reports/` and the file's own
 * key, to which `.txt`, `.json`, `.rejected.csv` are added. Steps out of a folder and control characters are taken out of
 * a name; one that is too long is cut and gets the delivery's id.
 */
export function namedReportKey(objectKey: string, id: DeliveryId): string {
  const parts = objectKey.split('/').map((part) => (part === '' || /^\.+$/.test(part) ? '_' : part));
  const key = `reports/${parts.join('/').replace(/[\p{Cc}\\]/gu, '_')}`;
  const ending = `~${id}`;
  const room = KEY_BYTES - LONGEST_ENDING;
  return Buffer.byteLength(key) > room ? `${cut(key, room - ending.length)}${ending}` : key;
}

/** At most so many bytes of UTF-8, in whole characters. */
function cut(text: string, bytes: number): string {
  let length = 0;
  let kept = '';
  for (const character of text) {
    length += Buffer.byteLength(character);
    if (length > bytes) return kept;
    kept += character;
  }
  return kept;
}
