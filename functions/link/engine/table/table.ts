/**
 * Columns as the engine works on them: every distinct text of a column once, in one flat array of bytes, and per row
 * the number of its text. All arrays may stand on shared memory, so that threads read one copy.
 */

/** A text that is empty, a placeholder or not there: it never agrees with anything, not even with itself. */
export const UNKNOWN = -1;

/** Distinct texts of a column; a code is an index into them, in order of first appearance. */
export type Texts = {
  readonly size: number;
  /** UTF-8 of all texts, one after the other. */
  readonly bytes: Uint8Array;
  /** `size + 1` positions in `bytes`. */
  readonly offsets: Uint32Array;
  /** Rows that have the text (term frequency). */
  readonly counts: Uint32Array;
  /**
   * Rows that know the column, where `counts` were taken of other rows than these: a frozen model's base. Absent, it
   * is the sum of `counts`.
   */
  readonly known?: number;
};

export type Column = {
  readonly name: string;
  /** One code per row, or `UNKNOWN`. */
  readonly codes: Int32Array;
  readonly texts: Texts;
};

export type Table = {
  readonly rows: number;
  readonly columns: readonly Column[];
  /** Index of the input that each row came from; absent if there is one input. */
  readonly inputs?: Uint8Array;
};
