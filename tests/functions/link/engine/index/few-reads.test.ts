import { describe, expect, it } from 'vitest';
import { buildIndex } from '#link/engine/index/build-index.ts';
import { linkDrop } from '#link/engine/index/link-drop.ts';
import { countReads } from '#link/engine/index/objects.ts';
import { openIndex } from '#link/engine/index/open-index.ts';
import { openPool } from '#link/engine/threads/pool.ts';
import { random } from '../score/sample.ts';
import { tableOf } from './full-link.ts';
import { memoryObjects } from './memory-objects.ts';
import { type Cells, smallModel } from './small-town.ts';

const pool = openPool(1);
const now = () => 0;
const next = random(3);
const below = (end: number): number => Math.floor(next() * end);
/** Blocks of a handful of rows each. */
const cells = (): Cells => [
  `name${below(4000)}`,
  `${19000101 + below(9000)}`,
  `town${below(300)}`,
  String(below(40_000)),
];
const ROWS = 60_000;

describe('a drop of few rows', () => {
  it('reads only the stretches of the index that its keys lie in', async () => {
    const objects = memoryObjects(256);
    const model = smallModel({ largestBlock: 100, linkage: 'average' });
    const base = tableOf(Array.from({ length: ROWS }, (_, at) => [`r${at}`, cells()] as const));
    await buildIndex(objects, base, model, { pool, name: 'base', now });
    let stored = 0;
    for (const key of objects.keys()) stored += (await objects.readWhole(key))?.length ?? 0;

    const opening = { ranges: 0, bytes: 0 };
    await openIndex(countReads(objects, opening));
    const read = async (rows: number) => {
      const tally = { ranges: 0, bytes: 0 };
      const index = await openIndex(countReads(objects, tally));
      const table = tableOf(Array.from({ length: rows }, (_, at) => [`${rows} ${at}`, cells()] as const));
      const { pairsScored } = await linkDrop(
        index,
        { table, withdraw: [], decisions: [] },
        { pool, object: `drop ${rows}`, now },
      );
      expect(pairsScored).toBeGreaterThan(rows);
      return { ranges: tally.ranges - opening.ranges, bytes: tally.bytes - opening.bytes };
    };
    const one = await read(1);
    const twenty = await read(20);
    expect(opening.bytes / stored).toBeLessThan(0.03);
    expect(one.bytes / stored).toBeLessThan(0.005);
    expect(twenty.bytes / stored).toBeLessThan(0.05);
    // A page per rule, a page per row that it is compared with, its id, and the edges and entities of what it links to.
    expect(one.ranges).toBeLessThan(80);
    expect(twenty.ranges).toBeLessThan(20 * 80);
  });

  it('that says nothing new reads what it must know of its own rows, and no other row', async () => {
    const objects = memoryObjects(256);
    const rows = Array.from({ length: 2000 }, (_, at) => [`r${at}`, cells()] as const);
    const model = smallModel({ largestBlock: 100, linkage: 'single' });
    await buildIndex(objects, tableOf(rows), model, { pool, name: 'base', now });
    const tally = { ranges: 0, bytes: 0 };
    const index = await openIndex(countReads(objects, tally));
    const opened = tally.ranges;
    const drop = { table: tableOf(rows.slice(7, 8)), withdraw: [], decisions: [] };
    const done = await linkDrop(index, drop, { pool, object: 'drop', now });
    expect([done.unchanged, done.pairsScored, done.changes]).toEqual([1, 0, []]);
    expect(tally.ranges - opened).toBeLessThan(8);
  });
});
