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
  #sizes = new Float64Array(0);
  #nearest = new Int32Array(0);
  #closeness = new Float64Array(0);
  #active = new Uint8Array(0);
  #group = new Int32Array(0);
  #nodes = 0;

  /**
   * `sums`, `best`: symmetric, nodes × nodes, per pair of nodes the sum and the greatest of the values of their rows'
   * pairs; overwritten. A value of 0 and more is a link. `sizes`: rows per node. Returns per node the smallest node of
   * its group, in an array that the next call overwrites.
   */
  run(sums: Float64Array, best: Float64Array, sizes: Int32Array, nodes: number, floor: number): Int32Array {
    this.#take(sums, best, sizes, nodes);
    for (let at = 0; at < nodes; at++) this.#seek(at);
    for (;;) {
      const at = this.#closest();
      if (at < 0 || (this.#closeness[at] ?? 0) < floor) return this.#group.subarray(0, nodes);
      const other = this.#nearest[at] ?? 0;
      this.#join(Math.min(at, other), Math.max(at, other));
    }
  }

  #take(sums: Float64Array, best: Float64Array, sizes: Int32Array, nodes: number): void {
    if (this.#group.length < nodes) {
      this.#sizes = new Float64Array(nodes);
      this.#nearest = new Int32Array(nodes);
      this.#closeness = new Float64Array(nodes);
      this.#active = new Uint8Array(nodes);
      this.#group = new Int32Array(nodes);
    }
    this.#sums = sums;
    this.#best = best;
    this.#nodes = nodes;
    for (let at = 0; at < nodes; at++) {
      this.#sizes[at] = sizes[at] ?? 1;
      this.#active[at] = 1;
      this.#group[at] = at;
    }
  }

  /** The mean of two groups' pairs; −Infinity if none of them is a link. */
  #between(one: number, other: number): number {
    const cell = one * this.#nodes + other;
    if ((this.#best[cell] ?? -1) < 0) return Number.NEGATIVE_INFINITY;
    return (this.#sums[cell] ?? 0) / ((this.#sizes[one] ?? 1) * (this.#sizes[other] ?? 1));
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
    this.#sizes[into] = (this.#sizes[into] ?? 0) + (this.#sizes[gone] ?? 0);
    for (let at = 0; at < nodes; at++) {
      if (this.#group[at] === gone) this.#group[at] = into;
      if (at === into || this.#active[at] === 0) continue;
      const sum = (this.#sums[into * nodes + at] ?? 0) + (this.#sums[gone * nodes + at] ?? 0);
      const best = Math.max(this.#best[into * nodes + at] ?? 0, this.#best[gone * nodes + at] ?? 0);
      this.#sums[into * nodes + at] = sum;
      this.#sums[at * nodes + into] = sum;
      this.#best[into * nodes + at] = best;
      this.#best[at * nodes + into] = best;
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
