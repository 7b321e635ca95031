import { afterAll, describe, expect, it } from 'vitest';
import { buildIndex } from '#link/engine/index/build-index.ts';
import { linkDrop } from '#link/engine/index/link-drop.ts';
import { openIndex } from '#link/engine/index/open-index.ts';
import { openPool, type Pool } from '#link/engine/threads/pool.ts';
import { random } from '../score/sample.ts';
import { tableOf } from './full-link.ts';
import { memoryObjects } from './memory-objects.ts';
import { type Cells, smallModel } from './small-town.ts';

const [one, three] = [openPool(1), openPool(3)];
afterAll(() => three.close());
const now = () => 0;

function rowsOf(count: number, seed: number, prefix: string): (readonly [string, Cells])[] {
  const next = random(seed);
  const below = (end: number): number => Math.floor(next() * end);
  return Array.from({ length: count }, (_, at) => [
    `${prefix}${at}`,
    [`name${below(90)}`, String(1900 + below(60)), `town${below(5)}`, String(below(900))],
  ]);
}

/** Everything that is in an index after a drop of new rows, corrections and withdrawals. */
async function written(pool: Pool): Promise<Buffer> {
  const objects = memoryObjects();
  const model = smallModel({ largestBlock: 60, linkage: 'average' });
  await buildIndex(objects, tableOf(rowsOf(3000, 1, 'r')), model, { pool, name: 'base', now });
  const drop = {
    table: tableOf([...rowsOf(700, 2, 'new'), ...rowsOf(80, 3, 'r')]),
    withdraw: ['r100', 'r200', 'r2999'],
    decisions: [],
  };
  const done = await linkDrop(await openIndex(objects), drop, { pool, object: 'drop', now });
  expect([done.created, done.corrected, done.withdrawn]).toEqual([700, 80, 3]);
  expect(done.overLimit.length).toBeGreaterThan(10);
  const bytes = await Promise.all(objects.keys().map((key) => objects.readWhole(key)));
  return Buffer.concat(bytes.flatMap((each) => each ?? []));
}

describe('an index', () => {
  it('holds the same bytes whether one thread worked on it or three', async () => {
    const alone = await written(one);
    expect(alone.length).toBeGreaterThan(100_000);
    expect((await written(three)).equals(alone)).toBe(true);
  });
});
