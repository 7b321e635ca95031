import {
  DeleteObjectCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cloud, openCloud, refusal } from './cloud.ts';

const Bucket = 'versioned';
let cloud: Cloud;
let now = new Date('2026-03-01T12:00:00Z');
beforeAll(async () => {
  cloud = await openCloud({ now: () => now });
  cloud.s3.createBucket({ name: Bucket, versioned: true, eventBridge: false });
});
afterAll(() => cloud.close());

async function put(Key: string, Body: string, bucket = Bucket): Promise<string | undefined> {
  return (await cloud.client.send(new PutObjectCommand({ Bucket: bucket, Key, Body }))).VersionId;
}

async function get(Key: string, VersionId?: string): Promise<string | undefined> {
  const { Body } = await cloud.client.send(new GetObjectCommand({ Bucket, Key, VersionId }));
  return Body?.transformToString();
}

describe('versions', () => {
  it('stay readable by their ids', async () => {
    const first = await put('k', 'one');
    const second = await put('k', 'two');
    expect(first).toMatch(/^[\w.]{32}$/);
    expect(await get('k')).toBe('two');
    expect(await get('k', first)).toBe('one');
    expect(await get('k', second)).toBe('two');
    expect(await refusal(get('k', 'no-such-version'))).toBe('NoSuchVersion');
  });

  it('hide behind a delete marker and come back when it is deleted', async () => {
    const id = await put('hidden', 'x');
    const marker = await cloud.client.send(new DeleteObjectCommand({ Bucket, Key: 'hidden' }));
    expect(marker.DeleteMarker).toBe(true);
    expect(await refusal(get('hidden'))).toBe('NoSuchKey');
    expect(await get('hidden', id)).toBe('x');
    expect(await refusal(get('hidden', marker.VersionId))).toBe('MethodNotAllowed');
    expect(cloud.tree(Bucket)).not.toHaveProperty('hidden');
    const removed = await cloud.client.send(
      new DeleteObjectCommand({ Bucket, Key: 'hidden', VersionId: marker.VersionId }),
    );
    expect(removed).toMatchObject({ DeleteMarker: true, VersionId: marker.VersionId });
    expect(await get('hidden')).toBe('x');
    expect(cloud.tree(Bucket)).toHaveProperty('hidden', 'x');
  });

  it('give way to the one before when the latest is deleted for good', async () => {
    await put('stack', 'old');
    const latest = await put('stack', 'new');
    const before = cloud.blobs();
    await cloud.client.send(new DeleteObjectCommand({ Bucket, Key: 'stack', VersionId: latest }));
    expect(await get('stack')).toBe('old');
    expect(cloud.tree(Bucket)).toHaveProperty('stack', 'old');
    expect(cloud.blobs()).toBe(before - 1);
  });

  it('may be written where a delete marker stands, under the condition that there is none', async () => {
    await put('again', 'x');
    await cloud.client.send(new DeleteObjectCommand({ Bucket, Key: 'again' }));
    await cloud.client.send(new PutObjectCommand({ Bucket, Key: 'again', Body: 'y', IfNoneMatch: '*' }));
    expect(await get('again')).toBe('y');
  });

  it('are listed newest first, page by page', async () => {
    const ids = [await put('list/a', '1'), await put('list/a', '2'), await put('list/b', '3')];
    const marker = await cloud.client.send(new DeleteObjectCommand({ Bucket, Key: 'list/b' }));
    const seen: string[] = [];
    let page: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined = {};
    while (page !== undefined) {
      const listed: Awaited<ReturnType<typeof listOne>> = await listOne(page);
      for (const { Key, VersionId, IsLatest } of [
        ...(listed.Versions ?? []),
        ...(listed.DeleteMarkers ?? []),
      ]) {
        seen.push(`${Key} ${VersionId} ${IsLatest}`);
      }
      page = listed.IsTruncated
        ? { KeyMarker: listed.NextKeyMarker, VersionIdMarker: listed.NextVersionIdMarker }
        : undefined;
    }
    expect(seen).toEqual([
      `list/a ${ids[1]} true`,
      `list/a ${ids[0]} false`,
      `list/b ${marker.VersionId} true`,
      `list/b ${ids[2]} false`,
    ]);
    const rolled = await cloud.client.send(
      new ListObjectVersionsCommand({ Bucket, Delimiter: '/', KeyMarker: 'list' }),
    );
    expect(rolled.CommonPrefixes).toEqual([{ Prefix: 'list/' }]);
  });

  it('are not passed over when the marked one is deleted between two pages', async () => {
    await put('purge/a', '1');
    await put('purge/a', '2');
    const first = await cloud.client.send(
      new ListObjectVersionsCommand({ Bucket, Prefix: 'purge/', MaxKeys: 1 }),
    );
    const VersionId = first.Versions?.[0]?.VersionId;
    await cloud.client.send(new DeleteObjectCommand({ Bucket, Key: 'purge/a', VersionId }));
    const rest = await cloud.client.send(
      new ListObjectVersionsCommand({
        Bucket,
        Prefix: 'purge/',
        KeyMarker: first.NextKeyMarker,
        VersionIdMarker: first.NextVersionIdMarker,
      }),
    );
    expect(rest.Versions).toHaveLength(1);
  });

  it('are kept when versioning is suspended, and writes then replace the one called null', async () => {
    cloud.s3.createBucket({ name: 'paused', versioned: true, eventBridge: false });
    const kept = await put('k', 'kept', 'paused');
    cloud.s3.createBucket({ name: 'paused', versioned: false, eventBridge: false });
    expect((await cloud.client.send(new GetBucketVersioningCommand({ Bucket: 'paused' }))).Status).toBe(
      'Suspended',
    );
    expect(await put('k', 'null 1', 'paused')).toBeUndefined();
    await put('k', 'null 2', 'paused');
    const { Versions } = await cloud.client.send(new ListObjectVersionsCommand({ Bucket: 'paused' }));
    expect(Versions?.map(({ VersionId }) => VersionId)).toEqual(['null', kept]);
    await cloud.client.send(new DeleteObjectCommand({ Bucket: 'paused', Key: 'k' }));
    const after = await cloud.client.send(new ListObjectVersionsCommand({ Bucket: 'paused' }));
    expect(after.Versions?.map(({ VersionId }) => VersionId)).toEqual([kept]);
    expect(after.DeleteMarkers?.map(({ VersionId }) => VersionId)).toEqual(['null']);
  });
});

