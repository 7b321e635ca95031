import type { Encoded } from '../encode/encoded.ts';
import type { BlockingRule } from '../model/blocking-rule.ts';
import type { Column } from '../table/table.ts';
import { defineTask } from '../threads/task.ts';
import { FieldHashes, keyOffsets, keyWriter } from './keys.ts';
import type { Piece } from './parts.ts';
import { columnsOf } from './row-words.ts';
import { keyWordsOf, LISTS, REMOVED } from './segment.ts';
import { listPieces, rowPieces } from './segment-pieces.ts';
import { type SortedWords, sortedWords } from './sorted-words.ts';
import { hashTexts } from './text-hash.ts';

/** What a drop brings and takes away, as far as that is known before it is linked. */
export type FreshRows = {
  readonly encoded: Encoded;
  readonly ids: Column;
  readonly blocking: readonly BlockingRule[];
  /** Fields whose texts are stored, and those of them whose frequency matters. */
  readonly stored: readonly string[];
  readonly counted: readonly string[];
  /** Slot of the first new row. */
  readonly firstSlot: number;
  readonly fresh: Uint32Array;
  readonly numbers: Uint32Array;
  /** Keys of the fresh rows under all rules; slots that go, and their keys. */
  readonly keys: Uint32Array;
  readonly gone: Uint32Array;
  readonly goneKeys: Uint32Array;
};

/** Either half of it, so that two threads may do it while the rows are linked. */
export const freshPieces = defineTask(
  import.meta.url,
  'freshPieces',
  ({ half, rows }: { readonly half: 'rows' | 'lists'; readonly rows: FreshRows }): Piece[] => [
    ...(half === 'rows' ? freshRowPieces(rows) : freshListPieces(rows)),
  ],
  { output: (pieces) => [...new Set(pieces.flatMap(({ bytes }) => ownBuffer(bytes)))] },
);

const ownBuffer = ({ buffer }: Uint8Array): ArrayBuffer[] => (buffer instanceof ArrayBuffer ? [buffer] : []);

function freshRowPieces({ encoded, ids, blocking, stored, counted, fresh, numbers }: FreshRows) {
  const hashes = new FieldHashes(encoded);
  const place = new Uint32Array(encoded.rows);
  for (const [at, row] of fresh.entries()) place[row] = at;
  return rowPieces({
    encoded: { ...encoded, rows: fresh.length },
    stored,
    writers: blocking.map((rule) => keyWriter(hashes, rule)),
    offsets: keyOffsets(blocking),
    ids,
    counts: columnsOf(encoded, stored).map(({ name, texts }) =>
      counted.includes(name) ? texts.counts : undefined,
    ),
    at: (slot) => fresh[slot] ?? 0,
    numberOf: (row) => numbers[place[row] ?? 0] ?? 0,
  });
}

function* freshListPieces(rows: FreshRows): Generator<Piece> {
  yield* listPieces('ids', freshIds(rows));
  for (const rule of rows.blocking.keys()) yield* listPieces(`rule ${rule}`, keyChanges(rows, rule));
}

function freshIds({ ids: { codes, texts }, fresh, firstSlot }: FreshRows): SortedWords {
  const { high, low } = hashTexts(texts);
  const words = new Uint32Array(fresh.length * 3);
  for (const [at, row] of fresh.entries()) {
    const code = codes[row] ?? 0;
    words[at * 3] = high[code] ?? 0;
    words[at * 3 + 1] = low[code] ?? 0;
    words[at * 3 + 2] = firstSlot + at;
  }
  return sortedWords(words, LISTS.ids.stride, LISTS.ids.keyWords);
}

/** Keys that rows come to, and those that rows leave. */
function keyChanges({ blocking, firstSlot, ...identified }: FreshRows, rule: number): SortedWords {
  const each = blocking[rule];
  if (!each) throw new RangeError(`There is no rule ${rule}`);
  const offsets = keyOffsets(blocking);
  const width = offsets.at(-1) ?? 0;
  const offset = offsets[rule] ?? 0;
  const keyWords = keyWordsOf(each);
  const { keys, goneKeys, gone, fresh } = identified;
  const words = new Uint32Array((fresh.length + gone.length) * (keyWords + 1));
  let used = 0;
  const add = (source: Uint32Array, row: number, slot: number): void => {
    const from = row * width + offset;
    if (source[from + 1] === 0) return;
    for (let word = 0; word < keyWords; word++) words[used++] = source[from + word] ?? 0;
    words[used++] = slot;
  };
  for (let row = 0; row < fresh.length; row++) add(keys, row, firstSlot + row);
  for (let row = 0; row < gone.length; row++) add(goneKeys, row, ((gone[row] ?? 0) | REMOVED) >>> 0);
  return sortedWords(words.subarray(0, used), keyWords + 1, keyWords);
}
