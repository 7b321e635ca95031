import type { Column } from '../table/table.ts';

const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;

/**
 * Rows in order of their codes in one column after another, rows that agree on all of them staying in their order:
 * a radix sort on the codes themselves, least significant first, so that no two keys can collide. All rows must know
 * all columns. Linear in rows; a pass per column and 11 bits of its codes.
 */
export function sortRows(rows: Uint32Array, columns: readonly Column[]): Uint32Array {
  let sorted = rows;
  let spare: Uint32Array = new Uint32Array(rows.length);
  for (const { codes, texts } of columns.toReversed())
    for (let shift = 0; texts.size > 0 && (texts.size - 1) >>> shift > 0; shift += DIGIT_BITS) {
      const target = spare;
      placeByDigit(sorted, codes, shift, target);
      spare = sorted === rows ? new Uint32Array(rows.length) : sorted;
      sorted = target;
    }
  return sorted;
}

function placeByDigit(rows: Uint32Array, codes: Int32Array, shift: number, target: Uint32Array): void {
  const next = new Uint32Array(DIGITS + 1);
  for (let i = 0; i < rows.length; i++) {
    const digit = ((codes[rows[i] ?? 0] ?? 0) >>> shift) & (DIGITS - 1);
    next[digit + 1] = (next[digit + 1] ?? 0) + 1;
  }
  for (let digit = 0; digit < DIGITS; digit++) next[digit + 1] = (next[digit + 1] ?? 0) + (next[digit] ?? 0);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0;
    const digit = ((codes[row] ?? 0) >>> shift) & (DIGITS - 1);
    const place = next[digit] ?? 0;
    target[place] = row;
    next[digit] = place + 1;
  }
}
