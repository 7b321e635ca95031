import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cloud, openCloud, refusal } from './cloud.ts';

let cloud: Cloud;
beforeAll(async () => {
  cloud = await openCloud();
  cloud.s3.createBucket({ name: 'plain', versioned: false, eventBridge: false });
});
afterAll(() => cloud.close());

const Bucket = 'plain';
const md5 = (text: string | Uint8Array): string => createHash('md5').update(text).digest('hex');

async function put(Key: string, Body: string): Promise<void> {
  await cloud.client.send(new PutObjectCommand({ Bucket, Key, Body }));
}

async function get(Key: string, Range?: string): Promise<string> {
  const { Body } = await cloud.client.send(new GetObjectCommand({ Bucket, Key, Range }));
  return (await Body?.transformToString()) ?? '';
}

describe('objects', () => {
  it('come back as they were put, with what was said about them', async () => {
    const body = randomBytes(100_000);
    const written = await cloud.client.send(
      new PutObjectCommand({
        Bucket,
        Key: 'a/b.bin',
        Body: body,
        ContentType: 'text/csv',
        ContentEncoding: 'gzip',
        CacheControl: 'no-store',
        Metadata: { owner: 'burgerzaken' },
        Tagging: 'team=housing&year=2026',
      }),
    );
    expect(written.ETag).toBe(`"${md5(body)}"`);
    expect(written.ChecksumCRC32).toMatch(/^[\w+/]{6}==$/);
    const read = await cloud.client.send(new GetObjectCommand({ Bucket, Key: 'a/b.bin' }));
    expect(Buffer.from((await read.Body?.transformToByteArray()) ?? []).equals(body)).toBe(true);
    const head = await cloud.client.send(new HeadObjectCommand({ Bucket, Key: 'a/b.bin' }));
    for (const answer of [read, head]) {
      expect(answer).toMatchObject({
        ContentLength: 100_000,
        ContentType: 'text/csv',
        ContentEncoding: 'gzip',
        CacheControl: 'no-store',
        Metadata: { owner: 'burgerzaken' },
        ETag: written.ETag,
        AcceptRanges: 'bytes',
      });
      expect(Math.abs((answer.LastModified?.getTime() ?? 0) - Date.now())).toBeLessThan(5000);
    }
    expect(read.ChecksumCRC32).toBe(written.ChecksumCRC32);
  });

  it('may be streamed, of unknown length to the checksum', async () => {
    const body = randomBytes(3_000_000);
    await cloud.client.send(
      new PutObjectCommand({
        Bucket,
        Key: 'stream',
        Body: Readable.from([body]),
        ContentLength: body.length,
      }),
    );
    const { Body, ContentEncoding } = await cloud.client.send(
      new GetObjectCommand({ Bucket, Key: 'stream' }),
    );
    expect(md5((await Body?.transformToByteArray()) ?? '')).toBe(md5(body));
    expect(ContentEncoding).toBeUndefined();
  });

  it('may be empty', async () => {
    const written = await cloud.client.send(new PutObjectCommand({ Bucket, Key: 'empty', Body: '' }));
    expect(written.ETag).toBe('"d41d8cd98f00b204e9800998ecf8427e"');
    expect(await get('empty')).toBe('');
    const head = await cloud.client.send(new HeadObjectCommand({ Bucket, Key: 'empty' }));
    expect(head.ContentLength).toBe(0);
  });

  it.each([
    ['bytes=0-3', '0123', 'bytes 0-3/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-2', '89', 'bytes 8-9/10'],
    ['bytes=5-99', '56789', 'bytes 5-9/10'],
    ['bytes=-99', '0123456789', 'bytes 0-9/10'],
  ])('give the range %s', async (Range, expected, ContentRange) => {
    await put('digits', '0123456789');
    const part = await cloud.client.send(new GetObjectCommand({ Bucket, Key: 'digits', Range }));
    expect(await part.Body?.transformToString()).toBe(expected);
    expect(part).toMatchObject({ ContentRange, ContentLength: expected.length });
    expect(part.$metadata.httpStatusCode).toBe(206);
  });

  it('refuse a range behind their end', async () => {
    await put('digits', '0123456789');
    expect(await refusal(get('digits', 'bytes=10-'))).toBe('InvalidRange');
    await put('empty', '');
    expect(await refusal(get('empty', 'bytes=0-'))).toBe('InvalidRange');
  });

  it('answer conditional reads', async () => {
    await put('seen', 'x');
    const { ETag, LastModified } = await cloud.client.send(new HeadObjectCommand({ Bucket, Key: 'seen' }));
    const read = (conditions: object): Promise<unknown> =>
      cloud.client.send(new GetObjectCommand({ Bucket, Key: 'seen', ...conditions }));
    const unmodified = { $metadata: { httpStatusCode: 304 } };
    await expect(read({ IfNoneMatch: ETag })).rejects.toMatchObject(unmodified);
    await expect(read({ IfModifiedSince: LastModified })).rejects.toMatchObject(unmodified);
    expect(await refusal(read({ IfMatch: '"other"' }))).toBe('PreconditionFailed');
    expect(await refusal(read({ IfUnmodifiedSince: new Date(0) }))).toBe('PreconditionFailed');
    await expect(read({ IfMatch: ETag, IfUnmodifiedSince: new Date(0) })).resolves.toBeDefined();
    await expect(read({ IfNoneMatch: '"other"', IfModifiedSince: LastModified })).resolves.toBeDefined();
  });

  it('are written under a condition', async () => {
    const write = (Key: string, conditions: object): Promise<unknown> =>
      cloud.client.send(new PutObjectCommand({ Bucket, Key, Body: 'new', ...conditions }));
    await put('taken', 'old');
    expect(await refusal(write('taken', { IfNoneMatch: '*' }))).toBe('PreconditionFailed');
    expect(await refusal(write('taken', { IfMatch: '"0"' }))).toBe('PreconditionFailed');
    expect(await refusal(write('missing', { IfMatch: '"0"' }))).toBe('NoSuchKey');
    expect(await get('taken')).toBe('old');
    await write('taken', { IfMatch: `"${md5('old')}"` });
    expect(await get('taken')).toBe('new');
  });

  it('are made once by many who demand that there is none', async () => {
    const before = cloud.blobs();
    const attempts = Array.from({ length: 20 }, (_, index) =>
      cloud.client
        .send(new PutObjectCommand({ Bucket, Key: 'once', Body: `writer ${index}`, IfNoneMatch: '*' }))
        .then(() => index)
        .catch((error: unknown) => (error instanceof Error ? error.name : error)),
    );
    const results = await Promise.all(attempts);
    const winners = results.filter((result) => typeof result === 'number');
    expect(winners).toHaveLength(1);
    expect(results.filter((result) => result === 'PreconditionFailed')).toHaveLength(19);
    expect(await get('once')).toBe(`writer ${winners[0]}`);
    expect(cloud.blobs()).toBe(before + 1);
  });

  it('are gone once deleted, and deleting again is no error', async () => {
    await put('brief', 'x');
    const before = cloud.blobs();
    await cloud.client.send(new DeleteObjectCommand({ Bucket, Key: 'brief' }));
    await cloud.client.send(new DeleteObjectCommand({ Bucket, Key: 'brief' }));
    expect(await refusal(get('brief'))).toBe('NoSuchKey');
    expect(await refusal(cloud.client.send(new HeadObjectCommand({ Bucket, Key: 'brief' })))).toBe(
      'NotFound',
    );
    expect(cloud.blobs()).toBe(before - 1);
  });

  it('are deleted many at a time, each on its own', async () => {
    const keys = ['many/a & b', 'many/<c>', 'many/ d ', 'many/0007', 'many/é\r\n', 'many/\u0001ctl'];
    await Promise.all(keys.map((key) => put(key, 'x')));
    await put('many/', 'bystander');
    await put('many/ctl', 'bystander');
    const { Deleted, Errors } = await cloud.client.send(
      new DeleteObjectsCommand({
        Bucket,
        Delete: { Objects: [...keys.map((Key) => ({ Key })), { Key: 'many/ctl', ETag: '"0"' }] },
      }),
    );
    expect(Deleted).toHaveLength(keys.length);
    expect(Errors).toMatchObject([{ Key: 'many/ctl', Code: 'PreconditionFailed' }]);
    expect(cloud.s3.list(Bucket, 'many/').map(({ key }) => key)).toEqual(['many/', 'many/ctl']);
  });

  it('are copied without their bytes being written again', async () => {
    await cloud.client.send(
      new PutObjectCommand({
        Bucket,
        Key: 'source é+',
        Body: 'copy me',
        Metadata: { a: '1' },
        Tagging: 't=1',
      }),
    );
    const before = cloud.blobs();
    const CopySource = `${Bucket}/${encodeURIComponent('source é+')}`;
    const copy = await cloud.client.send(new CopyObjectCommand({ Bucket, Key: 'target', CopySource }));
    expect(copy.CopyObjectResult?.ETag).toBe(`"${md5('copy me')}"`);
    expect(cloud.blobs()).toBe(before);
    await cloud.client.send(new DeleteObjectCommand({ Bucket, Key: 'source é+' }));
    const read = await cloud.client.send(new GetObjectCommand({ Bucket, Key: 'target' }));
    expect(await read.Body?.transformToString()).toBe('copy me');
    expect(read).toMatchObject({ Metadata: { a: '1' }, TagCount: 1 });
  });

  it('take new metadata by a copy onto themselves, and refuse one that changes nothing', async () => {
    await put('self', 'x');
    const copy = (more: object): Promise<unknown> =>
      cloud.client.send(
        new CopyObjectCommand({ Bucket, Key: 'self', CopySource: `/${Bucket}/self`, ...more }),
      );
    expect(await refusal(copy({}))).toBe('InvalidRequest');
    expect(await refusal(copy({ CopySourceIfMatch: '"0"' }))).toBe('PreconditionFailed');
    await copy({ MetadataDirective: 'REPLACE', Metadata: { b: '2' }, ContentType: 'text/plain' });
    const head = await cloud.client.send(new HeadObjectCommand({ Bucket, Key: 'self' }));
    expect(head).toMatchObject({ Metadata: { b: '2' }, ContentType: 'text/plain' });
    expect(cloud.tree(Bucket)['self']).toBe('x');
  });

  it('carry tags', async () => {
    await put('tagged', 'x');
    const TagSet = [
      { Key: 'team', Value: 'wonen & bouwen' },
      { Key: 'empty', Value: '' },
    ];
    await cloud.client.send(new PutObjectTaggingCommand({ Bucket, Key: 'tagged', Tagging: { TagSet } }));
    const read = await cloud.client.send(new GetObjectTaggingCommand({ Bucket, Key: 'tagged' }));
    expect(read.TagSet).toEqual(TagSet);
    expect(await get('tagged')).toBe('x');
    const many = Array.from({ length: 11 }, (_, index) => ({ Key: `k${index}`, Value: '' }));
    expect(
      await refusal(
        cloud.client.send(new PutObjectTaggingCommand({ Bucket, Key: 'tagged', Tagging: { TagSet: many } })),
      ),
    ).toBe('BadRequest');
  });

  it('of a bucket that is not there are refused', async () => {
    expect(
      await refusal(cloud.client.send(new PutObjectCommand({ Bucket: 'nowhere', Key: 'k', Body: 'x' }))),
    ).toBe('NoSuchBucket');
    expect(await refusal(cloud.client.send(new GetObjectCommand({ Bucket: 'nowhere', Key: 'k' })))).toBe(
      'NoSuchBucket',
    );
  });
});
