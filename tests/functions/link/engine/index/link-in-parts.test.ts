import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { encode } from '#link/engine/encode/encode.ts';
import { resolveEntities } from '#link/engine/entities/resolve-entities.ts';
import { writeBaseRows } from '#link/engine/index/base.ts';
import { buildIndex } from '#link/engine/index/build-index.ts';
import type { IndexObjects } from '#link/engine/index/objects.ts';
import { countReads } from '#link/engine/index/objects.ts';
import { openBaseLists } from '#link/engine/index/partition/base-lists.ts';
import { linkInParts } from '#link/engine/index/partition/link-in-parts.ts';
import { linkPart } from '#link/engine/index/partition/link-part.ts';
import { idsOf } from '#link/engine/index/row-ids.ts';
import type { Model } from '#link/engine/model/model.ts';
import { bitsOf } from '#link/engine/score/bits.ts';
import type { Edges } from '#link/engine/score/edges.ts';
import { scorePairs } from '#link/engine/score/score-pairs.ts';
import type { Table } from '#link/engine/table/table.ts';
import { openPool } from '#link/engine/threads/pool.ts';
import { random } from '../score/sample.ts';
import { tableOf } from './full-link.ts';
import { memoryObjects } from './memory-objects.ts';
import { type Cells, smallModel } from './small-town.ts';

const pool = openPool(1);
const two = openPool(2);
afterAll(() => two.close());
const now = () => 0;

/** Few values for some, so that blocks cross their limits, and rows that agree in several rules. */
function rowsOf(count: number, seed: number): (readonly [string, Cells])[] {
  const next = random(seed);
  const below = (end: number): number => Math.floor(next() * end);
  const some = (text: string): string => (next() < 0.1 ? '' : text);
  return Array.from({ length: count }, (_, at) => [
    `r${at}`,
    [
      some(['anna', 'anne', 'annet', 'bert', 'bart', 'cor'][below(6)] ?? ''),
      some(`${1950 + below(count / 12)}`),
      some(`town${below(4)}`),
      some(String(below(count / 3))),
    ],
  ]);
}

const listed = ({ count, left, right, bits }: Edges) =>
  Array.from({ length: count }, (_, at) => [left[at], right[at], bits[at]]);

async function whole(table: Table, model: Model) {
  const encoded = await encode(table, model.fields, pool);
  const keepBits = bitsOf(model.threshold);
  const { edges, pairsScored } = await scorePairs(encoded, model, { pool, keepBits });
  const { entity } = await resolveEntities({ encoded, model, edges });
  return { edges: listed(edges), pairsScored, entity: Array.from(entity) };
}

async function baseOf(table: Table, model: Model, objects: IndexObjects) {
  const encoded = await encode(table, model.fields, pool);
  return writeBaseRows(objects, 'rows', { encoded, model, ids: idsOf(table, 'The base') });
}

async function inParts(table: Table, model: Model, parts: number, rowsAtOnce: number, threads = pool) {
  const objects = memoryObjects();
  const base = await baseOf(table, model, objects);
  const keepBits = bitsOf(model.threshold);
  const linked = await linkInParts({ objects, base, model, parts, keepBits, pool: threads, rowsAtOnce });
  return {
    edges: listed(linked.edges),
    pairsScored: linked.pairsScored,
    entity: Array.from(linked.entity),
  };
}

describe('linking in parts by hash of the blocking keys', () => {
  it.each(['single', 'average'] as const)(
    'finds the edges and the entities of one link, however many parts there are (%s link)',
    async (linkage) => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 2, max: 120 }),
          fc.integer(),
          fc.integer({ min: 2, max: 20 }),
          fc.integer({ min: 5, max: 80 }),
          async (count, seed, largestBlock, rowsAtOnce) => {
            const table = tableOf(rowsOf(count, seed));
            const model = smallModel({ largestBlock, linkage });
            const expected = await whole(table, model);
            for (const parts of [1, 16])
              expect(await inParts(table, model, parts, rowsAtOnce)).toEqual(expected);
          },
        ),
        { numRuns: 10, seed: 5 },
      );
    },
  );

  it('is the same for 1 part and for 16, for one thread and for two, and what is written is too', async () => {
    const table = tableOf(rowsOf(3000, 2));
    const model = smallModel({ largestBlock: 30, linkage: 'average' });
    const expected = await whole(table, model);
    expect(expected.edges.length).toBeGreaterThan(1000);
    expect(await inParts(table, model, 1, 100_000)).toEqual(expected);
    expect(await inParts(table, model, 16, 500, two)).toEqual(expected);
    const written: (Buffer | undefined)[] = [];
    for (const parts of [undefined, 1, 16]) {
      const objects = memoryObjects();
      await buildIndex(objects, table, model, { pool, name: 'base', now, parts });
      const keys = objects.keys().toSorted((one, other) => one.localeCompare(other));
      expect(keys).toEqual(['base/links', 'base/rows', 'manifest.json']);
      const bytes = await Promise.all(keys.map((key) => objects.readWhole(key)));
      written.push(Buffer.concat(bytes.flatMap((each) => each ?? [])));
    }
    expect(written[0]?.equals(written[1] ?? Buffer.alloc(0))).toBe(true);
    expect(written[0]?.equals(written[2] ?? Buffer.alloc(0))).toBe(true);
  });

  it('reads for one part of many little more than its share', async () => {
    const table = tableOf(rowsOf(30_000, 4));
    const model = smallModel({ largestBlock: 50, linkage: 'single' });
    const objects = memoryObjects(64);
    const base = await baseOf(table, model, objects);
    const stored = (await objects.readWhole('rows'))?.length ?? 0;
    const lists = await openBaseLists(objects, base, model);
    const tally = { ranges: 0, bytes: 0 };
    const { edges } = await linkPart({
      objects: countReads(objects, tally),
      lists,
      model,
      part: { index: 5, count: 64 },
      large: model.blocking.map(() => new Set<string>()),
      keepBits: 0,
      pool,
      rowsAtOnce: 1000,
    });
    expect(edges.count).toBeGreaterThan(100);
    expect(tally.bytes / stored).toBeLessThan(0.15);
  });

  it('refuses a model that leaves open how links become entities', async () => {
    const { entities: _, ...model } = smallModel({ largestBlock: 50, linkage: 'single' });
    await expect(inParts(tableOf(rowsOf(10, 1)), model, 2, 100)).rejects.toThrow(
      /does not say how links become entities/,
    );
  });
});
