import type { Encoded } from '../encode/encoded.ts';
import type { Column } from '../table/table.ts';
import type { KeyWriter } from './keys.ts';
import { bytesOf, type Piece } from './parts.ts';
import { PAGE_ROWS, rowPages } from './row-pages.ts';
import { columnsOf } from './row-words.ts';
import { fences } from './segment.ts';
import type { SortedWords } from './sorted-words.ts';

export type StoredRows = {
  readonly encoded: Encoded;
  readonly stored: readonly string[];
  /** Per rule; and where its key begins among a row's keys, at the end how many words all take. */
  readonly writers: readonly KeyWriter[];
  readonly offsets: readonly number[];
  readonly ids: Column;
  /** Frozen counts per stored field, where they matter. */
  readonly counts: readonly (Uint32Array | undefined)[];
  /** Row of the columns at a place among the segment's slots, and its number in order of arrival. */
  readonly at: (slot: number) => number;
  readonly numberOf: (row: number) => number;
};

/** Texts and keys of rows, in order of slots. */
export function* rowPieces(rows: StoredRows): Generator<Piece> {
  const { encoded, at, numberOf, ids, counts } = rows;
  const slots = encoded.rows;
  const starts = new Uint32Array(Math.ceil(slots / PAGE_ROWS) + 1);
  const fields = columnsOf(encoded, rows.stored);
  for (const bytes of rowPages({ slots, at, numberOf, fields, counts, ids }, starts))
    yield { name: 'pages', bytes };
  yield { name: 'page starts', bytes: bytesOf(starts) };
  yield* keyPieces(rows);
}

const CHUNK_ROWS = 1 << 15;

function* keyPieces({ writers, offsets, encoded, at }: StoredRows): Generator<Piece> {
  const width = offsets.at(-1) ?? 0;
  if (encoded.rows === 0) yield { name: 'keys', bytes: new Uint8Array() };
  for (let from = 0; from < encoded.rows; from += CHUNK_ROWS) {
    const rows = Math.min(CHUNK_ROWS, encoded.rows - from);
    const keys = new Uint32Array(rows * width);
    for (let index = 0; index < rows; index++)
      for (let rule = 0; rule < writers.length; rule++)
        writers[rule]?.(at(from + index), keys, index * width + (offsets[rule] ?? 0));
    yield { name: 'keys', bytes: bytesOf(keys) };
  }
}

export function* listPieces(name: string, { words, fences: fenceWords }: SortedWords): Generator<Piece> {
  yield { name, bytes: bytesOf(words) };
  yield { name: fences(name), bytes: bytesOf(fenceWords) };
}
