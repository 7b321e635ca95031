/** Counts of distinct patterns of levels. */
export type Patterns = {
  /** Comparisons in a pattern. */
  readonly comparisons: number;
  /** Level per pattern and comparison, patterns one after the other; −1 where a record does not know the field. */
  readonly levels: Int8Array;
  /** Pairs that show the pattern. */
  readonly pairs: Float64Array;
};

/** Patterns as the kernel counts them, in typed arrays for EM. */
export function patternsOf(
  counted: { readonly patterns: readonly (readonly number[])[]; readonly counts: readonly number[] },
  comparisons: number,
): Patterns {
  return {
    comparisons,
    levels: Int8Array.from(counted.patterns.flat()),
    pairs: Float64Array.from(counted.counts),
  };
}
