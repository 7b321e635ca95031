import type { Column } from '../table/table.ts';
import type { EntityChange } from './entity-changes.ts';
import { NO_ENTITY } from './entity-id.ts';
import type { Identified, DropRows } from './identify.ts';
import { FieldHashes, keyOffsets, keyWriter } from './keys.ts';
import type { Part } from './manifest.ts';
import type { OpenIndex } from './open-index.ts';
import { bytesOf, type Piece, writeParts } from './parts.ts';
import { columnsOf } from './row-words.ts';
import { keyWordsOf, LISTS, REMOVED } from './segment.ts';
import { listPieces, rowPieces } from './segment-pieces.ts';
import { type SortedWords, sortedWords } from './sorted-words.ts';
import { type SlotEdges, edgeEntries } from './stored-edges.ts';
import { hashTexts } from './text-hash.ts';

export type Delta = {
  readonly drop: DropRows;
  readonly identified: Identified;
  /** New edges and removed ones (NaN). */
  readonly edges: SlotEdges;
  /** [slot, entity] of rows whose entity is new or another. */
  readonly entities: Uint32Array;
  readonly changes: readonly EntityChange[];
};

/** Writes what a drop changed as a segment; returns its parts. */
export function writeDelta(index: OpenIndex, object: string, delta: Delta): Promise<Record<string, Part>> {
  const { manifest, objects } = index;
  const { drop, identified, edges, entities, changes } = delta;
  const { fresh, numbers } = identified;
  const blocking = manifest.model.blocking;
  const counted = new Set(manifest.terms.map(({ field }) => field));
  const counts = columnsOf(drop.encoded, manifest.stored).map(({ name, texts }) =>
    counted.has(name) ? texts.counts : undefined,
  );
  const hashes = new FieldHashes(drop.encoded);
  const place = new Map<number, number>();
  for (const [at, row] of fresh.entries()) place.set(row, at);
  function* pieces(): Generator<Piece> {
    yield* rowPieces({
      encoded: { ...drop.encoded, rows: fresh.length },
      stored: manifest.stored,
      writers: blocking.map((rule) => keyWriter(hashes, rule)),
      offsets: keyOffsets(blocking),
      ids: drop.ids,
      counts,
      at: (slot) => fresh[slot] ?? 0,
      numberOf: (row) => numbers[place.get(row) ?? 0] ?? 0,
    });
    yield* listPieces('ids', freshIds(drop.ids, fresh, manifest.nextSlot));
    for (const rule of blocking.keys())
      yield* listPieces(`rule ${rule}`, keyChanges(index, identified, rule));
    yield* listPieces('edges', sortedWords(edgeEntries(edges), LISTS.edges.stride, LISTS.edges.keyWords));
    yield* listPieces('entities', sortedWords(entities, LISTS.entities.stride, LISTS.entities.keyWords));
    yield* listPieces('aliases', aliases(changes));
    yield { name: 'dead', bytes: bytesOf(identified.gone) };
  }
  return writeParts(objects, object, pieces());
}

function freshIds({ codes, texts }: Column, fresh: Uint32Array, firstSlot: number): SortedWords {
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
function keyChanges({ manifest }: OpenIndex, identified: Identified, rule: number): SortedWords {
  const { blocking } = manifest.model;
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
  for (let row = 0; row < fresh.length; row++) add(keys, row, manifest.nextSlot + row);
  for (let row = 0; row < gone.length; row++) add(goneKeys, row, ((gone[row] ?? 0) | REMOVED) >>> 0);
  return sortedWords(words.subarray(0, used), keyWords + 1, keyWords);
}

function aliases(changes: readonly EntityChange[]): SortedWords {
  const ended = changes.filter(({ event }) => event === 'merged' || event === 'dissolved');
  const words = Uint32Array.from(ended.flatMap(({ entity, other }) => [entity, other ?? NO_ENTITY]));
  return sortedWords(words, LISTS.aliases.stride, LISTS.aliases.keyWords);
}
