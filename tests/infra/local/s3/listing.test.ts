import {
  ListBucketsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cloud, openCloud, refusal } from './cloud.ts';

let cloud: Cloud;
const Bucket = 'listed';
const KEYS = [
  'a',
  'a/',
  'a/b',
  'a/b/c',
  'a/b/d',
  'a/c',
  'a b',
  'a+b',
  'b/é',
  'b/\u{1f600}',
  'b/\uffee',
  'c&<d>',
  'z\u0001',
];
const byBytes = (left: string, right: string): number =>
  Buffer.compare(Buffer.from(left), Buffer.from(right));

beforeAll(async () => {
  cloud = await openCloud();
  cloud.s3.createBucket({ name: Bucket, versioned: false, eventBridge: false });
  cloud.s3.createBucket({ name: 'other', versioned: false, eventBridge: false });
  await Promise.all(KEYS.map((key) => cloud.s3.put(Bucket, key, key)));
});
afterAll(() => cloud.close());

/** What S3 lists, by definition: keys with the prefix, rolled up at the first delimiter behind it, in UTF-8 order. */
function defined(keys: readonly string[], prefix: string, delimiter: string): string[] {
  const lines = keys
    .filter((key) => key.startsWith(prefix))
    .map((key) => {
      const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
      return cut < 0 ? key : key.slice(0, cut + delimiter.length);
    });
  return [...new Set(lines)].sort(byBytes);
}

async function pages(Prefix: string, Delimiter: string, MaxKeys: number): Promise<string[][]> {
  const seen: string[][] = [];
  let ContinuationToken: string | undefined;
  do {
    const page: ListObjectsV2CommandOutput = await cloud.client.send(
      new ListObjectsV2Command({
        Bucket,
        Prefix,
        Delimiter,
        MaxKeys,
        ContinuationToken,
        EncodingType: 'url',
      }),
    );
    const names = [
      ...(page.Contents ?? []).map(({ Key }) => Key),
      ...(page.CommonPrefixes ?? []).map((p) => p.Prefix),
    ];
    seen.push(names.map((name) => decodeURIComponent(name ?? '')).sort(byBytes));
    expect(page.KeyCount).toBe(names.length);
    ContinuationToken = page.NextContinuationToken;
    expect(page.IsTruncated).toBe(ContinuationToken !== undefined);
  } while (ContinuationToken !== undefined);
  return seen;
}

describe('ListObjectsV2', () => {
  it('gives by definition the same lines, however they are paged', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('', 'a', 'a/', 'a/b', 'b/', 'nothing', 'z'),
        fc.constantFrom('', '/', 'b', '/b'),
        fc.integer({ min: 1, max: 6 }),
        async (prefix, delimiter, size) => {
          const listed = await pages(prefix, delimiter, size);
          expect(listed.flat()).toEqual(defined(KEYS, prefix, delimiter));
          expect(listed.slice(0, -1).every((page) => page.length === size)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('starts after a key, also one that is not there', async () => {
    const after = async (StartAfter: string): Promise<(string | undefined)[]> => {
      const { Contents } = await cloud.client.send(
        new ListObjectsV2Command({ Bucket, StartAfter, Prefix: 'a/' }),
      );
      return (Contents ?? []).map(({ Key }) => Key);
    };
    expect(await after('a/b')).toEqual(['a/b/c', 'a/b/d', 'a/c']);
    expect(await after('a/bb')).toEqual(['a/c']);
    expect(await after('')).toEqual(['a/', 'a/b', 'a/b/c', 'a/b/d', 'a/c']);
  });

  it('tells size, ETag and time', async () => {
    const { Contents } = await cloud.client.send(
      new ListObjectsV2Command({ Bucket, Prefix: 'a/b/c', FetchOwner: true }),
    );
    expect(Contents).toMatchObject([
      { Key: 'a/b/c', Size: 5, StorageClass: 'STANDARD', Owner: { ID: '000000000000' } },
    ]);
    expect(Contents?.[0]?.ETag).toMatch(/^"[0-9a-f]{32}"$/);
  });

  it('with no room gives nothing, and refuses what is no number', async () => {
    const none = await cloud.client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 0 }));
    expect(none).toMatchObject({ KeyCount: 0, IsTruncated: false });
    expect(await refusal(cloud.client.send(new ListObjectsV2Command({ Bucket, MaxKeys: -1 })))).toBe(
      'InvalidArgument',
    );
  });

  it('costs one look-up per folder, not per key in it', async () => {
    cloud.s3.createBucket({ name: 'deep', versioned: false, eventBridge: false });
    cloud.store.db.exec(`
      INSERT INTO s3_versions
      WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 100000)
      SELECT 'deep', format('%s/%06d', iif(value % 2, 'x', 'y'), value), 'null', value, 1, 'none', 0, '', 0,
      '{"headers":{},"metadata":{},"tags":{}}' FROM n`);
    const started = performance.now();
    const listed = await cloud.client.send(new ListObjectsV2Command({ Bucket: 'deep', Delimiter: '/' }));
    expect(listed.CommonPrefixes).toEqual([{ Prefix: 'x/' }, { Prefix: 'y/' }]);
    expect(performance.now() - started).toBeLessThan(150);
  });
});

describe('ListObjects, version 1', () => {
  it('goes on from the marker', async () => {
    const first = await cloud.client.send(
      new ListObjectsCommand({ Bucket, Prefix: 'a', Delimiter: '/', MaxKeys: 2 }),
    );
    expect(first.Contents?.map(({ Key }) => Key)).toEqual(['a', 'a b']);
    expect(first).toMatchObject({ IsTruncated: true, NextMarker: 'a b' });
    const second = await cloud.client.send(
      new ListObjectsCommand({ Bucket, Prefix: 'a', Delimiter: '/', Marker: first.NextMarker, MaxKeys: 2 }),
    );
    expect(second.Contents?.map(({ Key }) => Key)).toEqual(['a+b']);
    expect(second).toMatchObject({ CommonPrefixes: [{ Prefix: 'a/' }], IsTruncated: false });
    const third = await cloud.client.send(
      new ListObjectsCommand({ Bucket, Prefix: 'a', Delimiter: '/', Marker: 'a/' }),
    );
    expect(third.CommonPrefixes).toBeUndefined();
  });
});

describe('ListBuckets', () => {
  it('gives buckets by name, page by page', async () => {
    const first = await cloud.client.send(new ListBucketsCommand({ Prefix: '', MaxBuckets: 2 }));
    expect(first.Buckets?.map(({ Name }) => Name)).toEqual(['deep', 'listed']);
    const next = await cloud.client.send(
      new ListBucketsCommand({ ContinuationToken: first.ContinuationToken, MaxBuckets: 2 }),
    );
    expect(next.Buckets?.map(({ Name }) => Name)).toEqual(['other']);
    expect(next.ContinuationToken).toBeUndefined();
  });
});
