import { type Texts, UNKNOWN } from './table.ts';

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

/** A dictionary's arrays, for another thread to go on with; on memory of their own, longer than what is in use. */
export type DictionaryParts = {
  readonly size: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly offsets: Uint32Array<ArrayBuffer>;
  readonly counts: Uint32Array<ArrayBuffer>;
  /** Two numbers per slot: a text's hash, and its code + 1 (0: the slot is free). */
  readonly slots: Int32Array<ArrayBuffer>;
};

/** Texts in a buffer and their FNV-1a hashes; a text is unknown where `from` equals `to`. */
type Cells = { readonly from: Int32Array; readonly to: Int32Array; readonly hash: Int32Array };

/** Texts of another dictionary that are taken over in one go. */
const TEXTS_AT_ONCE = 2000;

/**
 * The distinct texts of a column, numbered in order of first appearance: open addressing with linear probing, never
 * more than half full. Arrays double when they are full, and what they outgrow is given back at once: left to the
 * garbage collector, it would be as much again.
 */
export class TextDictionary {
  /** Of no meaning: keeps looking at slots from being thought useless. */
  looked = 0;
  #size: number;
  #bytes: Uint8Array<ArrayBuffer>;
  #offsets: Uint32Array<ArrayBuffer>;
  #counts: Uint32Array<ArrayBuffer>;
  #slots: Int32Array<ArrayBuffer>;
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

  /**
   * Codes of `rows` cells from index `first` on, into `codes` from `row` on: `UNKNOWN` where a cell is empty. Looks at
   * all slots before it looks anything up, as the processor can wait for memory for many at once: half the time.
   */
  addCells(
    source: Uint8Array,
    cells: Cells,
    first: number,
    rows: number,
    codes: Int32Array,
    row: number,
  ): void {
    const { from, to, hash: hashes } = cells;
    this.#look(hashes, first, rows);
    for (let at = 0; at < rows; at++) {
      const start = from[first + at] ?? 0;
      const end = to[first + at] ?? 0;
      codes[row + at] = start === end ? UNKNOWN : this.#code(source, start, end, hashes[first + at] ?? 0, 1);
    }
  }

  /**
   * Takes over texts in order, those of another dictionary, or any: equal ones get one code. Returns the codes that they
   * have here, `UNKNOWN` for empty ones.
   */
  addTexts({ size, bytes, offsets, counts }: Texts): Int32Array {
    const codes = new Int32Array(size);
    const hashes = new Int32Array(Math.min(size, TEXTS_AT_ONCE));
    for (let first = 0; first < size; first += hashes.length) {
      const count = Math.min(hashes.length, size - first);
      for (let at = 0; at < count; at++)
        hashes[at] = hashOf(bytes, offsets[first + at] ?? 0, offsets[first + at + 1] ?? 0);
      this.#look(hashes, 0, count);
      for (let at = 0; at < count; at++) {
        const text = first + at;
        const start = offsets[text] ?? 0;
        const end = offsets[text + 1] ?? 0;
        codes[text] =
          start === end ? UNKNOWN : this.#code(bytes, start, end, hashes[at] ?? 0, counts[text] ?? 0);
      }
    }
    return codes;
  }

  /** Makes room for `count` texts more, and sees to it that their slots are in the cache. */
  #look(hashes: Int32Array, first: number, count: number): void {
    while ((this.#size + count) * 2 > this.#mask) this.#growSlots();
    const slots = this.#slots;
    const mask = this.#mask;
    let seen = 0;
    for (let at = first; at < first + count; at++) seen ^= slots[2 * (spread(hashes[at] ?? 0) & mask)] ?? 0;
    this.looked ^= seen;
  }

  /** The code of `source[start, end)`, whose FNV-1a hash is `hash`; `count` more rows have it. */
  add(source: Uint8Array, start: number, end: number, hash: number, count: number): number {
    if (this.#size * 2 > this.#mask) this.#growSlots();
    return this.#code(source, start, end, hash, count);
  }

  /** One row more has the text of a code. */
  count(code: number): void {
    this.#counts[code] = (this.#counts[code] ?? 0) + 1;
  }

  /** As `add`, if there is a slot for one more. */
  #code(source: Uint8Array, start: number, end: number, hash: number, count: number): number {
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
    return code;
  }

  /** What is in the dictionary, on shared memory. It is of no use afterwards. */
  texts(): Texts {
    const size = this.#size;
    const texts: Texts = {
      size,
      bytes: new Uint8Array(new SharedArrayBuffer(this.#offsets[size] ?? 0)),
      offsets: new Uint32Array(new SharedArrayBuffer(4 * (size + 1))),
      counts: new Uint32Array(new SharedArrayBuffer(4 * size)),
    };
    texts.bytes.set(this.#bytes.subarray(0, texts.bytes.length));
    texts.offsets.set(this.#offsets.subarray(0, size + 1));
    texts.counts.set(this.#counts.subarray(0, size));
    release(this.parts());
    return texts;
  }

  /** For another thread to go on with: this dictionary is not to be added to any more. */
  parts(): DictionaryParts {
    return {
      size: this.#size,
      bytes: this.#bytes,
      offsets: this.#offsets,
      counts: this.#counts,
      slots: this.#slots,
    };
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
    const length = Math.min(MOST_BYTES, Math.max(least, this.#bytes.length * 2));
    this.#bytes = new Uint8Array(this.#bytes.buffer.transfer(length));
  }

  #growSlots(): void {
    const old = this.#slots;
    const slots = new Int32Array(old.length * 2);
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
    old.buffer.transfer(0);
    this.#slots = slots;
    this.#mask = mask;
    const texts = (mask + 1) / 2;
    this.#offsets = new Uint32Array(this.#offsets.buffer.transfer(4 * (texts + 1)));
    this.#counts = new Uint32Array(this.#counts.buffer.transfer(4 * texts));
  }
}

const FEWEST_SLOTS = 1024;

function emptyParts(): DictionaryParts {
  return {
    size: 0,
    bytes: new Uint8Array(FEWEST_SLOTS * 4),
    offsets: new Uint32Array(FEWEST_SLOTS / 2 + 1),
    counts: new Uint32Array(FEWEST_SLOTS / 2),
    slots: new Int32Array(FEWEST_SLOTS * 2),
  };
}

/** The memory that a dictionary stands on. */
export const buffersOf = ({ bytes, offsets, counts, slots }: DictionaryParts): ArrayBuffer[] => [
  bytes.buffer,
  offsets.buffer,
  counts.buffer,
  slots.buffer,
];

/** Gives a dictionary's memory back. */
export function release(parts: DictionaryParts): void {
  for (const buffer of buffersOf(parts)) buffer.transfer(0);
}

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
