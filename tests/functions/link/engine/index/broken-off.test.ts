import { describe, expect, it } from 'vitest';
import { buildIndex } from '#link/engine/index/build-index.ts';
import { linkDrop } from '#link/engine/index/link-drop.ts';
import { decodeManifest, encodeManifest } from '#link/engine/index/manifest.ts';
import type { IndexObjects } from '#link/engine/index/objects.ts';
import { openIndex } from '#link/engine/index/open-index.ts';
import { standingRows } from '#link/engine/index/standing-rows.ts';
import { openPool } from '#link/engine/threads/pool.ts';
import { tableOf } from './full-link.ts';
import { memoryObjects } from './memory-objects.ts';
import { type Cells, smallModel } from './small-town.ts';

const pool = openPool(1);
const now = () => 0;
const base: (readonly [string, Cells])[] = [
  ['a', ['anna', '1970', 'Sas', '1']],
  ['b', ['bert', '1971', 'Oos', '2']],
];
const more = tableOf([['c', ['anna', '1970', 'Sas', '1']]]);
const drop = { table: more, withdraw: ['b'], decisions: [] };

async function started() {
  const objects = memoryObjects();
  const model = smallModel({ largestBlock: 6, linkage: 'average' });
  await buildIndex(objects, tableOf(base), model, { pool, name: 'base', now });
  return objects;
}

async function seen(objects: IndexObjects) {
  const index = await openIndex(objects);
  const { store, entity } = await standingRows(index);
  return {
    version: index.manifest.version,
    entities: Array.from(entity, (each, row) => `${store.id(row)} ${each}`).toSorted(),
  };
}

describe('a drop that breaks off', () => {
  it('before it is seen leaves the version before, and can be done again', async () => {
    const objects = await started();
    const before = await seen(objects);
    const dying: IndexObjects = {
      ...objects,
      replace: () => Promise.reject(new Error('The power went out')),
    };
    const broken = linkDrop(await openIndex(dying), drop, { pool, object: 'first', now });
    await expect(broken).rejects.toThrow('The power went out');
    expect(objects.keys()).toContain('first');
    expect(await seen(objects)).toEqual(before);

    await linkDrop(await openIndex(objects), drop, { pool, object: 'second', now });
    const untroubled = await started();
    await linkDrop(await openIndex(untroubled), drop, { pool, object: 'first', now });
    expect(await seen(objects)).toEqual(await seen(untroubled));
    expect(await seen(objects)).toEqual({ version: 2, entities: ['a 0', 'c 0'] });
  });

  it('because somebody else was faster has done nothing', async () => {
    const objects = await started();
    const [one, other] = [await openIndex(objects), await openIndex(objects)];
    await linkDrop(one, drop, { pool, object: 'one', now });
    const after = await seen(objects);
    await expect(linkDrop(other, drop, { pool, object: 'other', now })).rejects.toThrow(
      /changed by somebody else meanwhile; nothing was done/,
    );
    expect(objects.keys()).not.toContain('other');
    expect(await seen(objects)).toEqual(after);
  });
});

describe('a manifest', () => {
  it('is refused if a single byte of it is another', async () => {
    const { manifestBytes, manifest } = await openIndex(await started());
    expect(decodeManifest(manifestBytes)).toEqual(manifest);
    expect(Buffer.from(encodeManifest(manifest)).equals(manifestBytes)).toBe(true);
    for (let at = 0; at < manifestBytes.length; at += 7) {
      const damaged = manifestBytes.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      expect(() => decodeManifest(damaged)).toThrow(/damaged|no index|has format/);
    }
    expect(() => decodeManifest(manifestBytes.subarray(0, -1))).toThrow(/damaged/);
  });
});
