import type { Pool } from '../threads/pool.ts';
import type { EntityChange } from './entity-changes.ts';
import { NO_ENTITY } from './entity-id.ts';
import { freshPieces } from './fresh-pieces.ts';
import type { DropRows, Identified } from './identify.ts';
import type { Part } from './manifest.ts';
import type { OpenIndex } from './open-index.ts';
import { bytesOf, type Piece, writeParts } from './parts.ts';
import { LISTS } from './segment.ts';
import { listPieces } from './segment-pieces.ts';
import { type SortedWords, sortedWords } from './sorted-words.ts';
import { edgeEntries, type SlotEdges } from './stored-edges.ts';

export type Delta = {
  /** What `beginDelta` gave. */
  readonly begun: readonly Piece[];
  readonly identified: Identified;
  /** New edges and removed ones (NaN). */
  readonly edges: SlotEdges;
  /** [slot, entity] of rows whose entity is new or another. */
  readonly entities: Uint32Array;
  readonly changes: readonly EntityChange[];
};

/** What of a drop's segment does not wait for its links. */
export async function beginDelta(
  { manifest }: OpenIndex,
  { encoded, ids }: DropRows,
  { fresh, numbers, keys, gone, goneKeys }: Identified,
  pool: Pool,
): Promise<Piece[]> {
  const rows = {
    encoded,
    ids,
    blocking: manifest.model.blocking,
    stored: manifest.stored,
    counted: manifest.terms.map(({ field }) => field),
    firstSlot: manifest.nextSlot,
    fresh,
    numbers,
    keys,
    gone,
    goneKeys,
  };
  const halves = await pool.run(freshPieces, [
    { half: 'rows', rows },
    { half: 'lists', rows },
  ]);
  return halves.flat();
}

/** Writes what a drop changed as a segment; returns its parts. */
export function writeDelta(index: OpenIndex, object: string, delta: Delta): Promise<Record<string, Part>> {
  const { begun, identified, edges, entities, changes } = delta;
  function* pieces(): Generator<Piece> {
    yield* begun;
    yield* listPieces('edges', sortedWords(edgeEntries(edges), LISTS.edges.stride, LISTS.edges.keyWords));
    yield* listPieces('entities', sortedWords(entities, LISTS.entities.stride, LISTS.entities.keyWords));
    yield* listPieces('aliases', aliases(changes));
    yield { name: 'dead', bytes: bytesOf(identified.gone) };
  }
  return writeParts(index.objects, object, pieces());
}

function aliases(changes: readonly EntityChange[]): SortedWords {
  const ended = changes.filter(({ event }) => event === 'merged' || event === 'dissolved');
  const words = Uint32Array.from(ended.flatMap(({ entity, other }) => [entity, other ?? NO_ENTITY]));
  return sortedWords(words, LISTS.aliases.stride, LISTS.aliases.keyWords);
}
