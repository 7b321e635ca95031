import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cloud, openCloud } from './cloud.ts';

let cloud: Cloud;
beforeAll(async () => {
  cloud = await openCloud();
  cloud.s3.createBucket({ name: 'lake', versioned: true, eventBridge: true });
});
afterAll(() => cloud.close());

describe('in process', () => {
  it('objects are written and read as by any client', async () => {
    const first = await cloud.s3.put('lake', 'a/1', 'one');
    const second = await cloud.s3.put('lake', 'a/1', Buffer.from('two!'));
    expect(cloud.events.map(({ detail }) => detail)).toMatchObject([
      { reason: 'PutObject', object: { 'version-id': first.versionId } },
      { reason: 'PutObject', object: { 'version-id': second.versionId } },
    ]);
    const latest = cloud.s3.read('lake', 'a/1');
    expect(latest).toMatchObject({ size: 4, etag: second.etag, versionId: second.versionId });
    expect(latest && (await text(latest.stream()))).toBe('two!');
    const old = cloud.s3.read('lake', 'a/1', first.versionId);
    expect(old && (await text(old.stream()))).toBe('one');
    expect(cloud.s3.read('lake', 'none')).toBeUndefined();
  });

  it('a body may come in pieces', async () => {
    await cloud.s3.put('lake', 'pieces', inPieces());
    const object = cloud.s3.read('lake', 'pieces');
    expect(object && (await text(object.stream()))).toBe('abcdef');
  });

  it('keys are listed by prefix', async () => {
    await cloud.s3.put('lake', 'p/b', 'x');
    await cloud.s3.put('lake', 'p/a', '');
    await cloud.s3.put('lake', 'p', 'x');
    expect(cloud.s3.list('lake', 'p/').map(({ key, size }) => [key, size])).toEqual([
      ['p/a', 0],
      ['p/b', 1],
    ]);
  });

  it('an empty object, an open stream of a deleted one: both are read to the end', async () => {
    await cloud.s3.put('lake', 'empty', '');
    const empty = cloud.s3.read('lake', 'empty');
    expect(empty && (await text(empty.stream()))).toBe('');
    cloud.s3.createBucket({ name: 'flat', versioned: false, eventBridge: false });
    await cloud.s3.put('flat', 'k', 'before');
    const stream = cloud.s3.read('flat', 'k')?.stream();
    await cloud.s3.put('flat', 'k', 'after');
    expect(stream && (await text(stream))).toBe('before');
  });

  it('what is not there is refused', async () => {
    await expect(cloud.s3.put('nowhere', 'k', 'x')).rejects.toMatchObject({ code: 'NoSuchBucket' });
    await expect(cloud.s3.put('lake', '', 'x')).rejects.toMatchObject({ code: 'InvalidArgument' });
    expect(() => cloud.s3.list('nowhere', '')).toThrow('nowhere');
    for (const name of ['..', 'a', 'UPPER', 'a/b', '.hidden', 'a..b', '10.0.0.1', `${'a'.repeat(64)}`]) {
      expect(() => cloud.s3.createBucket({ name, versioned: false, eventBridge: false })).toThrow(
        'not valid',
      );
    }
  });
});

async function* inPieces(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('abc');
  yield Buffer.from('def');
}
