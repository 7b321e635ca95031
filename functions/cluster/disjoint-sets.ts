/** Disjoint sets of 0 … size − 1 with path halving. Tarjan and van Leeuwen (1984), "Worst-case analysis of set union algorithms". */
export class DisjointSets {
  readonly #parent: Int32Array;

  constructor(size: number) {
    this.#parent = new Int32Array(size);
    for (let member = 0; member < size; member++) this.#parent[member] = member;
  }

  /** The set's representative: its smallest member. Throws RangeError outside 0 … size − 1. */
  find(member: number): number {
    let at = member;
    for (;;) {
      const parent = this.#at(at);
      if (parent === at) return at;
      const grandparent = this.#at(parent);
      this.#parent[at] = grandparent;
      at = grandparent;
    }
  }

  /** Joins two sets and returns the representative of both. */
  join(a: number, b: number): number {
    const rootA = this.find(a);
    const rootB = this.find(b);
    const root = Math.min(rootA, rootB);
    this.#parent[Math.max(rootA, rootB)] = root;
    return root;
  }

  #at(member: number): number {
    const parent = this.#parent[member];
    if (parent === undefined) throw new RangeError(`${member} is no member`);
    return parent;
  }
}
