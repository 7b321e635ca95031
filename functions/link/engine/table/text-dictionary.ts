import type { Texts } from './table.ts';

/** FNV-1a, 32 bits (Fowler, Noll, Vo), byte by byte while a cell is read; `slotOf` spreads it before use. */
export const HASH_SEED = 0x811c9dc5 | 0;
export const HASH_FACTOR = 0x01000193;

export function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = HASH_SEED;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), HASH_FACTOR);
  return hash;
}

/** Positions of bytes are 32 bits wide. */
const MOST_BYTES = 0xffff_ffff;

/** A dictionary's arrays, for another thread to go on with; longer than what is in use. */
export type DictionaryParts = Texts & {
  /** Two numbers per slot: a text's hash, and its code + 1 (0: the slot is free). */
  readonly slots: Int32Array;
};

/**
 * The distinct texts of a column, numbered in order of first appearance: open addressing with linear probing, never
 * more than half full. All arrays stand on shared memory and double when they are full; what is not yet used of them
 * is not yet in memory either.
 */
export class TextDictionary {
  #size: number;
  #bytes: Uint8Array;
  #offsets: Uint32Array;
  #counts: Uint32Array;
  #slots: Int32Array;
  #mask: number;

  /** Empty, or as another thread left it. */
  constructor(parts: DictionaryParts = emptyParts()) {
    this.#size = parts.size;
    this.#bytes = parts.bytes;
    this.#offsets = parts.offsets;
    this.#counts = parts.counts;
    this.#slots = parts.slots;
    this.#mask = parts.slots.length / 2 - 1;
  }

  /** The code of `source[start, end)`, whose FNV-1a hash is `hash`; `count` more rows have it. */
  add(source: Uint8Array, start: number, end: number, hash: number, count: number): number {
    const slots = this.#slots;
    const mask = this.#mask;
    const length = end - start;
    let slot = spread(hash) & mask;
    for (;;) {
      const code = (slots[2 * slot + 1] ?? 0) - 1;
      if (code < 0) break;
      if (slots[2 * slot] === hash && this.#equals(code, source, start, length)) {
        this.#counts[code] = (this.#counts[code] ?? 0) + count;
        return code;
      }
      slot = (slot + 1) & mask;
    }
    const code = this.#append(source, start, length);
    this.#counts[code] = count;
    slots[2 * slot] = hash;
    slots[2 * slot + 1] = code + 1;
    if (this.#size * 2 > mask) this.#growSlots();
    return code;
  }

  /** Views of what is in use; they share memory with this dictionary, which is not to be added to any more. */
  texts(): Texts {
    return {
      size: this.#size,
      bytes: this.#bytes.subarray(0, this.#offsets[this.#size] ?? 0),
      offsets: this.#offsets.subarray(0, this.#size + 1),
      counts: this.#counts.subarray(0, this.#size),
    };
  }

  /** For another thread to go on with; this dictionary is not to be added to any more. */
  parts(): DictionaryParts {
    return {
      size: this.#size,
      bytes: this.#bytes,
      offsets: this.#offsets,
      counts: this.#counts,
      slots: this.#slots,
    };
  }

  /** Takes back that `count` rows have a text. */
  forget(code: number, count: number): void {
    this.#counts[code] = (this.#counts[code] ?? 0) - count;
  }

  #equals(code: number, source: Uint8Array, start: number, length: number): boolean {
    const from = this.#offsets[code] ?? 0;
    if ((this.#offsets[code + 1] ?? 0) - from !== length) return false;
    const bytes = this.#bytes;
    for (let at = 0; at < length; at++) if (bytes[from + at] !== source[start + at]) return false;
    return true;
  }

  #append(source: Uint8Array, start: number, length: number): number {
    const code = this.#size;
    const from = this.#offsets[code] ?? 0;
    if (from + length > this.#bytes.length) this.#growBytes(from + length);
    const bytes = this.#bytes;
    for (let at = 0; at < length; at++) bytes[from + at] = source[start + at] ?? 0;
    this.#offsets[code + 1] = from + length;
    this.#size = code + 1;
    return code;
  }

  #growBytes(least: number): void {
    if (least > MOST_BYTES) throw new RangeError('One column holds more than 4 GB of distinct texts');
    const wider = new Uint8Array(
      new SharedArrayBuffer(Math.min(MOST_BYTES, Math.max(least, this.#bytes.length * 2))),
    );
    wider.set(this.#bytes);
    this.#bytes = wider;
  }

  #growSlots(): void {
    const old = this.#slots;
    const slots = new Int32Array(new SharedArrayBuffer(old.length * 8));
    const mask = old.length - 1;
    for (let at = 0; at < old.length; at += 2) {
      const code = old[at + 1] ?? 0;
      if (code === 0) continue;
      const hash = old[at] ?? 0;
      let slot = spread(hash) & mask;
      while (slots[2 * slot + 1] !== 0) slot = (slot + 1) & mask;
      slots[2 * slot] = hash;
      slots[2 * slot + 1] = code;
    }
    this.#slots = slots;
    this.#mask = mask;
    const offsets = sharedUint32((mask + 1) / 2 + 1);
    offsets.set(this.#offsets);
    this.#offsets = offsets;
    const counts = sharedUint32((mask + 1) / 2);
    counts.set(this.#counts);
    this.#counts = counts;
  }
}

const FEWEST_SLOTS = 1024;

function emptyParts(): DictionaryParts {
  return {
    size: 0,
    bytes: new Uint8Array(new SharedArrayBuffer(FEWEST_SLOTS * 4)),
    offsets: sharedUint32(FEWEST_SLOTS / 2 + 1),
    counts: sharedUint32(FEWEST_SLOTS / 2),
    slots: new Int32Array(new SharedArrayBuffer(FEWEST_SLOTS * 8)),
  };
}

const sharedUint32 = (length: number): Uint32Array => new Uint32Array(new SharedArrayBuffer(4 * length));

/** White space alone: an unknown text. */
export function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if ((bytes[at] ?? 0) > 0x20) return false;
  return true;
}

/** FNV's low bits of short texts that differ only in their last digit lie in rows; this spreads them. */
function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return mixed ^ (mixed >>> 15);
}
