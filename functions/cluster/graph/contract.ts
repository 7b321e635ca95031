/**
 * How well two groups go together: the mean of their pairs' values (average link, UPGMA: Sokal and Michener 1958,
 * "A Statistical Method for Evaluating Systematic Relationships"), or the greatest (single link: components).
 */
export type Linkage = 'average' | 'single';

/**
 * Joins nodes greedily, those that go together best first, while they go together at least `atLeast` well. Ties: the
 * smaller nodes. A pair of −Infinity is never together, nor are the groups that the two come to be in.
 *
 * The nearest group of each is kept, so that a step costs what two rows of the matrix do; k nodes take about k² steps
 * (Müllner 2011, "Modern hierarchical, agglomerative clustering algorithms", the generic algorithm).
 */
export class Contraction {
  #values: Float64Array = new Float64Array(0);
  #sizes = new Float64Array(0);
  #nearest = new Int32Array(0);
  #closeness = new Float64Array(0);
  #active = new Int32Array(0);
  #group = new Int32Array(0);
  #nodes = 0;

  /**
   * `values`: symmetric, nodes × nodes, per pair of nodes the sum (average link) or the greatest
   * (single link) of the values of their rows' pairs; overwritten. `sizes`: rows per node.
   * Returns per node the smallest node of its group, in an array that the next call overwrites.
   */
  run(values: Float64Array, sizes: Int32Array, nodes: number, atLeast: number, linkage: Linkage): Int32Array {
    this.#take(values, sizes, nodes);
    for (let at = 0; at < nodes; at++) this.#seek(at, linkage);
    for (;;) {
      const at = this.#best();
      if (at < 0 || (this.#closeness[at] ?? 0) < atLeast) return this.#groups();
      const other = this.#nearest[at] ?? 0;
      this.#join(Math.min(at, other), Math.max(at, other), linkage);
    }
  }

  #take(values: Float64Array, sizes: Int32Array, nodes: number): void {
    if (this.#group.length < nodes) {
      this.#sizes = new Float64Array(nodes);
      this.#nearest = new Int32Array(nodes);
      this.#closeness = new Float64Array(nodes);
      this.#active = new Int32Array(nodes);
      this.#group = new Int32Array(nodes);
    }
    this.#values = values;
    this.#nodes = nodes;
    for (let at = 0; at < nodes; at++) {
      this.#sizes[at] = sizes[at] ?? 1;
      this.#active[at] = 1;
      this.#group[at] = at;
    }
  }

  #between(one: number, other: number, linkage: Linkage): number {
    const value = this.#values[one * this.#nodes + other] ?? 0;
    if (linkage === 'single') return value;
    return value / ((this.#sizes[one] ?? 1) * (this.#sizes[other] ?? 1));
  }

  /** Finds the nearest of a group anew. */
  #seek(at: number, linkage: Linkage): void {
    let nearest = -1;
    let closest = Number.NEGATIVE_INFINITY;
    for (let other = 0; other < this.#nodes; other++) {
      if (other === at || this.#active[other] === 0) continue;
      const closeness = this.#between(at, other, linkage);
      if (closeness > closest) {
        closest = closeness;
        nearest = other;
      }
    }
    this.#nearest[at] = nearest;
    this.#closeness[at] = closest;
  }

  #best(): number {
    let best = -1;
    let closest = Number.NEGATIVE_INFINITY;
    for (let at = 0; at < this.#nodes; at++)
      if (this.#active[at] === 1 && (this.#closeness[at] ?? 0) > closest) {
        closest = this.#closeness[at] ?? 0;
        best = at;
      }
    return best;
  }

  #join(into: number, gone: number, linkage: Linkage): void {
    const nodes = this.#nodes;
    this.#active[gone] = 0;
    for (let at = 0; at < nodes; at++) {
      if (this.#group[at] === gone) this.#group[at] = into;
      if (at === into || this.#active[at] === 0) continue;
      const value = joined(
        this.#values[into * nodes + at] ?? 0,
        this.#values[gone * nodes + at] ?? 0,
        linkage,
      );
      this.#values[into * nodes + at] = value;
      this.#values[at * nodes + into] = value;
    }
    this.#sizes[into] = (this.#sizes[into] ?? 0) + (this.#sizes[gone] ?? 0);
    this.#seek(into, linkage);
    for (let at = 0; at < nodes; at++) {
      if (at === into || this.#active[at] === 0) continue;
      const nearest = this.#nearest[at] ?? -1;
      if (nearest === into || nearest === gone) {
        this.#seek(at, linkage);
        continue;
      }
      const closeness = this.#between(at, into, linkage);
      const closest = this.#closeness[at] ?? 0;
      if (closeness > closest || (closeness === closest && into < nearest)) {
        this.#closeness[at] = closeness;
        this.#nearest[at] = into;
      }
    }
  }

  #groups(): Int32Array {
    return this.#group.subarray(0, this.#nodes);
  }
}

function joined(one: number, other: number, linkage: Linkage): number {
  if (linkage === 'average') return one + other;
  const apart = one === Number.NEGATIVE_INFINITY || other === Number.NEGATIVE_INFINITY;
  return apart ? Number.NEGATIVE_INFINITY : Math.max(one, other);
}
