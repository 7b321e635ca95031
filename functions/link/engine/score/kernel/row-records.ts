import { type Encoded, fieldOf } from '../../encode/encoded.ts';
import { defineTask } from '../../threads/task.ts';
import type { Pool } from '../../threads/pool.ts';
import { textAt } from '../../table/text-at.ts';
import type { ColumnSource } from './own-layout.ts';

/**
 * All that is to be known of a row beside its neighbour in one record, as the rows of a block stand far apart: what
 * 20 columns would cost 20 waits for memory comes with one or two.
 */
export type RowRecords = {
  readonly memory: WebAssembly.Memory;
  /** What stands in each number of a record. */
  readonly sources: readonly ColumnSource[];
  /** A record's length, a multiple of 16. */
  readonly bytes: number;
};

const PAGE = 65_536;
const MOST_BYTES = 2 ** 32;
/** Rows that a thread fills in at a time. */
const STRETCH = 65_536;
/** Rows whose records stay in the nearest caches while they are filled in column by column. */
const TILE = 2048;

type Column = { readonly codes: Int32Array; readonly map: Int32Array | null };
type Order = {
  readonly memory: ArrayBufferLike;
  readonly columns: readonly Column[];
  readonly words: number;
  readonly from: number;
  readonly to: number;
};

/** Writes the records of all rows. Throws if they do not fit in the 4 GB that a module can address. */
export async function recordRows(
  encoded: Encoded,
  sources: readonly ColumnSource[],
  skips: readonly Int32Array[],
  pool: Pool,
): Promise<RowRecords> {
  const words = 4 * Math.ceil(sources.length / 4);
  const bytes = 4 * words;
  if (bytes * encoded.rows > MOST_BYTES)
    throw new RangeError(
      `${encoded.rows} rows of ${bytes} bytes each do not fit in the 4 GB that are possible`,
    );
  const pages = Math.max(1, Math.ceil((bytes * encoded.rows) / PAGE));
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  const columns = sources.map((source) => columnOf(encoded, source, skips));
  const stretches: Order[] = [];
  for (let from = 0; from < encoded.rows; from += STRETCH)
    stretches.push({
      memory: memory.buffer,
      columns,
      words,
      from,
      to: Math.min(encoded.rows, from + STRETCH),
    });
  await pool.run(writeRecords, stretches);
  return { memory, sources, bytes };
}

export const writeRecords = defineTask(import.meta.url, 'writeRecords', (order: Order): void => {
  const numbers = new Int32Array(order.memory);
  for (let from = order.from; from < order.to; from += TILE)
    for (const [word, column] of order.columns.entries())
      writeColumn(numbers, column, word, order.words, from, Math.min(order.to, from + TILE));
});

function writeColumn(
  numbers: Int32Array,
  { codes, map }: Column,
  word: number,
  words: number,
  from: number,
  to: number,
): void {
  if (map === null) for (let row = from; row < to; row++) numbers[row * words + word] = codes[row] ?? -1;
  else for (let row = from; row < to; row++) numbers[row * words + word] = map[codes[row] ?? -1] ?? NOT_THERE;
}

/** A text that another field's dictionary does not have. */
const NOT_THERE = -2;

function columnOf(encoded: Encoded, source: ColumnSource, skips: readonly Int32Array[]): Column {
  if (source.of === 'skip') return { codes: skips[source.index] ?? new Int32Array(0), map: null };
  if (source.of === 'code') return { codes: fieldOf(encoded, source.field).codes, map: null };
  if (source.of === 'code_elsewhere')
    return {
      codes: fieldOf(encoded, source.field).codes,
      map: elsewhere(encoded, source.field, source.other),
    };
  throw new Error(`A row's record does not hold its ${source.of}`);
}

/** Codes of one field's texts in another one's dictionary. */
function elsewhere(encoded: Encoded, field: string, other: string): Int32Array {
  const from = fieldOf(encoded, field);
  const to = fieldOf(encoded, other);
  const codes = new Map<string, number>();
  for (let code = 0; code < to.texts.size; code++) codes.set(textAt(to, code), code);
  const map = new Int32Array(new SharedArrayBuffer(4 * from.texts.size));
  for (let code = 0; code < from.texts.size; code++) map[code] = codes.get(textAt(from, code)) ?? NOT_THERE;
  return map;
}
