import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cloud, openCloud, refusal } from './cloud.ts';

let cloud: Cloud;
const Bucket = 'parts';
const MIB = 1024 * 1024;
beforeAll(async () => {
  cloud = await openCloud();
  cloud.s3.createBucket({ name: Bucket, versioned: true, eventBridge: true });
});
afterAll(() => cloud.close());

const md5 = (...pieces: Uint8Array[]): Buffer => createHash('md5').update(Buffer.concat(pieces)).digest();

async function create(Key: string, more: object = {}): Promise<string> {
  const { UploadId } = await cloud.client.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }));
  return UploadId ?? '';
}

async function part(Key: string, UploadId: string, PartNumber: number, Body: Uint8Array): Promise<string> {
  const { ETag } = await cloud.client.send(
    new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }),
  );
  return ETag ?? '';
}

function complete(
  Key: string,
  UploadId: string,
  etags: readonly [number, string][],
): Promise<{ ETag?: string }> {
  const Parts = etags.map(([PartNumber, ETag]) => ({ PartNumber, ETag }));
  return cloud.client.send(
    new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
  );
}

describe('multipart uploads', () => {
  it('join their parts in order, under the ETag of the parts', async () => {
    const bodies = [randomBytes(5 * MIB), randomBytes(5 * MIB), randomBytes(10)];
    const before = cloud.blobs();
    const id = await create('joined', { ContentType: 'text/csv', Metadata: { a: 'b' } });
    const etags: [number, string][] = [];
    // Numbers need not be consecutive, and parts may come in any order.
    for (const index of [2, 0, 1]) {
      etags[index] = [
        index * 3 + 1,
        await part('joined', id, index * 3 + 1, bodies[index] ?? Buffer.alloc(0)),
      ];
    }
    expect(cloud.tree(Bucket)).not.toHaveProperty('joined');
    const { ETag } = await complete('joined', id, etags);
    expect(ETag).toBe(`"${md5(...bodies.map((body) => md5(body))).toString('hex')}-3"`);
    const read = await cloud.client.send(new GetObjectCommand({ Bucket, Key: 'joined' }));
    expect(read).toMatchObject({ ContentType: 'text/csv', Metadata: { a: 'b' }, ETag });
    expect(md5((await read.Body?.transformToByteArray()) ?? Buffer.alloc(0))).toEqual(md5(...bodies));
    expect(cloud.blobs()).toBe(before + 1);
    expect(cloud.events.at(-1)?.detail).toMatchObject({
      reason: 'CompleteMultipartUpload',
      object: { key: 'joined', size: 10 * MIB + 10 },
    });
  });

  it('answer a repeated completion as the first, and make no second version', async () => {
    const id = await create('twice');
    const etag = await part('twice', id, 1, Buffer.from('x'));
    const [first, second] = await Promise.all([
      complete('twice', id, [[1, etag]]),
      complete('twice', id, [[1, etag]]).catch((error: unknown) => error),
    ]);
    const third = await complete('twice', id, [[1, etag]]);
    expect(third.ETag).toBe(first.ETag);
    // At the same time, the second may find the parts gone: then its client asks again.
    expect(second).toSatisfy((answer: { ETag?: string; name?: string }) =>
      answer.ETag === undefined ? answer.name === 'NoSuchUpload' : answer.ETag === first.ETag,
    );
    const made = cloud.events.filter(({ detail }) => JSON.stringify(detail).includes('"twice"'));
    expect(made).toHaveLength(1);
  });

  it.each<[string, string, (etags: [number, string][]) => [number, string][]]>([
    ['parts that do not ascend', 'InvalidPartOrder', (etags) => etags.toReversed()],
    ['a part with another ETag', 'InvalidPart', ([first]) => [[first?.[0] ?? 0, '"0"']]],
    ['a part that was never sent', 'InvalidPart', (etags) => [...etags, [9, '"0"']]],
    ['a small part before the last', 'EntityTooSmall', (etags) => etags],
  ])('refuse %s', async (_, code, claim) => {
    const id = await create('refused');
    const etags: [number, string][] = [
      [1, await part('refused', id, 1, Buffer.from('small'))],
      [2, await part('refused', id, 2, Buffer.from('last'))],
    ];
    expect(await refusal(complete('refused', id, claim(etags)))).toBe(code);
  });

  it('are listed while open, with their parts, and leave nothing when aborted', async () => {
    const before = cloud.blobs();
    const id = await create('open/a');
    const other = await create('open/b');
    await part('open/a', id, 1, Buffer.from('first try'));
    await part('open/a', id, 1, Buffer.from('one'));
    await part('open/a', id, 2, Buffer.from('two'));
    const page = await cloud.client.send(
      new ListPartsCommand({ Bucket, Key: 'open/a', UploadId: id, MaxParts: 1 }),
    );
    expect(page).toMatchObject({
      IsTruncated: true,
      NextPartNumberMarker: '1',
      Parts: [{ PartNumber: 1, Size: 3 }],
    });
    const rest = await cloud.client.send(
      new ListPartsCommand({
        Bucket,
        Key: 'open/a',
        UploadId: id,
        PartNumberMarker: page.NextPartNumberMarker,
      }),
    );
    expect(rest).toMatchObject({ IsTruncated: false, Parts: [{ PartNumber: 2 }] });
    const list = async (): Promise<(string | undefined)[]> => {
      const { Uploads } = await cloud.client.send(
        new ListMultipartUploadsCommand({ Bucket, Prefix: 'open/' }),
      );
      return (Uploads ?? []).map(({ UploadId }) => UploadId);
    };
    expect(await list()).toEqual([id, other]);
    await cloud.client.send(new AbortMultipartUploadCommand({ Bucket, Key: 'open/a', UploadId: id }));
    expect(await list()).toEqual([other]);
    expect(cloud.blobs()).toBe(before);
    expect(await refusal(part('open/a', id, 3, Buffer.from('late')))).toBe('NoSuchUpload');
    expect(cloud.blobs()).toBe(before);
  });

  it('are made by the SDK for a stream of unknown length', async () => {
    const bodies = [randomBytes(7 * MIB), randomBytes(6 * MIB)];
    const upload = new Upload({
      client: cloud.client,
      params: { Bucket, Key: 'sdk', Body: Readable.from(bodies) },
    });
    await upload.done();
    const { Body } = await cloud.client.send(new GetObjectCommand({ Bucket, Key: 'sdk' }));
    expect(md5((await Body?.transformToByteArray()) ?? Buffer.alloc(0))).toEqual(md5(...bodies));
  });

  it.each([
    ['COMPOSITE', undefined],
    ['FULL_OBJECT', 'FULL_OBJECT'],
  ] as const)('sum their checksums up: %s', async (type, ChecksumType) => {
    const bodies = [randomBytes(5 * MIB), randomBytes(100)];
    const Key = `sum ${type}`;
    const UploadId = await create(Key, { ChecksumAlgorithm: 'CRC32', ChecksumType });
    const Parts = [];
    for (const [index, Body] of bodies.entries()) {
      const sent = {
        Bucket,
        Key,
        UploadId,
        PartNumber: index + 1,
        Body,
        ChecksumAlgorithm: 'CRC32',
      } as const;
      const { ETag, ChecksumCRC32 } = await cloud.client.send(new UploadPartCommand(sent));
      expect(ChecksumCRC32).toBe(crcOf(Body));
      Parts.push({ PartNumber: index + 1, ETag, ChecksumCRC32 });
    }
    const completion = { Bucket, Key, UploadId, MultipartUpload: { Parts } };
    if (type === 'FULL_OBJECT') {
      const wrong = new CompleteMultipartUploadCommand({
        ...completion,
        ChecksumType,
        ChecksumCRC32: 'AAAAAA==',
      });
      expect(await refusal(cloud.client.send(wrong))).toBe('BadDigest');
    }
    await cloud.client.send(new CompleteMultipartUploadCommand(completion));
    const head = await cloud.client.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
    const whole = crcOf(Buffer.concat(bodies));
    const composite = crcOf(Buffer.concat(bodies.map((body) => Buffer.from(crcOf(body), 'base64'))));
    expect(head.ChecksumCRC32).toBe(type === 'FULL_OBJECT' ? whole : `${composite}-2`);
    expect(head.ChecksumType).toBe(type);
  });

  it('take ranges of other objects as parts; copied whole, these have the ETag of their bytes', async () => {
    const body = randomBytes(6 * MIB);
    await cloud.s3.put(Bucket, 'source', body);
    const UploadId = await create('assembled');
    const copy = async (PartNumber: number, CopySourceRange: string): Promise<[number, string]> => {
      const { CopyPartResult } = await cloud.client.send(
        new UploadPartCopyCommand({
          Bucket,
          Key: 'assembled',
          UploadId,
          PartNumber,
          CopySource: `${Bucket}/source`,
          CopySourceRange,
        }),
      );
      return [PartNumber, CopyPartResult?.ETag ?? ''];
    };
    const etags = [await copy(1, `bytes=${MIB}-${6 * MIB - 1}`), await copy(2, `bytes=0-${MIB - 1}`)];
    await complete('assembled', UploadId, etags);
    const swapped = Buffer.concat([body.subarray(MIB), body.subarray(0, MIB)]);
    const { CopyObjectResult } = await cloud.client.send(
      new CopyObjectCommand({ Bucket, Key: 'whole', CopySource: `${Bucket}/assembled` }),
    );
    expect(CopyObjectResult?.ETag).toBe(`"${md5(swapped).toString('hex')}"`);
    expect(await refusal(copy(3, 'bytes=99999999-'))).toBe('InvalidRange');
  });
});

function crcOf(body: Uint8Array): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return bytes.toString('base64');
}
