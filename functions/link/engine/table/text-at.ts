import type { Column } from './table.ts';

/** A text of a column by its code; the empty text for `UNKNOWN` and for codes that the column does not have. */
export function textAt(column: Pick<Column, 'texts'>, code: number): string {
  const { bytes, offsets, size } = column.texts;
  if (code < 0 || code >= size) return '';
  const from = offsets[code] ?? 0;
  const length = (offsets[code + 1] ?? 0) - from;
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, length).toString('utf8');
}
