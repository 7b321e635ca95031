import type { Encoded } from '../encode/encoded.ts';
import { type Column, type Texts, UNKNOWN } from '../table/table.ts';
import { grown } from './grown.ts';
import { StoredTexts } from './stored-texts.ts';

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
  readonly #seen = new Map<number, readonly Int32Array[]>();

  constructor(fields: readonly StoredField[]) {
    this.fields = fields.map((field) => new FieldStore(field));
  }

  /**
   * Per field, by its codes in a segment, 1 + the codes that texts have here; 0 for those not met yet. Memory is taken
   * only where codes are.
   */
  seen(firstSlot: number, texts: readonly number[]): readonly Int32Array[] {
    const known = this.#seen.get(firstSlot) ?? texts.map((size) => new Int32Array(size));
    this.#seen.set(firstSlot, known);
    return known;
  }

  /** Sees to it that so many rows more find room without being moved. */
  reserve(rows: number): void {
    const all = this.rows + rows;
    if (all <= this.numbers.length) return;
    this.numbers = grown(this.numbers, all);
    this.slots = grown(this.slots, all);
    this.#idEnds = grown(this.#idEnds, all);
    for (const field of this.fields) field.reserve(all);
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
  readonly texts = new StoredTexts();
  #codes = new Int32Array(1 << 10);
  #shared: Texts | undefined;

  constructor({ name, known }: StoredField) {
    this.name = name;
    this.#known = known;
  }

  reserve(rows: number): void {
    if (rows > this.#codes.length) this.#codes = grown(this.#codes, rows);
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
    // Counts are never of these rows, so that nothing may be concluded from them but a term's frequency.
    if (this.#shared?.size !== this.texts.size) this.#shared = this.texts.shared(this.#known ?? 0);
    return this.#shared;
  }
}
