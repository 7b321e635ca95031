import type { Encoded } from '../encode/encoded.ts';
import { type Column, type Texts, UNKNOWN } from '../table/table.ts';
import { hashOf, TextDictionary } from '../table/text-dictionary.ts';
import { grown } from './grown.ts';

/** A field whose texts are stored; `known` if its term frequencies matter: rows of the base that know it. */
export type StoredField = { readonly name: string; readonly known: number | undefined };

/**
 * Rows out of several places, brought together as columns that the kernel can weigh: a drop's own rows, and those that
 * were read from the index. Each distinct text of a field is kept once, whatever it was called where it came from.
 */
export class RowStore {
  readonly fields: readonly FieldStore[];
  /** Numbers in order of arrival. */
  numbers = new Uint32Array(1 << 10);
  slots = new Uint32Array(1 << 10);
  /** Bytes of ids, one after the other. */
  #ids = new Uint8Array(1 << 14);
  #idEnds = new Uint32Array(1 << 10);
  rows = 0;

  constructor(fields: readonly StoredField[]) {
    this.fields = fields.map((field) => new FieldStore(field));
  }

  /** Room for one more row; its number here. */
  add(number: number, slot: number, id: Uint8Array, from: number, length: number): number {
    const row = this.rows++;
    if (row + 1 > this.numbers.length) {
      this.numbers = grown(this.numbers, row + 1);
      this.slots = grown(this.slots, row + 1);
      this.#idEnds = grown(this.#idEnds, row + 1);
    }
    this.numbers[row] = number;
    this.slots[row] = slot;
    const start = row === 0 ? 0 : (this.#idEnds[row - 1] ?? 0);
    if (start + length > this.#ids.length) this.#ids = grown(this.#ids, start + length);
    for (let at = 0; at < length; at++) this.#ids[start + at] = id[from + at] ?? 0;
    this.#idEnds[row] = start + length;
    return row;
  }

  id(row: number): string {
    const from = row === 0 ? 0 : (this.#idEnds[row - 1] ?? 0);
    return new TextDecoder().decode(this.#ids.subarray(from, this.#idEnds[row]));
  }

  /** The rows in the given order, for the kernel. */
  encoded(order: Uint32Array): Encoded {
    return {
      rows: order.length,
      fields: new Map(this.fields.map((field) => [field.name, field.column(order)])),
    };
  }
}

/** One field of all rows. */
export class FieldStore {
  readonly name: string;
  readonly #known: number | undefined;
  readonly #texts = new TextDictionary();
  #codes = new Int32Array(1 << 10);
  #counts = new Uint32Array(1 << 10);
  #shared: Texts | undefined;

  constructor({ name, known }: StoredField) {
    this.name = name;
    this.#known = known;
  }

  /** The code here of a text; `count`: its frozen frequency. */
  learn(bytes: Uint8Array, from: number, to: number, count: number): number {
    const code = this.#texts.add(bytes, from, to, hashOf(bytes, from, to), 0);
    if (code >= this.#counts.length) this.#counts = grown(this.#counts, code + 1);
    this.#counts[code] = count;
    return code;
  }

  set(row: number, code: number): void {
    if (row >= this.#codes.length) this.#codes = grown(this.#codes, row + 1);
    this.#codes[row] = code;
  }

  code(row: number): number {
    return this.#codes[row] ?? UNKNOWN;
  }

  column(order: Uint32Array): Column {
    const codes = new Int32Array(new SharedArrayBuffer(4 * order.length));
    for (let at = 0; at < order.length; at++) codes[at] = this.#codes[order[at] ?? 0] ?? UNKNOWN;
    return { name: this.name, codes, texts: this.#sharedTexts() };
  }

  /** All texts so far, on shared memory; copied anew only if there are more of them. */
  #sharedTexts(): Texts {
    const { size, bytes, offsets } = this.#texts.parts();
    if (this.#shared?.size === size) return this.#shared;
    const shared = {
      size,
      bytes: new Uint8Array(new SharedArrayBuffer(offsets[size] ?? 0)),
      offsets: new Uint32Array(new SharedArrayBuffer(4 * (size + 1))),
      counts: new Uint32Array(new SharedArrayBuffer(4 * size)),
      // Counts are never of these rows, so that nothing may be concluded from them but a term's frequency.
      known: this.#known ?? 0,
    };
    shared.bytes.set(bytes.subarray(0, shared.bytes.length));
    shared.offsets.set(offsets.subarray(0, size + 1));
    shared.counts.set(this.#counts.subarray(0, size));
    this.#shared = shared;
    return shared;
  }
}
