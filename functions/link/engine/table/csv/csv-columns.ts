import { UNKNOWN } from '../table.ts';
import { HASH_FACTOR, HASH_SEED, hashOf, isBlank, TextDictionary } from '../text-dictionary.ts';

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

/** Why records could not be read, and at which byte of the buffer. */
export type CsvProblem =
  | { readonly kind: 'ragged'; readonly at: number; readonly cells: number }
  | { readonly kind: 'after-quote'; readonly at: number }
  | { readonly kind: 'unclosed'; readonly at: number };

/**
 * Records of a CSV file (RFC 4180; lines end in LF or CRLF) straight into columns of codes: no string and no object
 * per cell. Blank lines hold no record; cells that are empty or white space are unknown.
 */
export class CsvColumns {
  rows = 0;
  problem: CsvProblem | undefined;
  readonly dictionaries: readonly TextDictionary[];
  /** Per column, one code per row; longer than `rows`. */
  readonly codes: Int32Array[];
  readonly #delimiter: number;
  #capacity: number;
  /** What quoted cells hold once doubled quotes are single. */
  #unquoted = new Uint8Array(256);

  constructor(columns: number, delimiter: number, expectedRows: number) {
    this.#delimiter = delimiter;
    this.#capacity = expectedRows;
    this.dictionaries = Array.from({ length: columns }, () => new TextDictionary());
    this.codes = this.dictionaries.map(() => new Int32Array(new SharedArrayBuffer(4 * expectedRows)));
  }

  /**
   * Reads the records that begin in `buffer[start, limit)`; a record may go on to `end`, where a line feed must stand
   * before it, or at it if the file ends there. Returns where the first record begins that was not read, for want of
   * bytes or because it begins at `limit` or later. Stops at a `problem`.
   */
  read(buffer: Uint8Array, start: number, limit: number, end: number, fileEnds: boolean): number {
    const delimiter = this.#delimiter;
    const dictionaries = this.dictionaries;
    const codes = this.codes;
    const columns = dictionaries.length;
    let at = start;
    while (at < limit) {
      const record = at;
      const row = this.rows;
      if (row === this.#capacity) this.#grow();
      let column = 0;
      let byte = 0;
      let code = UNKNOWN;
      for (;;) {
        code = UNKNOWN;
        byte = buffer[at] ?? LF;
        if (byte === QUOTE) {
          const closed = closingQuote(buffer, at + 1, end);
          if (closed < 0) {
            if (fileEnds) this.problem = { kind: 'unclosed', at };
            else this.#forget(row, Math.min(column, columns));
            return record;
          }
          const dictionary = dictionaries[column];
          if (dictionary) code = this.#quotedCode(dictionary, buffer, at + 1, closed);
          at = closed + 1;
          byte = buffer[at] ?? LF;
          if (byte !== delimiter && byte !== LF && !(byte === CR && buffer[at + 1] === LF)) {
            this.problem = { kind: 'after-quote', at };
            return record;
          }
        } else {
          const from = at;
          let hash = HASH_SEED;
          while (byte !== delimiter && byte !== LF && (byte !== CR || buffer[at + 1] !== LF)) {
            hash = Math.imul(hash ^ byte, HASH_FACTOR);
            byte = buffer[++at] ?? LF;
          }
          const dictionary = dictionaries[column];
          if (dictionary && at > from && ((buffer[from] ?? 0) > 0x20 || !isBlank(buffer, from, at)))
            code = dictionary.add(buffer, from, at, hash, 1);
        }
        const ofColumn = codes[column];
        if (ofColumn) ofColumn[row] = code;
        column++;
        if (byte !== delimiter) break;
        at++;
      }
      if (column === columns && (columns > 1 || at > record)) this.rows++;
      else if (column > 1 || code !== UNKNOWN) {
        this.problem = { kind: 'ragged', at: record, cells: column };
        return record;
      }
      at += byte === CR ? 2 : 1;
    }
    return at;
  }

  #quotedCode(dictionary: TextDictionary, buffer: Uint8Array, start: number, end: number): number {
    let hash = HASH_SEED;
    let from = start;
    while (from < end && buffer[from] !== QUOTE) hash = Math.imul(hash ^ (buffer[from++] ?? 0), HASH_FACTOR);
    if (from === end)
      return isBlank(buffer, start, end) ? UNKNOWN : dictionary.add(buffer, start, end, hash, 1);
    // Doubled quotes: what is between them goes elsewhere, as the buffer may be read again.
    if (this.#unquoted.length < end - start) this.#unquoted = new Uint8Array(2 * (end - start));
    let length = 0;
    for (let at = start; at < end; at++) {
      const byte = buffer[at] ?? 0;
      this.#unquoted[length++] = byte;
      if (byte === QUOTE) at++;
    }
    return dictionary.add(this.#unquoted, 0, length, hashOf(this.#unquoted, 0, length), 1);
  }

  /** A record that goes on past what is at hand is read again from its start: its first cells do not count twice. */
  #forget(row: number, columns: number): void {
    for (let column = 0; column < columns; column++) {
      const code = this.codes[column]?.[row] ?? UNKNOWN;
      if (code !== UNKNOWN) this.dictionaries[column]?.forget(code, 1);
    }
  }

  #grow(): void {
    this.#capacity = Math.ceil(this.#capacity * 1.5) + 1024;
    for (const [column, codes] of this.codes.entries()) {
      const longer = new Int32Array(new SharedArrayBuffer(4 * this.#capacity));
      longer.set(codes);
      this.codes[column] = longer;
    }
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
