import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { s3ObjectStore } from '#adapters/object-store.ts';
import type { ObjectStore } from '#ports';
import { type Cloud, openCloud } from '#tests/infra/local/s3/cloud.ts';

describe('a bucket', () => {
  let cloud: Cloud;
  let objects: ObjectStore;
  beforeAll(async () => {
    cloud = await openCloud();
    cloud.s3.createBucket({ name: 'lake', versioned: true, eventBridge: false });
    objects = s3ObjectStore('lake', cloud.client);
  });
  afterAll(async () => cloud.close());

  const text = async (chunks: AsyncIterable<Uint8Array>) => {
    const parts: Uint8Array[] = [];
    for await (const chunk of chunks) parts.push(chunk);
    return Buffer.concat(parts).toString();
  };

  it('gives back what was written, whole or as a stream', async () => {
    await objects.write('a/é b+c.txt', 'één', 'text/plain');
    expect(Buffer.from(await objects.read('a/é b+c.txt')).toString()).toBe('één');
    expect(await text(await objects.stream('a/é b+c.txt'))).toBe('één');
    await objects.write('bytes', new Uint8Array([0, 255, 7]));
    expect([...(await objects.read('bytes'))]).toEqual([0, 255, 7]);
  });

  it('can be left in the middle of a stream', async () => {
    await objects.write('large', 'x'.repeat(3_000_000));
    let first = 0;
    for await (const chunk of await objects.stream('large')) {
      first = chunk.length;
      break;
    }
    expect(first).toBeGreaterThan(0);
    expect(await objects.read('large')).toHaveLength(3_000_000);
  });

  it('lists by prefix and removes what is named', async () => {
    for (const key of ['p/1', 'p/2', 'p/3', 'q/1']) await objects.write(key, key);
    expect(await objects.list('p/')).toEqual(['p/1', 'p/2', 'p/3']);
    await objects.remove(['p/1', 'p/3', 'p/never there']);
    expect(await objects.list('p/')).toEqual(['p/2']);
    expect(await objects.list('nothing/')).toEqual([]);
    await expect(objects.remove([])).resolves.toBeUndefined();
  });

  it('says ObjectMissing of what is not there, was removed, or is of another version', async () => {
    await objects.write('gone', 'x');
    await objects.remove(['gone']);
    for (const key of ['never', 'gone']) {
      await expect(objects.read(key)).rejects.toMatchObject({
        name: 'ObjectMissing',
        cause: { name: 'NoSuchKey' },
      });
      await expect(objects.stream(key)).rejects.toMatchObject({ name: 'ObjectMissing' });
    }
    await expect(objects.read('never')).rejects.not.toThrow(/never$/);
  });
});

describe('a bucket, when the service fails', () => {
  const client = new S3Client({});
  const s3 = mockClient(client);
  const objects = s3ObjectStore('lake', client);
  beforeEach(() => s3.reset());
  const fault = (name: string, httpStatusCode: number) =>
    new S3ServiceException({ name, $fault: 'client', $metadata: { httpStatusCode } });

  it.each(['NoSuchKey', 'NoSuchVersion', 'NotFound'])('says ObjectMissing on %s', async (name) => {
    s3.on(GetObjectCommand).rejects(
      name === 'NoSuchKey' ? new NoSuchKey({ $metadata: {}, message: '' }) : fault(name, 404),
    );
    await expect(objects.stream('a', 'v')).rejects.toMatchObject({ name: 'ObjectMissing' });
  });

  it('says ObjectMissing of an answer without a body', async () => {
    s3.on(GetObjectCommand).resolves({});
    await expect(objects.read('a')).rejects.toMatchObject({ name: 'ObjectMissing' });
  });

  it.each(['AccessDenied', 'NoSuchBucket', 'SlowDown'])(
    'passes %s on: it is no missing object',
    async (name) => {
      s3.on(GetObjectCommand).rejects(fault(name, 403));
      await expect(objects.read('a')).rejects.toMatchObject({ name });
    },
  );

  it('asks for the version that it is told', async () => {
    s3.on(GetObjectCommand).rejects(fault('NoSuchVersion', 404));
    await expect(objects.stream('a', 'v7')).rejects.toMatchObject({ name: 'ObjectMissing' });
    expect(s3.commandCalls(GetObjectCommand)[0]?.args[0].input).toEqual({
      Bucket: 'lake',
      Key: 'a',
      VersionId: 'v7',
    });
  });

  it('lists page after page', async () => {
    s3.on(ListObjectsV2Command)
      .resolvesOnce({ Contents: [{ Key: 'a' }], NextContinuationToken: 't' })
      .resolvesOnce({ Contents: [{ Key: 'b' }] });
    expect(await objects.list('')).toEqual(['a', 'b']);
    expect(s3.commandCalls(ListObjectsV2Command).map((call) => call.args[0].input.ContinuationToken)).toEqual(
      [undefined, 't'],
    );
  });

  it('removes a thousand at a time', async () => {
    s3.on(DeleteObjectsCommand).resolves({});
    await objects.remove(Array.from({ length: 2001 }, (_, index) => `k${index}`));
    expect(
      s3.commandCalls(DeleteObjectsCommand).map((call) => call.args[0].input.Delete?.Objects?.length),
    ).toEqual([1000, 1000, 1]);
  });

  it('does not call removed what is still there', async () => {
    s3.on(DeleteObjectsCommand).resolves({ Errors: [{ Key: 'secret name', Code: 'InternalError' }] });
    await expect(objects.remove(['a'])).rejects.toMatchObject({
      name: 'ServiceUnavailable',
      message: expect.not.stringContaining('secret name'),
    });
  });
});
