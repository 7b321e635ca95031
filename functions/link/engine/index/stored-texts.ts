import type { Texts } from '../table/table.ts';
import { hashOf } from '../table/text-dictionary.ts';

/** Texts at first; a power of two. */
const FEWEST = 1024;

/**
 * Distinct texts of one field, out of several places: a drop's own, and those of rows that were read. Most come from
 * one base, where each has a code of its own already and is remembered by that: it is looked up among the others, and
 * not made findable itself until somebody else asks. For a base that is most of the work.
 */
export class StoredTexts {
  size = 0;
  #bytes = new Uint8Array(FEWEST * 8);
  #offsets = new Uint32Array(FEWEST + 1);
  #counts = new Uint32Array(FEWEST);
  /** Two numbers per slot: a text's hash, and its code + 1 (0: the slot is free); never more than half full. */
  #slots = new Int32Array(FEWEST * 4);
  #mask = FEWEST * 2 - 1;
  #findable = 0;
  /** Codes of texts that are not findable yet: from, to, from, to … */
  #hidden: number[] = [];

  /** The code of a text, which is learnt if it is new; `count`: its frequency. */
  learn(source: Uint8Array, from: number, to: number, count: number): number {
    if (this.#hidden.length > 0) this.#findAll();
    const hash = hashOf(source, from, to);
    const known = this.#find(hash, source, from, to);
    if (known >= 0) return known;
    const code = this.#append(source, from, to, count);
    this.#insert(hash, code);
    return code;
  }

  /** As `learn`, of a text that is asked for once only, but for what `learn` brings. */
  learnOnce(source: Uint8Array, from: number, to: number, count: number): number {
    const known = this.#findable === 0 ? -1 : this.#find(hashOf(source, from, to), source, from, to);
    if (known >= 0) return known;
    const code = this.#append(source, from, to, count);
    const last = this.#hidden.length - 1;
    if (this.#hidden[last] === code) this.#hidden[last] = code + 1;
    else this.#hidden.push(code, code + 1);
    return code;
  }

  /** All texts on shared memory. `known`: rows of which the frequencies are. */
  shared(known: number): Texts {
    const { size } = this;
    const texts = {
      size,
      bytes: new Uint8Array(new SharedArrayBuffer(this.#offsets[size] ?? 0)),
      offsets: new Uint32Array(new SharedArrayBuffer(4 * (size + 1))),
      counts: new Uint32Array(new SharedArrayBuffer(4 * size)),
      known,
    };
    texts.bytes.set(this.#bytes.subarray(0, texts.bytes.length));
    texts.offsets.set(this.#offsets.subarray(0, size + 1));
    texts.counts.set(this.#counts.subarray(0, size));
    return texts;
  }

  #find(hash: number, source: Uint8Array, from: number, to: number): number {
    const slots = this.#slots;
    const mask = this.#mask;
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const code = (slots[2 * slot + 1] ?? 0) - 1;
      if (code < 0) return -1;
      if (slots[2 * slot] === hash && this.#equals(code, source, from, to)) return code;
    }
  }

  #equals(code: number, source: Uint8Array, from: number, to: number): boolean {
    const start = this.#offsets[code] ?? 0;
    if ((this.#offsets[code + 1] ?? 0) - start !== to - from) return false;
    const bytes = this.#bytes;
    for (let at = from; at < to; at++) if (bytes[start + at - from] !== source[at]) return false;
    return true;
  }

  #append(source: Uint8Array, from: number, to: number, count: number): number {
    const code = this.size++;
    if (code === this.#counts.length) {
      this.#counts = new Uint32Array(this.#counts.buffer.transfer(8 * code));
      this.#offsets = new Uint32Array(this.#offsets.buffer.transfer(8 * code + 4));
    }
    let at = this.#offsets[code] ?? 0;
    const end = at + to - from;
    if (end > this.#bytes.length)
      this.#bytes = new Uint8Array(this.#bytes.buffer.transfer(Math.max(end, 2 * this.#bytes.length)));
    const bytes = this.#bytes;
    for (let byte = from; byte < to; byte++) bytes[at++] = source[byte] ?? 0;
    this.#offsets[code + 1] = end;
    this.#counts[code] = count;
    return code;
  }

  #insert(hash: number, code: number): void {
    if (++this.#findable * 2 > this.#mask) this.#growSlots();
    const slots = this.#slots;
    const mask = this.#mask;
    let slot = spread(hash) & mask;
    while (slots[2 * slot + 1] !== 0) slot = (slot + 1) & mask;
    slots[2 * slot] = hash;
    slots[2 * slot + 1] = code + 1;
  }

  #growSlots(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(old.length * 2);
    this.#mask = old.length - 1;
    const slots = this.#slots;
    const mask = this.#mask;
    for (let at = 0; at < old.length; at += 2) {
      if (old[at + 1] === 0) continue;
      let slot = spread(old[at] ?? 0) & mask;
      while (slots[2 * slot + 1] !== 0) slot = (slot + 1) & mask;
      slots[2 * slot] = old[at] ?? 0;
      slots[2 * slot + 1] = old[at + 1] ?? 0;
    }
  }

  #findAll(): void {
    const hidden = this.#hidden.splice(0);
    for (let at = 0; at < hidden.length; at += 2)
      for (let code = hidden[at] ?? 0; code < (hidden[at + 1] ?? 0); code++)
        this.#insert(hashOf(this.#bytes, this.#offsets[code] ?? 0, this.#offsets[code + 1] ?? 0), code);
  }
}

/** FNV's low bits of short texts that differ only in their last digit lie in rows; this spreads them. */
function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return mixed ^ (mixed >>> 15);
}
