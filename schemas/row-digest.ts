import type { RowAsCame } from './delivery-part.ts';
import { idText } from './ids.ts';

/** Knows the same row again in another delivery. Keyed: an unkeyed hash of a short row can be reversed. */
export const rowDigest = (
  row: RowAsCame,
  pseudonyms: { digest(domain: string, value: string): Uint8Array },
): string =>
  idText(pseudonyms.digest('row', typeof row === 'string' ? row.trim() : row.join('\u0000').trim()));
