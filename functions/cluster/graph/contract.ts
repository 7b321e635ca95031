/**
 * Symmetric, nodes × nodes, per pair of nodes: how many of their rows' pairs have a value, the sum and the greatest of
 * these. A value of 0 and more is a link. Contraction overwrites them.
 */
export type PairValues = {
  readonly counts: Float64Array;
  readonly sums: Float64Array;
  readonly best: Float64Array;
};

/**
 * Joins nodes greedily: the two groups whose pairs are worth most on average first (average link, UPGMA: Sokal and
 * Michener 1958, "A Statistical Method for Evaluating Systematic Relationships"), if at least one of their pairs is a
 * link and the average is at least `floor`. Ties: the smaller nodes. A pair of −Infinity is never together, nor are the
 * groups that the two come to be in. With a floor of −Infinity and nothing forbidden, groups are the components of
 * the links; with a floor at which a link begins, all pairs decide.
 *
 * The nearest group of each is kept, so that a step costs what two rows of the matrix do; k nodes take about k² steps
 * (Müllner 2011, "Modern hierarchical, agglomerative clustering algorithms", the generic algorithm).
 */
export class Contraction {
  #sums: Float64Array = new Float64Array(0);
  #best: Float64Array = new Float64Array(0);
  #counts: Float64Array = new Float64Array(0);
  #nearest = new Int32Array(0);
  #closeness = new Float64Array(0);
  #active = new Uint8Array(0);
  #group = new Int32Array(0);
  #nodes = 0;

  /** Returns per node the smallest node of its group, in an array that the next call overwrites. */
  run({ counts, sums, best }: PairValues, nodes: number, floor: number): Int32Array {
    this.#counts = counts;
    this.#sums = sums;
    this.#best = best;
    this.#take(nodes);
    for (let at = 0; at < nodes; at++) this.#seek(at);
    for (;;) {
      const at = this.#closest();
      if (at < 0 || (this.#closeness[at] ?? 0) < floor) return this.#group.subarray(0, nodes);
      const other = this.#nearest[at] ?? 0;
      this.#join(Math.min(at, other), Math.max(at, other));
    }
  }

  #take(nodes: number): void {
    if (this.#group.length < nodes) {
      this.#nearest = new Int32Array(nodes);
      this.#closeness = new Float64Array(nodes);
      this.#active = new Uint8Array(nodes);
      this.#group = new Int32Array(nodes);
    }
    this.#nodes = nodes;
    for (let at = 0; at < nodes; at++) {
      this.#active[at] = 1;
      this.#group[at] = at;
    }
  }

  /** The mean of two groups' pairs; −Infinity if none of them is a link. */
  #between(one: number, other: number): number {
    const cell = one * this.#nodes + other;
    if ((this.#best[cell] ?? -1) < 0) return Number.NEGATIVE_INFINITY;
    return (this.#sums[cell] ?? 0) / (this.#counts[cell] ?? 1);
  }

  /** Finds the nearest of a group anew. */
  #seek(at: number): void {
    let nearest = -1;
    let closest = Number.NEGATIVE_INFINITY;
    for (let other = 0; other < this.#nodes; other++) {
      if (other === at || this.#active[other] === 0) continue;
      const closeness = this.#between(at, other);
      if (closeness > closest) {
        closest = closeness;
        nearest = other;
      }
    }
    this.#nearest[at] = nearest;
    this.#closeness[at] = closest;
  }

  #closest(): number {
    let found = -1;
    let closest = Number.NEGATIVE_INFINITY;
    for (let at = 0; at < this.#nodes; at++)
      if (this.#active[at] === 1 && (this.#closeness[at] ?? 0) > closest) {
        closest = this.#closeness[at] ?? 0;
        found = at;
      }
    return found;
  }

  #join(into: number, gone: number): void {
    const nodes = this.#nodes;
    this.#active[gone] = 0;
    for (let at = 0; at < nodes; at++) {
      if (this.#group[at] === gone) this.#group[at] = into;
      if (at === into || this.#active[at] === 0) continue;
      const kept = into * nodes + at;
      const taken = gone * nodes + at;
      const mirror = at * nodes + into;
      this.#counts[kept] = this.#counts[mirror] = (this.#counts[kept] ?? 0) + (this.#counts[taken] ?? 0);
      this.#sums[kept] = this.#sums[mirror] = (this.#sums[kept] ?? 0) + (this.#sums[taken] ?? 0);
      this.#best[kept] = this.#best[mirror] = Math.max(this.#best[kept] ?? 0, this.#best[taken] ?? 0);
    }
    this.#seek(into);
    for (let at = 0; at < nodes; at++) {
      if (at === into || this.#active[at] === 0) continue;
      const nearest = this.#nearest[at] ?? -1;
      if (nearest === into || nearest === gone) {
        this.#seek(at);
        continue;
      }
      const closeness = this.#between(at, into);
      const closest = this.#closeness[at] ?? 0;
      if (closeness > closest || (closeness === closest && into < nearest)) {
        this.#closeness[at] = closeness;
        this.#nearest[at] = into;
      }
    }
  }
}
