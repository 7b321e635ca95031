import { type WeighedPairs, probabilityOf } from './weighed-pairs.ts';

/** Probabilities are added up as whole multiples of 2^−32: exact, so that their order does not matter. */
const UNIT = 2 ** 32;

/**
 * How sure it is that a row belongs to its entity: the mean probability of its weighed pairs with other rows of the
 * entity, where what people decided is certain. 1 for a row that stands alone or that people alone put there.
 */
export class Confidence {
  readonly #sum: Float64Array;
  readonly #pairs: Int32Array;
  readonly #decided: Int32Array | undefined;

  /** `decided`: per row the smallest that people decided it is one with. */
  constructor(rows: number, decided: Int32Array | undefined) {
    this.#sum = new Float64Array(rows);
    this.#pairs = new Int32Array(rows);
    this.#decided = decided;
  }

  /** Takes pairs into account that stand within an entity; NaN bits do not count. */
  add({ count, left, right, bits }: WeighedPairs, entity: Int32Array): void {
    const decided = this.#decided;
    for (let at = 0; at < count; at++) {
      const one = left[at] ?? 0;
      const other = right[at] ?? 0;
      const weight = bits[at] ?? Number.NaN;
      if (entity[one] !== entity[other] || Number.isNaN(weight)) continue;
      const p = decided && decided[one] === decided[other] ? UNIT : Math.round(probabilityOf(weight) * UNIT);
      this.#sum[one] = (this.#sum[one] ?? 0) + p;
      this.#sum[other] = (this.#sum[other] ?? 0) + p;
      this.#pairs[one] = (this.#pairs[one] ?? 0) + 1;
      this.#pairs[other] = (this.#pairs[other] ?? 0) + 1;
    }
  }

  /** Per row, 0 … 1. */
  means(): Float64Array {
    const means = new Float64Array(this.#sum.length);
    for (let row = 0; row < means.length; row++) {
      const pairs = this.#pairs[row] ?? 0;
      means[row] = pairs === 0 ? 1 : (this.#sum[row] ?? 0) / UNIT / pairs;
    }
    return means;
  }
}
