import type { OpenIndex } from './open-index.ts';
import { readRows } from './read-rows.ts';
import type { RowStore } from './row-store.ts';

/** Rows of a store by their slots; what is missing is read from the index. */
export class SlotRows {
  readonly store: RowStore;
  readonly #index: OpenIndex;
  readonly #counted: readonly boolean[];
  /** Row + 1 per slot; memory is taken only where slots are. */
  readonly #rowOf: Uint32Array;

  constructor(index: OpenIndex, store: RowStore, counted: readonly boolean[], end: number) {
    this.#index = index;
    this.store = store;
    this.#counted = counted;
    this.#rowOf = new Uint32Array(end);
  }

  /** Says which slot and number a row of the store has. */
  name(row: number, slot: number, number: number): void {
    this.store.slots[row] = slot;
    this.store.numbers[row] = number;
    this.#rowOf[slot] = row + 1;
  }

  /** The row of a slot; −1 if it is not in the store. */
  row(slot: number): number {
    return (this.#rowOf[slot] ?? 0) - 1;
  }

  /** Reads the rows of those slots (ascending) that are not in the store. */
  async need(slots: Uint32Array): Promise<void> {
    const missing = slots.filter((slot) => this.row(slot) < 0);
    const from = this.store.rows;
    await readRows(this.#index.objects, this.#index.segments, missing, this.store, this.#counted);
    for (let row = from; row < this.store.rows; row++) this.#rowOf[this.store.slots[row] ?? 0] = row + 1;
  }
}
