const HASH = 0x9e3779b1;

/**
 * Members by numeric key (whole, 0 to 2^53): a hash table with open addressing over typed arrays, and per key a chain
 * of its members. A town has millions of keys; as texts in a Map they took most of linking's time and memory.
 */
export class KeyGroups {
  #slots = new Int32Array(1 << 12).fill(EMPTY);
  #keys = new Float64Array(1 << 11);
  #heads = new Int32Array(1 << 11);
  #sizes = new Int32Array(1 << 11);
  #groups = 0;
  #members = new Int32Array(1 << 11);
  #nexts = new Int32Array(1 << 11);
  #entries = 0;

  /** A member that was the last one added to this key is not added again. */
  add(key: number, member: number): void {
    const group = this.#groupOf(key);
    const head = this.#heads[group] ?? EMPTY;
    if (head !== EMPTY && this.#members[head] === member) return;
    if (this.#entries === this.#members.length) {
      this.#members = longer(this.#members);
      this.#nexts = longer(this.#nexts);
    }
    this.#members[this.#entries] = member;
    this.#nexts[this.#entries] = head;
    this.#heads[group] = this.#entries;
    this.#sizes[group] = (this.#sizes[group] ?? 0) + 1;
    this.#entries += 1;
  }

  /** Groups of at least `least` members, members in order of adding; groups in order of their first. */
  *atLeast(least: number): Generator<readonly [key: number, members: readonly number[]]> {
    for (let group = 0; group < this.#groups; group++) {
      const size = this.#sizes[group] ?? 0;
      if (size < least) continue;
      const members = Array.from<number>({ length: size });
      let entry = this.#heads[group] ?? EMPTY;
      for (let at = size - 1; at >= 0; at--) {
        members[at] = this.#members[entry] ?? 0;
        entry = this.#nexts[entry] ?? EMPTY;
      }
      yield [this.#keys[group] ?? 0, members];
    }
  }

  #groupOf(key: number): number {
    const mask = this.#slots.length - 1;
    let slot = slotOf(key) & mask;
    for (;;) {
      const group = this.#slots[slot] ?? EMPTY;
      if (group === EMPTY) return this.#newGroup(key, slot);
      if (this.#keys[group] === key) return group;
      slot = (slot + 1) & mask;
    }
  }

  #newGroup(key: number, slot: number): number {
    const group = this.#groups;
    if (group === this.#keys.length) {
      this.#keys = longer(this.#keys);
      this.#heads = longer(this.#heads);
      this.#sizes = longer(this.#sizes);
    }
    this.#keys[group] = key;
    this.#heads[group] = EMPTY;
    this.#sizes[group] = 0;
    this.#slots[slot] = group;
    this.#groups += 1;
    if (this.#groups * 2 > this.#slots.length) this.#rehash();
    return group;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2).fill(EMPTY);
    const mask = slots.length - 1;
    for (let group = 0; group < this.#groups; group++) {
      let slot = slotOf(this.#keys[group] ?? 0) & mask;
      while (slots[slot] !== EMPTY) slot = (slot + 1) & mask;
      slots[slot] = group;
    }
    this.#slots = slots;
  }
}

const EMPTY = -1;

/** Multiplicative hashing (Knuth 1973, vol. 3, 6.4) of both halves, the high bits folded into the low ones. */
function slotOf(key: number): number {
  const mixed = Math.imul((key % 2 ** 32) | 0, HASH) ^ Math.imul((key / 2 ** 32) | 0, 0x85ebca6b);
  return Math.imul(mixed ^ (mixed >>> 15), HASH) >>> 7;
}

function longer<T extends Int32Array | Float64Array>(array: T): T;
function longer(array: Int32Array | Float64Array): Int32Array | Float64Array {
  const twice =
    array instanceof Int32Array ? new Int32Array(array.length * 2) : new Float64Array(array.length * 2);
  twice.set(array);
  return twice;
}
