import type { Encoded } from '../encode/encoded.ts';
import type { RowStore } from './row-store.ts';
import { sortedWords } from './sorted-words.ts';

/** Some rows of a store in order of arrival, so that a pair is weighed the same way round whenever it is weighed. */
export type LocalRows = {
  readonly encoded: Encoded;
  /** Row of the store per local row. */
  readonly order: Uint32Array;
  /** Local row per row of the store, −1 for those that are not among them. */
  readonly placeOf: Int32Array;
};

export function localRows(store: RowStore, rows: Uint32Array): LocalRows {
  const entries = new Uint32Array(rows.length * 2);
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? 0;
    entries[at * 2] = store.numbers[row] ?? 0;
    entries[at * 2 + 1] = row;
  }
  const { words } = sortedWords(entries, 2, 1);
  const order = new Uint32Array(rows.length);
  const placeOf = new Int32Array(store.rows).fill(-1);
  for (let place = 0; place < order.length; place++) {
    const row = words[place * 2 + 1] ?? 0;
    order[place] = row;
    placeOf[row] = place;
  }
  return { encoded: store.encoded(order), order, placeOf };
}
