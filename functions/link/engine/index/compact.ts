import { UNKNOWN } from '../table/table.ts';
import { tableOfRows } from '../table/table-of-rows.ts';
import { NO_ENTITY } from './entity-id.ts';
import { keyOffsets, type KeyWriter } from './keys.ts';
import { localRows } from './local-rows.ts';
import { encodeManifest, MANIFEST_KEY, type Manifest, type Part } from './manifest.ts';
import type { IndexObjects } from './objects.ts';
import type { OpenIndex } from './open-index.ts';
import { bytesOf, type Piece, readWords, writeParts } from './parts.ts';
import { idList, ruleList, storageOrder } from './row-words.ts';
import { fences, keyWordsOf, LISTS } from './segment.ts';
import { listPieces, rowPieces } from './segment-pieces.ts';
import { readKeys } from './slot-lists.ts';
import { sortedWords } from './sorted-words.ts';
import { type StandingRows, standingRows } from './standing-rows.ts';
import { edgeEntries, storedEdges } from './stored-edges.ts';
import { termsName } from './terms.ts';

/**
 * Writes all that stands as one new base, and lets go of the segments before. Nothing that can be seen from outside
 * changes: rows keep their numbers, entities their ids, ended ids lead where they led. Reads the whole index into
 * memory, so it is done now and then and where there is room. Returns the objects that nothing needs any more.
 */
export async function compact(
  index: OpenIndex,
  object: string,
): Promise<{ readonly manifest: Manifest; readonly unneeded: readonly string[] }> {
  const { objects, manifest } = index;
  const standing = await standingRows(index);
  const terms = await readTerms(objects, manifest);
  const local = localRows(standing.store, Uint32Array.from(standing.slots.keys()));
  const writers = await storedKeyWriters(index, standing.slots, local.order);
  const { blocking } = manifest.model;
  const rows = local.order.length;
  const order = storageOrder(writers, blocking, rows);
  const slotOf = new Uint32Array(rows);
  for (let slot = 0; slot < rows; slot++) slotOf[order[slot] ?? 0] = slot;
  const slot = (row: number) => slotOf[row] ?? 0;
  const ids = idColumn(standing, local.order, manifest.idColumn);
  const counted = new Set(manifest.terms.map(({ field }) => field));
  const links = await linkPieces(index, standing, local.placeOf, slot);
  const fields = manifest.stored.map((name) => local.encoded.fields.get(name)?.texts);
  function* pieces(): Generator<Piece> {
    yield* rowPieces({
      encoded: local.encoded,
      stored: manifest.stored,
      writers,
      offsets: keyOffsets(blocking),
      ids,
      counts: manifest.stored.map((name, at) => (counted.has(name) ? fields[at]?.counts : undefined)),
      at: (place) => order[place] ?? 0,
      numberOf: (row) => standing.store.numbers[local.order[row] ?? 0] ?? 0,
    });
    yield* listPieces('ids', idList(ids, rows, slot));
    for (const [at, rule] of blocking.entries())
      yield* listPieces(`rule ${at}`, ruleList(writers[at] ?? noKey, keyWordsOf(rule), rows, slot));
    yield* terms;
    yield* links;
  }
  const parts = await writeParts(objects, object, pieces());
  const next: Manifest = {
    ...manifest,
    version: manifest.version + 1,
    terms: manifest.terms.map((each) => ({
      ...each,
      words: partOf(parts, termsName(each.field)),
      fences: partOf(parts, fences(termsName(each.field))),
    })),
    segments: [{ firstSlot: 0, slots: rows, texts: fields.map((texts) => texts?.size ?? 0), parts }],
    nextSlot: rows,
  };
  if (!(await objects.replace(MANIFEST_KEY, encodeManifest(next), index.manifestBytes))) {
    await objects.remove([object]);
    throw new Error('The index was changed by somebody else meanwhile; nothing was done, try again');
  }
  const unneeded = new Set(
    manifest.segments.flatMap((each) => Object.values(each.parts).map((part) => part.object)),
  );
  return { manifest: next, unneeded: [...unneeded] };
}

const noKey: KeyWriter = () => {};

function partOf(parts: Record<string, Part>, name: string): Part {
  const part = parts[name];
  if (!part) throw new Error(`Part ${name} was not written`);
  return part;
}

