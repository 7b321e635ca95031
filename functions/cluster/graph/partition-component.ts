import { Contraction, type Linkage } from './contract.ts';
import { probabilityOf } from './weighed-pairs.ts';

/** How the rows of one component are taken apart again. */
export type Rules = {
  /** Links are pairs of at least so many bits. */
  readonly thresholdBits: number;
  /** By links alone, as far as nothing forbids it: for what was not weighed pair by pair. */
  readonly linksAlone: boolean;
  /** Per row the smallest that people decided it is one with. */
  readonly decided: Int32Array | undefined;
};

/**
 * Value of a pair for the average: its weight within ±CAP_BITS of the threshold. One field that is utterly different
 * (or a name that is very rare) then speaks as loud as any strong evidence, not louder than all other pairs together.
 */
const CAP_BITS = 12;

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
    this.#write(rows, this.#best(rows, bits), entity);
  }

  #best(rows: Int32Array, bits: Float64Array): Int32Array {
    if (this.#rules.linksAlone) return this.#groups(rows, bits, 'single');
    const average = this.#groups(rows, bits, 'average');
    if (average.every((group) => group === 0)) return average;
    const single = this.#groups(rows, bits, 'single');
    return this.#gain(rows, bits, average) >= this.#gain(rows, bits, single) ? average : single;
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

  #groups(rows: Int32Array, bits: Float64Array, linkage: Linkage): Int32Array {
    const nodes = this.#nodes;
    const none = linkage === 'single' ? -Number.MAX_VALUE : 0;
    const values = this.#values.fill(none, 0, nodes * nodes);
    const { thresholdBits } = this.#rules;
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
    return this.#contraction.run(values, this.#sizes, nodes, 0, linkage).slice();
  }

  /** Σ (p − p at the threshold) over the pairs that are together: what is gained by taking them so, if p is right. */
  #gain(rows: Int32Array, bits: Float64Array, groups: Int32Array): number {
    const atThreshold = probabilityOf(this.#rules.thresholdBits);
    let gain = 0;
    for (let one = 0; one < rows.length; one++)
      for (let other = one + 1; other < rows.length; other++)
        if (groups[this.#nodeOf[one] ?? 0] === groups[this.#nodeOf[other] ?? 0]) {
          const weight = bits[one * rows.length + other] ?? Number.NaN;
          if (!Number.isNaN(weight)) gain += probabilityOf(weight) - atThreshold;
        }
    return gain;
  }

  #write(rows: Int32Array, groups: Int32Array, entity: Int32Array): void {
    for (let at = 0; at < rows.length; at++)
      entity[rows[at] ?? 0] = this.#firstRow[groups[this.#nodeOf[at] ?? 0] ?? 0] ?? 0;
  }
}
