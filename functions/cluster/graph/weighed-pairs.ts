/** Pairs of rows, column by column. */
export type Pairs = {
  readonly count: number;
  readonly left: Uint32Array;
  readonly right: Uint32Array;
};

/** Each pair at most once, in any order; `left[i] ≠ right[i]`. */
export type WeighedPairs = Pairs & {
  /** Log-odds to base 2: p = 2^W / (1 + 2^W). */
  readonly bits: Float64Array;
};

/** p = 2^W / (1 + 2^W); by e, as a power of 2 takes three times as long. */
export const probabilityOf = (bits: number): number => 1 / (1 + Math.exp(-bits * Math.LN2));
