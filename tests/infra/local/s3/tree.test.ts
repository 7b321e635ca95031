import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openS3 } from '#local/s3/service.ts';
import { type Cloud, openCloud, refusal } from './cloud.ts';

let cloud: Cloud;
beforeAll(async () => {
  cloud = await openCloud();
});
afterAll(() => cloud.close());

const Bucket = 'tree';
const remove = (Key: string): Promise<unknown> => cloud.client.send(new DeleteObjectCommand({ Bucket, Key }));

/** What stands in the tree, by definition: plain keys under which no other plain key lies. */
function defined(objects: ReadonlyMap<string, string>): Record<string, string> {
  const plain = [...objects.keys()].filter((key) =>
    key.split('/').every((part) => !['', '.', '..'].includes(part)),
  );
  const files = plain.filter((key) => !plain.some((other) => other.startsWith(`${key}/`))).sort();
  return Object.fromEntries(files.map((key) => [key, objects.get(key) ?? '']));
}

describe('the tree', () => {
  it('holds by definition the same files, whatever is written and deleted in which order', async () => {
    const key = fc.array(fc.constantFrom('a', 'b', '', '..', '.'), { minLength: 1, maxLength: 4 });
    const step = fc.record({
      key: key.map((parts) => parts.join('/')).filter((text) => text !== ''),
      body: fc.option(fc.string({ minLength: 1, maxLength: 3 })),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
        const name = `run-${run++}`;
        cloud.s3.createBucket({ name, versioned: run % 2 === 0, eventBridge: false });
        const objects = new Map<string, string>();
        for (const { key: Key, body } of steps) {
          if (body === null) {
            await cloud.client.send(new DeleteObjectCommand({ Bucket: name, Key }));
            objects.delete(Key);
          } else {
            await cloud.s3.put(name, Key, body);
            objects.set(Key, body);
          }
        }
        expect(cloud.tree(name)).toEqual(defined(objects));
        const { store } = cloud;
        const repaired: string[] = [];
        openS3({ store, events: { emit: () => {} }, log: (line) => repaired.push(line) });
        expect(repaired).toEqual([]);
        expect(cloud.tree(name)).toEqual(defined(objects));
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it.each([
    ['../outside'],
    ['a/../../../outside'],
    ['/absolute'],
    ['a//b'],
    ['.'],
    ['folder/'],
    ['with\0nul'],
    ['x'.repeat(256)],
    [`deep/${'y'.repeat(1000)}`],
  ])('leaves out %j, which is an object all the same', async (Key) => {
    cloud.s3.createBucket({ name: Bucket, versioned: false, eventBridge: false });
    await cloud.client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    const { Body } = await cloud.client.send(new GetObjectCommand({ Bucket, Key }));
    expect(await Body?.transformToString()).toBe('x');
    expect(cloud.s3.list(Bucket, '').map(({ key }) => key)).toEqual([Key]);
    expect(cloud.tree(Bucket)).toEqual({});
    expect(readdirSync(cloud.dataDir).sort()).toEqual([
      'blobs',
      'cloud.sqlite',
      'cloud.sqlite-shm',
      'cloud.sqlite-wal',
      's3',
    ]);
    expect(existsSync(join(cloud.dataDir, 's3', 'outside'))).toBe(false);
    await remove(Key);
    expect(cloud.s3.list(Bucket, '')).toEqual([]);
  });

  it.each([
    ['a b/c+d'],
    ['é/ü.csv'],
    ['version=3/part (1).parquet'],
    ['\u{1f600}'],
    ['100%25'],
    ['back\\slash'],
    ['...'],
  ])('holds %j under its own name', async (Key) => {
    cloud.s3.createBucket({ name: Bucket, versioned: false, eventBridge: false });
    await cloud.client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    expect(cloud.tree(Bucket)).toEqual({ [Key]: 'x' });
    await remove(Key);
    expect(cloud.tree(Bucket)).toEqual({});
  });

  it('refuses keys above 1,024 bytes of UTF-8', async () => {
    cloud.s3.createBucket({ name: Bucket, versioned: false, eventBridge: false });
    const put = (Key: string): Promise<unknown> =>
      cloud.client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    await put('é'.repeat(512));
    expect(await refusal(put('é'.repeat(513)))).toBe('KeyTooLongError');
    await expect(cloud.s3.put(Bucket, 'k'.repeat(1025), 'x')).rejects.toThrow('too long');
    await remove('é'.repeat(512));
  });

  it('never shows a reader half of an object, or none, while it is replaced', async () => {
    cloud.s3.createBucket({ name: Bucket, versioned: false, eventBridge: false });
    const sizes = new Set<number>();
    const bodies = ['a'.repeat(200_000), 'b'.repeat(300_000)];
    await cloud.s3.put(Bucket, 'swap', bodies[0] ?? '');
    let writing = true;
    const reader = (async () => {
      while (writing) {
        sizes.add(cloud.tree(Bucket)['swap']?.length ?? -1);
        await new Promise(setImmediate);
      }
    })();
    for (let round = 1; round <= 20; round++) await cloud.s3.put(Bucket, 'swap', bodies[round % 2] ?? '');
    writing = false;
    await reader;
    expect(sizes).toEqual(new Set([200_000, 300_000]));
  });

  it('is mended at the next opening, whatever happened to it', async () => {
    cloud.s3.createBucket({ name: 'mended', versioned: false, eventBridge: false });
    const objects = { 'a/b': '1', 'a/c/d': '2', e: '3', 'f/g': '4' };
    for (const [key, body] of Object.entries(objects)) await cloud.s3.put('mended', key, body);
    const root = cloud.s3.treePath('mended');
    rmSync(join(root, 'a/b'));
    rmSync(join(root, 'f'), { recursive: true });
    rmSync(join(root, 'e'));
    mkdirSync(join(root, 'e/stray'), { recursive: true });
    writeFileSync(join(root, 'e/stray/file'), 'stray');
    mkdirSync(join(root, 'empty/folder'), { recursive: true });
    rmSync(join(root, 'a/c/d'));
    writeFileSync(join(root, 'a/c/d'), 'forged');
    const log: string[] = [];
    openS3({ store: cloud.store, events: { emit: () => {} }, log: (line) => log.push(line) });
    expect(cloud.tree('mended')).toEqual(objects);
    expect(readdirSync(root).sort()).toEqual(['a', 'e', 'f']);
    expect(log).toEqual(['s3: 5 files of mended brought in line with the database']);
  });
});
