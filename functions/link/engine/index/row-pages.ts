import { type Column, UNKNOWN } from '../table/table.ts';

/** Rows that are stored together, and read together. */
export const PAGE_ROWS = 4;

/** Rows as they are written, in order of slots. */
export type RowsToWrite = {
  readonly slots: number;
  /** Which row of the columns stands at a slot. */
  readonly at: (slot: number) => number;
  /** Its number in order of arrival. */
  readonly numberOf: (at: number) => number;
  readonly fields: readonly Column[];
  /** Per field the frozen frequency of each of its texts, if weights depend on it. */
  readonly counts: readonly (Uint32Array | undefined)[];
  readonly ids: Column;
};

const CHUNK_BYTES = 1 << 22;
/** Few rows need no chunk so large. */
const ROW_BYTES = 256;

/**
 * Pages of rows: first per row its number, where its texts begin in the page, a code per field and, of fields whose
 * frequency matters, a count (32-bit words); then the texts, each behind its length (7 bits a byte), the id last.
 * `starts` takes where each page begins, in words, and where the last one ends.
 */
export function* rowPages(rows: RowsToWrite, starts: Uint32Array): Generator<Uint8Array> {
  const most = bytesAtMost(rows);
  let chunk = new Uint8Array(Math.min(CHUNK_BYTES, rows.slots * ROW_BYTES) + most);
  let used = 0;
  let written = 0;
  for (let page = 0; page * PAGE_ROWS < rows.slots; page++) {
    const from = page * PAGE_ROWS;
    const to = Math.min(from + PAGE_ROWS, rows.slots);
    if (used + most > chunk.length) {
      yield chunk.subarray(0, used);
      written += used;
      chunk = new Uint8Array(Math.max(CHUNK_BYTES, most));
      used = 0;
    }
    starts[page] = (written + used) / 4;
    used = writePage(rows, from, to, chunk, used);
  }
  starts[Math.ceil(rows.slots / PAGE_ROWS)] = (written + used) / 4;
  yield chunk.subarray(0, used);
}

/** Words per row before the texts. */
export const fixedWords = (fields: number, counted: number): number => 2 + fields + counted;

/** Bytes that a page takes at most. */
function bytesAtMost({ fields, counts, ids }: RowsToWrite): number {
  const counted = counts.filter((each) => each !== undefined).length;
  let row = 4 * fixedWords(fields.length, counted);
  for (const column of [...fields, ids]) row += 5 + longest(column);
  return PAGE_ROWS * row + 4;
}

function longest({ texts: { size, offsets } }: Column): number {
  let most = 0;
  for (let code = 0; code < size; code++)
    most = Math.max(most, (offsets[code + 1] ?? 0) - (offsets[code] ?? 0));
  return most;
}

/** Returns where the page ends. */
function writePage(rows: RowsToWrite, from: number, to: number, chunk: Uint8Array, start: number): number {
  const { fields, counts, ids } = rows;
  const counted = counts.filter((each) => each !== undefined).length;
  const width = fixedWords(fields.length, counted);
  const words = new Uint32Array(chunk.buffer, start, (to - from) * width);
  let end = start + words.byteLength;
  for (let slot = from; slot < to; slot++) {
    const row = rows.at(slot);
    let word = (slot - from) * width;
    words[word++] = rows.numberOf(row);
    words[word++] = end - start;
    for (const column of fields) {
      words[word++] = column.codes[row] ?? UNKNOWN;
      if ((column.codes[row] ?? UNKNOWN) >= 0) end = writeText(column, row, chunk, end);
    }
    end = writeText(ids, row, chunk, end);
    for (const [field, count] of counts.entries())
      if (count) words[word++] = count[fields[field]?.codes[row] ?? UNKNOWN] ?? 0;
  }
  return (end + 3) & ~3;
}

function writeText({ codes, texts }: Column, row: number, chunk: Uint8Array, at: number): number {
  const code = codes[row] ?? UNKNOWN;
  const from = texts.offsets[code] ?? 0;
  const length = (texts.offsets[code + 1] ?? 0) - from;
  let end = at;
  let rest = length;
  for (; rest > 127; rest >>>= 7) chunk[end++] = (rest & 127) | 128;
  chunk[end++] = rest;
  for (let byte = 0; byte < length; byte++) chunk[end++] = texts.bytes[from + byte] ?? 0;
  return end;
}