async function readTerms(objects: IndexObjects, { terms }: Manifest): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for (const { field, words, fences: fencePart } of terms) {
    const [wordsRead, fencesRead] = await readWords(objects, [words, fencePart]);
    if (!wordsRead || !fencesRead) throw new Error(`The index is damaged: it lacks ${termsName(field)}`);
    pieces.push({ name: termsName(field), bytes: bytesOf(wordsRead) });
    pieces.push({ name: fences(termsName(field)), bytes: bytesOf(fencesRead) });
  }
  return pieces;
}

/** Keys as they are stored: fields that only block are not kept but as these. */
async function storedKeyWriters(
  index: OpenIndex,
  slots: Uint32Array,
  order: Uint32Array,
): Promise<KeyWriter[]> {
  const { blocking } = index.manifest.model;
  const offsets = keyOffsets(blocking);
  const width = offsets.at(-1) ?? 0;
  const keys = await readKeys(index, slots, width);
  return blocking.map((rule, at) => {
    const offset = offsets[at] ?? 0;
    const words = keyWordsOf(rule);
    return (row, target, place) => {
      const from = (order[row] ?? 0) * width + offset;
      for (let word = 0; word < words; word++) target[place + word] = keys[from + word] ?? 0;
    };
  });
}

function idColumn({ store }: StandingRows, order: Uint32Array, name: string) {
  function* rows(): Generator<[string]> {
    for (const row of order) yield [store.id(row)];
  }
  const [ids] = tableOfRows([name], rows()).columns;
  if (!ids) throw new Error('A table has as many columns as names');
  return ids;
}

/** Edges, entities and where ended entities went, in new slots. */
async function linkPieces(
  index: OpenIndex,
  { slots, entity }: StandingRows,
  placeOf: Int32Array,
  newSlot: (row: number) => number,
): Promise<Piece[]> {
  const { objects, segments, dead, manifest } = index;
  const rowOf = new Int32Array(manifest.nextSlot).fill(UNKNOWN);
  for (const [row, slot] of slots.entries()) rowOf[slot] = row;
  const slotNow = (slot: number) => newSlot(placeOf[rowOf[slot] ?? 0] ?? 0);
  const edges = await storedEdges(objects, segments, slots, dead);
  // Both ways are stored, and both are written.
  const once = {
    slots: new Uint32Array(edges.count),
    others: new Uint32Array(edges.count),
    bits: edges.bits.slice(),
  };
  let count = 0;
  for (let at = 0; at < edges.count; at++) {
    if ((edges.slots[at] ?? 0) > (edges.others[at] ?? 0)) continue;
    once.slots[count] = slotNow(edges.slots[at] ?? 0);
    once.others[count] = slotNow(edges.others[at] ?? 0);
    once.bits[count++] = edges.bits[at] ?? 0;
  }
  const members = new Uint32Array(slots.length * 2);
  for (let row = 0; row < slots.length; row++) {
    members[row * 2] = slotNow(slots[row] ?? 0);
    members[row * 2 + 1] = entity[row] ?? NO_ENTITY;
  }
  const list = (name: 'edges' | 'entities' | 'aliases', words: Uint32Array) => [
    ...listPieces(name, sortedWords(words, LISTS[name].stride, LISTS[name].keyWords)),
  ];
  return [
    ...list('edges', edgeEntries({ ...once, count })),
    ...list('entities', members),
    ...list('aliases', await allAliases(index)),
    { name: 'dead', bytes: new Uint8Array() },
  ];
}

/** Every entity that ended, and where it is now: chains are made one step long. */
async function allAliases({ objects, segments }: OpenIndex): Promise<Uint32Array> {
  const into = new Map<number, number>();
  for (const { aliases } of segments) {
    const [words = new Uint32Array()] = await readWords(objects, [aliases.part]);
    for (let at = 0; at < words.length; at += 2) into.set(words[at] ?? 0, words[at + 1] ?? NO_ENTITY);
  }
  const end = (entity: number): number => {
    let current = entity;
    for (let next = into.get(current); next !== undefined; next = into.get(current)) current = next;
    return current;
  };
  return Uint32Array.from([...into.keys()].flatMap((entity) => [entity, end(entity)]));
}
