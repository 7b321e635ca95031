import { Contraction, type PairValues } from './contract.ts';

/** How the rows of one component are taken apart again. */
export type Rules = {
  /** Links are pairs of at least so many bits. */
  readonly thresholdBits: number;
  /** Groups whose pairs weigh less on average (in bits, as against the threshold) stay apart, whatever links them. */
  readonly floorBits: number;
  /** Per row the smallest that people decided it is one with. */
  readonly decided: Int32Array | undefined;
};

/**
 * Value of a pair: its weight within ±CAP_BITS of the threshold. Beyond that, more bits make nothing more certain, and
 * one pair must not speak louder than all others together.
 */
const CAP_BITS = 20;

/** Takes one component's rows apart. Kept between components, so that small ones cost no memory of their own. */
export class ComponentPartition {
  readonly #rules: Rules;
  readonly #contraction = new Contraction();
  #values: PairValues = valuesFor(0);
  #nodeOf = new Int32Array(0);
  #firstRow = new Int32Array(0);
  #nodes = 0;

  constructor(rules: Rules) {
    this.#rules = rules;
  }

  /**
   * `rows`: ascending. `bits`: of all pairs, in the order of `cellOf`; NaN where nothing is known of a pair (it does not
   * count), −Infinity where it is never together (people's decisions that two rows are one go before). Writes into `entity` the smallest row of each group.
   */
  run(rows: Uint32Array, bits: Float64Array, entity: Int32Array): void {
    this.#makeNodes(rows);
    this.#write(rows, this.#groups(rows, bits), entity);
  }

  /** What people decided to be one is one node; nodes are in order of their smallest rows. */
  #makeNodes(rows: Uint32Array): void {
    if (this.#nodeOf.length < rows.length) {
      this.#nodeOf = new Int32Array(rows.length);
      this.#firstRow = new Int32Array(rows.length);
      this.#values = valuesFor(rows.length);
    }
    const { decided } = this.#rules;
    const nodeOfGroup = decided && new Map<number, number>();
    this.#nodes = 0;
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] ?? 0;
      const known = nodeOfGroup?.get(decided?.[row] ?? row);
      const node = known ?? this.#nodes++;
      if (known === undefined) {
        this.#firstRow[node] = row;
        nodeOfGroup?.set(decided?.[row] ?? row, node);
      }
      this.#nodeOf[at] = node;
    }
  }

  #groups(rows: Uint32Array, bits: Float64Array): Int32Array {
    const nodes = this.#nodes;
    const { thresholdBits, floorBits } = this.#rules;
    const { counts, sums, best } = this.#values;
    counts.fill(0, 0, nodes * nodes);
    sums.fill(0, 0, nodes * nodes);
    best.fill(Number.NEGATIVE_INFINITY, 0, nodes * nodes);
    let pair = 0;
    for (let one = 0; one < rows.length; one++) {
      const node = this.#nodeOf[one] ?? 0;
      for (let other = one + 1; other < rows.length; other++) {
        const weight = bits[pair++] ?? Number.NaN;
        if (Number.isNaN(weight)) continue;
        const value = valueOf(weight - thresholdBits);
        const cell = node * nodes + (this.#nodeOf[other] ?? 0);
        const mirror = (this.#nodeOf[other] ?? 0) * nodes + node;
        counts[cell] = counts[mirror] = (counts[cell] ?? 0) + 1;
        sums[cell] = sums[mirror] = (sums[cell] ?? 0) + value;
        if (value > (best[cell] ?? 0)) best[cell] = best[mirror] = value;
      }
    }
    return this.#contraction.run(this.#values, nodes, floorBits);
  }

  #write(rows: Uint32Array, groups: Int32Array, entity: Int32Array): void {
    for (let at = 0; at < rows.length; at++)
      entity[rows[at] ?? 0] = this.#firstRow[groups[this.#nodeOf[at] ?? 0] ?? 0] ?? 0;
  }
}

const valueOf = (bits: number): number =>
  bits === Number.NEGATIVE_INFINITY ? bits : Math.max(-CAP_BITS, Math.min(bits, CAP_BITS));

const valuesFor = (nodes: number): PairValues => ({
  counts: new Float64Array(nodes * nodes),
  sums: new Float64Array(nodes * nodes),
  best: new Float64Array(nodes * nodes),
});
