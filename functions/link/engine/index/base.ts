import type { Encoded } from '../encode/encoded.ts';
import { fieldOf } from '../encode/encoded.ts';
import type { EntityRules } from '../model/entity-rules.ts';
import type { Model } from '../model/model.ts';
import type { Edges } from '../score/edges.ts';
import type { Column } from '../table/table.ts';
import { FieldHashes, keyOffsets, keyWriter } from './keys.ts';
import { encodeManifest, MANIFEST_KEY, type Manifest, type Part } from './manifest.ts';
import type { IndexObjects } from './objects.ts';
import { bytesOf, type Piece, writeParts } from './parts.ts';
import type { StoredField } from './row-store.ts';
import { idList, ruleList, storageOrder } from './row-words.ts';
import { fences, keyWordsOf, LISTS } from './segment.ts';
import { listPieces, rowPieces } from './segment-pieces.ts';
import { sortedWords } from './sorted-words.ts';
import { edgeEntries } from './stored-edges.ts';
import { storedFields } from './stored-fields.ts';
import { rowsKnown, termFields, termPieces, termsName } from './terms.ts';

/** Rows of a base, laid out on disk, not yet linked. */
export type BaseRows = {
  readonly rows: number;
  /** Slot of each row. */
  readonly slotOf: Uint32Array;
  readonly texts: readonly number[];
  /** Stored fields, each with the rows that know it where frequencies matter. */
  readonly fields: readonly StoredField[];
  readonly parts: Readonly<Record<string, Part>>;
};

/** Writes the rows of a base: texts, keys, the lists of each blocking rule, frozen term frequencies. */
export async function writeBaseRows(
  objects: IndexObjects,
  object: string,
  { encoded, model, ids }: { readonly encoded: Encoded; readonly model: Model; readonly ids: Column },
): Promise<BaseRows> {
  const hashes = new FieldHashes(encoded);
  const writers = model.blocking.map((rule) => keyWriter(hashes, rule));
  const order = storageOrder(writers, model.blocking, encoded.rows);
  const slotOf = new Uint32Array(encoded.rows);
  for (let slot = 0; slot < order.length; slot++) slotOf[order[slot] ?? 0] = slot;
  const stored = storedFields(model);
  const counted = termFields(model);
  const counts = stored.map((name) => (counted.has(name) ? fieldOf(encoded, name).texts.counts : undefined));
  const slot = (row: number) => slotOf[row] ?? 0;
  function* pieces(): Generator<Piece> {
    yield* rowPieces({
      encoded,
      stored,
      writers,
      offsets: keyOffsets(model.blocking),
      ids,
      counts,
      at: (place) => order[place] ?? 0,
      numberOf: (row) => row,
    });
    yield* listPieces('ids', idList(ids, encoded.rows, slot));
    for (const [at, rule] of model.blocking.entries())
      yield* listPieces(
        `rule ${at}`,
        ruleList(keyWriter(hashes, rule), keyWordsOf(rule), encoded.rows, slot),
      );
    yield* termPieces(encoded, model);
  }
  const parts = await writeParts(objects, object, pieces());
  return {
    rows: encoded.rows,
    slotOf,
    texts: stored.map((name) => fieldOf(encoded, name).texts.size),
    fields: stored.map((name) => ({
      name,
      known: counted.has(name) ? rowsKnown(fieldOf(encoded, name).texts) : undefined,
    })),
    parts,
  };
}

/** What linking all rows of a base gave. */
export type BaseLinks = {
  readonly edges: Edges;
  /** Per row the smallest row of its entity. */
  readonly entity: Int32Array;
  /** How links became entities, and will for every drop. */
  readonly rules: EntityRules;
};

/** Writes edges and entities of a base. Entities are numbered in order of their smallest rows. */
export async function writeBaseLinks(
  objects: IndexObjects,
  object: string,
  { slotOf, rows }: BaseRows,
  { edges, entity }: BaseLinks,
): Promise<{ readonly parts: Readonly<Record<string, Part>>; readonly entities: number }> {
  const numberOf = new Uint32Array(rows);
  let entities = 0;
  const members = new Uint32Array(rows * 2);
  for (let row = 0; row < rows; row++) {
    const smallest = entity[row] ?? row;
    if (smallest === row) numberOf[row] = entities++;
    members[row * 2] = slotOf[row] ?? 0;
    members[row * 2 + 1] = numberOf[smallest] ?? 0;
  }
  const slots = (of: Uint32Array) => of.subarray(0, edges.count).map((row) => slotOf[row] ?? 0);
  function* pieces(): Generator<Piece> {
    const entries = edgeEntries({ ...edges, slots: slots(edges.left), others: slots(edges.right) });
    yield* listPieces('edges', sortedWords(entries, LISTS.edges.stride, LISTS.edges.keyWords));
    yield* listPieces('entities', sortedWords(members, LISTS.entities.stride, LISTS.entities.keyWords));
    yield* listPieces(
      'aliases',
      sortedWords(new Uint32Array(), LISTS.aliases.stride, LISTS.aliases.keyWords),
    );
    yield { name: 'dead', bytes: bytesOf(new Uint32Array()) };
  }
  return { parts: await writeParts(objects, object, pieces()), entities };
}

export type BaseInput = {
  readonly encoded: Encoded;
  readonly model: Model;
  readonly ids: Column;
  readonly keepBits: number;
  readonly decisions: Manifest['decisions'];
  /** Tells this base's objects from those of any other. */
  readonly name: string;
};

/** The manifest of a base that has been written. */
export function baseManifest(
  { encoded, model, ids, keepBits, decisions }: BaseInput,
  rows: BaseRows,
  links: { readonly parts: Readonly<Record<string, Part>>; readonly entities: number },
  entities: EntityRules,
): Manifest {
  const part = (name: string): Part => {
    const found = rows.parts[name];
    if (!found) throw new Error(`Part ${name} was not written`);
    return found;
  };
  return {
    format: 1,
    version: 1,
    model: { ...model, entities },
    keepBits,
    idColumn: ids.name,
    stored: storedFields(model),
    terms: [...termFields(model).keys()].map((field) => ({
      field,
      known: rowsKnown(fieldOf(encoded, field).texts),
      words: part(termsName(field)),
      fences: part(fences(termsName(field))),
    })),
    segments: [
      { firstSlot: 0, slots: rows.rows, texts: [...rows.texts], parts: { ...rows.parts, ...links.parts } },
    ],
    nextSlot: rows.rows,
    nextRow: rows.rows,
    nextEntity: links.entities,
    rowsAlive: rows.rows,
    decisions: [...decisions],
  };
}

/** Links a base's rows by `link`, and writes all of it; the manifest last. Throws if there is an index already. */
export async function writeBase(
  objects: IndexObjects,
  input: BaseInput,
  link: (rows: BaseRows) => Promise<BaseLinks>,
): Promise<Manifest> {
  const rows = await writeBaseRows(objects, `${input.name}/rows`, input);
  const linked = await link(rows);
  const links = await writeBaseLinks(objects, `${input.name}/links`, rows, linked);
  const manifest = baseManifest(input, rows, links, linked.rules);
  const written = await objects.replace(MANIFEST_KEY, encodeManifest(manifest), undefined);
  if (!written) throw new Error('There is an index already; take another folder, or remove it first');
  return manifest;
}
