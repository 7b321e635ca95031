/** A set of slots, one bit each. */
export class SlotSet {
  readonly #bits: Uint32Array;
  #size = 0;

  /** Of slots below `end`. */
  constructor(end: number) {
    this.#bits = new Uint32Array((end >>> 5) + 1);
  }

  get size(): number {
    return this.#size;
  }

  has(slot: number): boolean {
    return (((this.#bits[slot >>> 5] ?? 0) >>> (slot & 31)) & 1) === 1;
  }

  /** False if it was there already. */
  add(slot: number): boolean {
    if (this.has(slot)) return false;
    this.#bits[slot >>> 5] = (this.#bits[slot >>> 5] ?? 0) | (1 << (slot & 31));
    this.#size++;
    return true;
  }

  remove(slot: number): void {
    if (!this.has(slot)) return;
    this.#bits[slot >>> 5] = (this.#bits[slot >>> 5] ?? 0) & ~(1 << (slot & 31));
    this.#size--;
  }

  /** Ascending. */
  slots(): Uint32Array {
    const slots = new Uint32Array(this.#size);
    let used = 0;
    for (let word = 0; word < this.#bits.length; word++)
      for (let bits = this.#bits[word] ?? 0; bits !== 0; bits &= bits - 1)
        slots[used++] = word * 32 + 31 - Math.clz32(bits & -bits);
    return slots;
  }
}
