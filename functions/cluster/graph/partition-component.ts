import { Contraction, type Linkage } from './contract.ts';

/** How the rows of one component are taken apart again. */
export type Rules = {
  /** Links are pairs of at least so many bits. */
  readonly thresholdBits: number;
  readonly linkage: Linkage;
  /** Per row the smallest that people decided it is one with. */
  readonly decided: Int32Array | undefined;
};

/**
 * Value of a pair for the average: its weight within ±CAP_BITS of the threshold. Beyond that, more bits make nothing
 * more certain, and one pair must not speak louder than all others together.
 */
const CAP_BITS = 20;

/** Takes one component's rows apart. Kept between components, so that small ones cost no memory of their own. */
export class ComponentPartition {
  readonly #rules: Rules;
  readonly #contraction = new Contraction();
  #values = new Float64Array(0);
  #nodeOf = new Int32Array(0);
  #sizes = new Int32Array(0);
  #firstRow = new Int32Array(0);
  #nodes = 0;

  constructor(rules: Rules) {
    this.#rules = rules;
  }

  /**
   * `rows`: ascending. `bits`: symmetric, rows × rows; NaN where a pair was not weighed, −Infinity where it is never
   * together (people's decisions that two rows are one go before). Writes into `entity` the smallest row of each group.
   */
  run(rows: Int32Array, bits: Float64Array, entity: Int32Array): void {
    this.#makeNodes(rows);
    this.#write(rows, this.#groups(rows, bits), entity);
  }

  /** What people decided to be one is one node; nodes are in order of their smallest rows. */
  #makeNodes(rows: Int32Array): void {
    if (this.#nodeOf.length < rows.length) {
      this.#nodeOf = new Int32Array(rows.length);
      this.#sizes = new Int32Array(rows.length);
      this.#firstRow = new Int32Array(rows.length);
      this.#values = new Float64Array(rows.length * rows.length);
    }
    const { decided } = this.#rules;
    const nodeOfGroup = new Map<number, number>();
    this.#nodes = 0;
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] ?? 0;
      const known = decided && nodeOfGroup.get(decided[row] ?? row);
      const node = known ?? this.#nodes++;
      if (known === undefined) {
        this.#sizes[node] = 0;
        this.#firstRow[node] = row;
        if (decided) nodeOfGroup.set(decided[row] ?? row, node);
      }
      this.#nodeOf[at] = node;
      this.#sizes[node] = (this.#sizes[node] ?? 0) + 1;
    }
  }

  #groups(rows: Int32Array, bits: Float64Array): Int32Array {
    const nodes = this.#nodes;
    const { thresholdBits, linkage } = this.#rules;
    const none = linkage === 'single' ? -Number.MAX_VALUE : 0;
    const values = this.#values.fill(none, 0, nodes * nodes);
    for (let one = 0; one < rows.length; one++)
      for (let other = 0; other < rows.length; other++) {
        const cell = (this.#nodeOf[one] ?? 0) * nodes + (this.#nodeOf[other] ?? 0);
        const weight = bits[one * rows.length + other] ?? Number.NaN;
        if (one === other || Number.isNaN(weight)) continue;
        const value = weight - thresholdBits;
        const known = values[cell] ?? none;
        if (value === Number.NEGATIVE_INFINITY) values[cell] = value;
        else if (linkage === 'average') values[cell] = known + Math.max(-CAP_BITS, Math.min(value, CAP_BITS));
        else if (value > known && known !== Number.NEGATIVE_INFINITY) values[cell] = value;
      }
    return this.#contraction.run(values, this.#sizes, nodes, 0, linkage);
  }

  #write(rows: Int32Array, groups: Int32Array, entity: Int32Array): void {
    for (let at = 0; at < rows.length; at++)
      entity[rows[at] ?? 0] = this.#firstRow[groups[this.#nodeOf[at] ?? 0] ?? 0] ?? 0;
  }
}