describe('object lock', () => {
  beforeAll(() => {
    const lock = (mode: 'GOVERNANCE' | 'COMPLIANCE') => ({ retention: { mode, days: 30 } });
    cloud.s3.createBucket({
      name: 'audit',
      versioned: true,
      eventBridge: false,
      objectLock: lock('COMPLIANCE'),
    });
    cloud.s3.createBucket({
      name: 'govern',
      versioned: true,
      eventBridge: false,
      objectLock: lock('GOVERNANCE'),
    });
  });

  it('keeps a version until its retention ends, whoever asks', async () => {
    const VersionId = await put('log', 'x', 'audit');
    const remove = (): Promise<unknown> =>
      cloud.client.send(
        new DeleteObjectCommand({ Bucket: 'audit', Key: 'log', VersionId, BypassGovernanceRetention: true }),
      );
    const head = await cloud.client.send(new HeadObjectCommand({ Bucket: 'audit', Key: 'log' }));
    expect(head).toMatchObject({
      ObjectLockMode: 'COMPLIANCE',
      ObjectLockRetainUntilDate: new Date('2026-03-31T12:00:00Z'),
    });
    expect(await refusal(remove())).toBe('AccessDenied');
    now = new Date('2026-03-31T12:00:01Z');
    await remove();
    expect(await refusal(cloud.client.send(new GetObjectCommand({ Bucket: 'audit', Key: 'log' })))).toBe(
      'NoSuchKey',
    );
  });

  it('still lets a delete marker hide the key', async () => {
    const VersionId = await put('hidden', 'x', 'audit');
    const { DeleteMarker } = await cloud.client.send(
      new DeleteObjectCommand({ Bucket: 'audit', Key: 'hidden' }),
    );
    expect(DeleteMarker).toBe(true);
    const kept = await cloud.client.send(new GetObjectCommand({ Bucket: 'audit', Key: 'hidden', VersionId }));
    expect(await kept.Body?.transformToString()).toBe('x');
  });

  it('in governance mode yields to who asks for it by name', async () => {
    const VersionId = await put('log', 'x', 'govern');
    const remove = (BypassGovernanceRetention?: boolean): Promise<unknown> =>
      cloud.client.send(
        new DeleteObjectCommand({ Bucket: 'govern', Key: 'log', VersionId, BypassGovernanceRetention }),
      );
    expect(await refusal(remove())).toBe('AccessDenied');
    await expect(remove(true)).resolves.toBeDefined();
  });

  it('is refused to an object in a bucket without it', async () => {
    const write = cloud.client.send(
      new PutObjectCommand({
        Bucket,
        Key: 'k',
        Body: 'x',
        ObjectLockMode: 'COMPLIANCE',
        ObjectLockRetainUntilDate: new Date('2027-01-01'),
      }),
    );
    expect(await refusal(write)).toBe('InvalidRequest');
  });
});

function listOne(marker: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined }) {
  return cloud.client.send(new ListObjectVersionsCommand({ Bucket, Prefix: 'list/', MaxKeys: 1, ...marker }));
}
