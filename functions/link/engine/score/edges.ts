/** Weighed pairs, in order of left row, then right row; `left[i] < right[i]`, each pair once. */
export type Edges = {
  readonly count: number;
  readonly left: Uint32Array;
  readonly right: Uint32Array;
  /** W in bits: prior, levels and term frequencies; p = 2^W / (1 + 2^W). */
  readonly bits: Float64Array;
};
