import { HASH_FACTOR, HASH_SEED, hashOf, isBlank } from '../text-dictionary.ts';

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

/** Why records could not be read, and at which byte of the buffer. */
export type CsvProblem =
  | { readonly kind: 'ragged'; readonly at: number; readonly cells: number }
  | { readonly kind: 'after-quote'; readonly at: number }
  | { readonly kind: 'unclosed'; readonly at: number };

/** Rows that are taken apart before their cells are looked up, column by column: together they stay in a core's cache. */
export const BATCH_ROWS = 2000;

/**
 * Where the cells of some records lie in a buffer (RFC 4180; lines end in LF or CRLF): no string and no object per
 * cell. Cell (row, column) has index `column * BATCH_ROWS + row`.
 */
export class CsvCells {
  rows = 0;
  problem: CsvProblem | undefined;
  /** Whether quoted cells with doubled quotes are among them: `makeSingle` comes first then. */
  doubled = false;
  readonly from: Int32Array;
  /** Equal to `from` if the cell is empty or white space; the complement if doubled quotes stand in the cell. */
  readonly to: Int32Array;
  /** FNV-1a of the bytes as they stand. */
  readonly hash: Int32Array;
  readonly #columns: number;
  readonly #delimiter: number;

  constructor(columns: number, delimiter: number) {
    this.#columns = columns;
    this.#delimiter = delimiter;
    this.from = new Int32Array(columns * BATCH_ROWS);
    this.to = new Int32Array(columns * BATCH_ROWS);
    this.hash = new Int32Array(columns * BATCH_ROWS);
  }

  /**
   * Takes apart records that begin in `buffer[start, limit)`, at most `BATCH_ROWS`; a record may go on to `end`, where
   * a line feed must stand before it, or at it if the file ends there. Blank lines hold no record. Returns where the
   * first record begins that was not read: for want of room or bytes, at a `problem`, or because it begins at `limit`
   * or later.
   */
  read(buffer: Uint8Array, start: number, limit: number, end: number, fileEnds: boolean): number {
    const { from, to, hash: hashes } = this;
    const delimiter = this.#delimiter;
    const columns = this.#columns;
    const cells = columns * BATCH_ROWS;
    let at = start;
    let row = 0;
    this.doubled = false;
    while (at < limit && row < BATCH_ROWS) {
      const record = at;
      let column = 0;
      let cell = row;
      let byte = 0;
      for (;;) {
        let first = at;
        let last = at;
        let hash = HASH_SEED;
        byte = buffer[at] ?? LF;
        if (byte === QUOTE) {
          const closed = closingQuote(buffer, at + 1, end);
          if (closed < 0) {
            if (fileEnds) this.problem = { kind: 'unclosed', at };
            this.rows = row;
            return record;
          }
          first = at + 1;
          last = closed;
          let doubled = false;
          for (at = first; at < closed; at++) {
            const inside = buffer[at] ?? 0;
            if (inside === QUOTE) doubled = true;
            hash = Math.imul(hash ^ inside, HASH_FACTOR);
          }
          at = closed + 1;
          if (buffer[at] === CR && buffer[at + 1] === LF) at++;
          byte = buffer[at] ?? LF;
          if (byte !== delimiter && byte !== LF) {
            this.problem = { kind: 'after-quote', at };
            this.rows = row;
            return record;
          }
          if (doubled) {
            last = ~last;
            this.doubled = true;
          }
        } else {
          while (byte !== delimiter && byte !== LF) {
            hash = Math.imul(hash ^ byte, HASH_FACTOR);
            byte = buffer[++at] ?? LF;
          }
          last = at;
          // Not looked for above, as one test more there makes all of reading take half as long again.
          if (byte === LF && last > first && buffer[last - 1] === CR) hash = hashOf(buffer, first, --last);
        }
        if (cell < cells) {
          from[cell] = first;
          to[cell] = (buffer[first] ?? 0) <= 0x20 && last >= 0 && isBlank(buffer, first, last) ? first : last;
          hashes[cell] = hash;
        }
        column++;
        cell += BATCH_ROWS;
        if (byte !== delimiter) break;
        at++;
      }
      if (column === columns && (columns > 1 || !isBlank(buffer, record, at))) row++;
      else if (column > 1 || !isBlank(buffer, record, at)) {
        this.problem = { kind: 'ragged', at: record, cells: column };
        this.rows = row;
        return record;
      }
      at++;
    }
    this.rows = row;
    return at;
  }

  /** Makes doubled quotes of a cell single, in the buffer itself: its record is not read again. */
  makeSingle(buffer: Uint8Array, cell: number): void {
    const end = ~(this.to[cell] ?? 0);
    if (end < 0) return;
    const start = this.from[cell] ?? 0;
    let last = start;
    for (let at = start; at < end; at++) {
      const byte = buffer[at] ?? 0;
      buffer[last++] = byte;
      if (byte === QUOTE) at++;
    }
    this.to[cell] = last;
    this.hash[cell] = hashOf(buffer, start, last);
  }
}

/** Where the quote stands that ends a cell, or −1 if the bytes end before it; a doubled one ends none. */
function closingQuote(buffer: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    if (buffer[at] !== QUOTE) continue;
    if (buffer[at + 1] !== QUOTE || at + 1 >= end) return at;
    at++;
  }
  return -1;
}
