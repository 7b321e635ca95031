import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import * as z from 'zod';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Cloud, openCloud, refusal } from './cloud.ts';

let cloud: Cloud;
let full = false;
beforeAll(async () => {
  cloud = await openCloud({ failEvents: () => full });
  cloud.s3.createBucket({ name: 'loud', versioned: true, eventBridge: true });
  cloud.s3.createBucket({ name: 'flat', versioned: false, eventBridge: true });
  cloud.s3.createBucket({ name: 'quiet', versioned: true, eventBridge: false });
});
beforeEach(() => void cloud.events.splice(0));
afterAll(() => cloud.close());

const Detail = z.looseObject({
  object: z.looseObject({ key: z.string(), sequencer: z.string() }),
  reason: z.string().optional(),
});
const details = () => cloud.events.map(({ detail }) => Detail.parse(detail));

describe('events', () => {
  it('tell of a new object as EventBridge does', async () => {
    const written = await cloud.client.send(
      new PutObjectCommand({ Bucket: 'loud', Key: 'brp/é +.csv', Body: 'a;b' }),
    );
    expect(cloud.events).toEqual([
      {
        source: 'aws.s3',
        detailType: 'Object Created',
        resources: ['arn:aws:s3:::loud'],
        detail: {
          version: '0',
          bucket: { name: 'loud' },
          object: {
            key: 'brp/é +.csv',
            size: 3,
            etag: written.ETag?.replaceAll('"', ''),
            'version-id': written.VersionId,
            sequencer: expect.stringMatching(/^[0-9A-F]{18}$/),
          },
          'request-id': written.$metadata.requestId,
          requester: '000000000000',
          'source-ip-address': '127.0.0.1',
          reason: 'PutObject',
        },
      },
    ]);
  });

  it('tell what was done: copies, tags, delete markers and deletions for good', async () => {
    const { VersionId } = await cloud.client.send(
      new PutObjectCommand({ Bucket: 'loud', Key: 'a', Body: 'x' }),
    );
    await cloud.client.send(new CopyObjectCommand({ Bucket: 'loud', Key: 'b', CopySource: 'loud/a' }));
    await cloud.client.send(
      new PutObjectTaggingCommand({
        Bucket: 'loud',
        Key: 'b',
        Tagging: { TagSet: [{ Key: 'k', Value: 'v' }] },
      }),
    );
    const marker = await cloud.client.send(new DeleteObjectCommand({ Bucket: 'loud', Key: 'a' }));
    await cloud.client.send(
      new DeleteObjectsCommand({ Bucket: 'loud', Delete: { Objects: [{ Key: 'a', VersionId }] } }),
    );
    expect(cloud.events.slice(1).map(({ detailType, detail }) => [detailType, detail])).toMatchObject([
      ['Object Created', { reason: 'CopyObject', object: { key: 'b', size: 1 } }],
      ['Object Tags Added', { object: { key: 'b' } }],
      [
        'Object Deleted',
        {
          reason: 'DeleteObject',
          'deletion-type': 'Delete Marker Created',
          object: { key: 'a', 'version-id': marker.VersionId },
        },
      ],
      [
        'Object Deleted',
        {
          reason: 'DeleteObject',
          'deletion-type': 'Permanently Deleted',
          object: { 'version-id': VersionId },
        },
      ],
    ]);
  });

  it('carry no version id where there never were versions, and none tells of deleting nothing', async () => {
    await cloud.s3.put('flat', 'k', 'x');
    await cloud.client.send(new DeleteObjectCommand({ Bucket: 'flat', Key: 'k' }));
    await cloud.client.send(new DeleteObjectCommand({ Bucket: 'flat', Key: 'k' }));
    expect(cloud.events.map(({ detailType }) => detailType)).toEqual(['Object Created', 'Object Deleted']);
    for (const { object } of details()) expect(object).not.toHaveProperty('version-id');
  });

  it('carry a sequencer that grows with every change of a key, whatever was deleted between', async () => {
    for (let round = 0; round < 5; round++) {
      await cloud.s3.put('flat', 'same', `${round}`);
      await cloud.client.send(new DeleteObjectCommand({ Bucket: 'flat', Key: 'same' }));
    }
    const order = details().map(({ object }) => object.sequencer);
    expect(order).toHaveLength(10);
    expect(order).toEqual([...new Set(order)].sort());
  });

  it('stay away from buckets that do not send them', async () => {
    await cloud.s3.put('quiet', 'k', 'x');
    expect(cloud.events).toEqual([]);
  });

  it('stand or fall with the object: a bus that fails leaves no row, no blob, no file', async () => {
    await cloud.s3.put('loud', 'kept', 'before');
    const before = cloud.blobs();
    full = true;
    const write = cloud.client.send(new PutObjectCommand({ Bucket: 'loud', Key: 'kept', Body: 'after' }));
    expect(await refusal(write)).toBe('InternalFailure');
    expect(await refusal(cloud.client.send(new DeleteObjectCommand({ Bucket: 'loud', Key: 'kept' })))).toBe(
      'InternalFailure',
    );
    full = false;
    expect(cloud.s3.read('loud', 'kept')?.size).toBe(6);
    expect(cloud.tree('loud')['kept']).toBe('before');
    expect(cloud.blobs()).toBe(before);
    expect(cloud.logged.join()).toContain('the bus is full');
  }, 30_000);
});
