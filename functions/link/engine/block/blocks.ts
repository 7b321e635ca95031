/** A block that was larger than its rule allows. */
export type LargeBlock = {
  readonly rule: string;
  /** One of its rows, by which to look it up. */
  readonly row: number;
  readonly rows: number;
  /** Whether it was cut by the rule's further field. */
  readonly cut: boolean;
  /** Rows of it whose pairs this rule does not look at: they do not know the further field, or a piece was too large. */
  readonly rowsLeftOut: number;
};

/** Row 0's number if it is in no block. −1 is nobody's. */
export const IN_NO_BLOCK = -2;

/** The rows that one rule brings together, in blocks of two rows or more; ascending within a block. */
export type Blocks = {
  readonly rule: string;
  readonly rows: Uint32Array;
  /** Where each block begins in `rows`, and where the last one ends. */
  readonly starts: Uint32Array;
  /**
   * Number of the block that a row is in. A row that is in none has a number of its own, `IN_NO_BLOCK − row`, so that
   * two rows are brought together by this rule exactly if their numbers are equal.
   */
  readonly blockOfRow: Int32Array;
  readonly large: readonly LargeBlock[];
};

/** Rows of the largest of some blocks. */
export function largestBlock(all: readonly Pick<Blocks, 'starts'>[]): number {
  let largest = 0;
  for (const { starts } of all)
    for (let block = 1; block < starts.length; block++)
      largest = Math.max(largest, (starts[block] ?? 0) - (starts[block - 1] ?? 0));
  return largest;
}
