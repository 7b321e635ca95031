import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { decodeAwsChunked } from '#local/s3/wire/aws-chunked.ts';
import { runningChecksum } from '#local/s3/wire/checksum.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cloud, openCloud } from './cloud.ts';

let cloud: Cloud;
beforeAll(async () => {
  cloud = await openCloud();
  cloud.s3.createBucket({ name: 'wire', versioned: false, eventBridge: false });
});
afterAll(() => cloud.close());

type Answer = { status: number | undefined; headers: NodeJS.Dict<string | string[]>; body: string };

/** Sends exactly this path, which `fetch` would tidy up. */
function send(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body = '',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(cloud.url, { method, path, headers }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode, headers: incoming.headers, body: text }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

const chunked = (text: string, size: number, trailer = ''): string => {
  const chunks = text.match(new RegExp(`.{1,${size}}`, 'gs')) ?? [];
  return `${chunks.map((chunk) => `${chunk.length.toString(16)};chunk-signature=0\r\n${chunk}\r\n`).join('')}0\r\n${trailer}\r\n`;
};

describe('aws-chunked bodies', () => {
  it('are decoded wherever the network cuts them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom('a', '\r', '\n', '0', ';'), maxLength: 200 }),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 20 }),
        async (text, chunkSize, cut) => {
          const wire = Buffer.from(chunked(text, chunkSize, 'x-amz-checksum-crc32: AAAAAA==\r\n'));
          const pieces = Array.from({ length: Math.ceil(wire.length / cut) }, (_, index) =>
            wire.subarray(index * cut, (index + 1) * cut),
          );
          const trailers: Record<string, string> = {};
          const decoded: Uint8Array[] = [];
          for await (const piece of decodeAwsChunked(arriving(pieces), trailers)) decoded.push(piece);
          expect(Buffer.concat(decoded).toString()).toBe(text);
          expect(trailers).toEqual({ 'x-amz-checksum-crc32': 'AAAAAA==' });
        },
      ),
    );
  });

  it.each([
    ['a chunk cut short', '5\r\nabc'],
    ['no last chunk', '3\r\nabc\r\n'],
    ['a size that is none', 'xyz\r\nabc\r\n0\r\n\r\n'],
    ['more bytes than the size', '2\r\nabc\r\n0\r\n\r\n'],
    ['nothing at all', ''],
  ])('with %s are refused and leave nothing', async (_, body) => {
    const before = cloud.blobs();
    const sent = {
      'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      'content-encoding': 'aws-chunked',
    };
    const answer = await send('PUT', '/wire/cut', sent, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('<Code>IncompleteBody</Code>');
    expect(cloud.s3.read('wire', 'cut')).toBeUndefined();
    expect(cloud.blobs()).toBe(before);
  });

  it('keep the encodings that belong to the object', async () => {
    const sent = {
      'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      'content-encoding': 'gzip,aws-chunked',
      'x-amz-decoded-content-length': '6',
      'x-amz-trailer': 'x-amz-checksum-crc32c',
    };
    const trailer = `x-amz-checksum-crc32c:${checksum('CRC32C', 'abcdef')}\r\n`;
    expect((await send('PUT', '/wire/zipped', sent, chunked('abcdef', 4, trailer))).status).toBe(200);
    const { headers, body } = await send('GET', '/wire/zipped', { 'x-amz-checksum-mode': 'ENABLED' });
    expect(body).toBe('abcdef');
    expect(headers).toMatchObject({
      'content-encoding': 'gzip',
      'x-amz-checksum-crc32c': checksum('CRC32C', 'abcdef'),
    });
  });
});

const checksum = (algorithm: 'CRC32C' | 'CRC64NVME' | 'CRC32' | 'SHA256', text: string): string => {
  const running = runningChecksum(algorithm);
  for (const char of text) running.update(Buffer.from(char));
  return running.base64();
};

describe('checksums', () => {
  // The check values of the catalogue of parametrised CRC algorithms (reveng.sourceforge.io/crc-catalogue).
  it.each([
    ['CRC32', 'cbf43926'],
    ['CRC32C', 'e3069283'],
    ['CRC64NVME', 'ae8b14860a799888'],
  ] as const)('%s of the digits is its published check value', (algorithm, hex) => {
    expect(Buffer.from(checksum(algorithm, '123456789'), 'base64').toString('hex')).toBe(hex);
  });

  const sha256 = createHash('sha256').update('body').digest();
  it.each<[string, Record<string, string>, number, string]>([
    ['the right SHA-256', { 'x-amz-checksum-sha256': sha256.toString('base64') }, 200, ''],
    ['the right CRC-64', { 'x-amz-checksum-crc64nvme': checksum('CRC64NVME', 'body') }, 200, ''],
    ['the right MD5', { 'content-md5': createHash('md5').update('body').digest('base64') }, 200, ''],
    ['the right signed digest', { 'x-amz-content-sha256': sha256.toString('hex') }, 200, ''],
    ['a wrong SHA-256', { 'x-amz-checksum-sha256': 'AAAA' }, 400, 'BadDigest'],
    ['a wrong CRC-64', { 'x-amz-checksum-crc64nvme': 'AAAAAAAAAAA=' }, 400, 'BadDigest'],
    ['a wrong MD5', { 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' }, 400, 'BadDigest'],
    ['no MD5 at all', { 'content-md5': 'AAAA' }, 400, 'InvalidDigest'],
    ['a wrong signed digest', { 'x-amz-content-sha256': '0'.repeat(64) }, 400, 'XAmzContentSHA256Mismatch'],
    ['two checksums', { 'x-amz-checksum-crc32': 'a', 'x-amz-checksum-sha1': 'b' }, 400, 'InvalidRequest'],
    ['one that is not computed here', { 'x-amz-checksum-xxhash3': 'AAAA' }, 501, 'NotImplemented'],
  ])('stated with a put are verified: %s', async (name, headers, status, code) => {
    const answer = await send('PUT', `/wire/${encodeURIComponent(name)}`, headers, 'body');
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(code);
    expect(cloud.s3.read('wire', name) !== undefined).toBe(status === 200);
  });

  it('in a trailer are verified', async () => {
    const sent = {
      'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      'content-encoding': 'aws-chunked',
      'x-amz-trailer': 'x-amz-checksum-crc32',
    };
    const answer = await send(
      'PUT',
      '/wire/trailer',
      sent,
      chunked('body', 9, 'x-amz-checksum-crc32:AAAAAA==\r\n'),
    );
    expect(answer.body).toContain('<Code>BadDigest</Code>');
  });
});

describe('what is not spoken', () => {
  it('gives no MD5 behind the body to a client that would take one, as the SDK for Java does', async () => {
    await send('PUT', '/wire/k', {}, 'text');
    const { status, body, headers } = await send('GET', '/wire/k', { 'x-amz-te': 'append-md5' });
    expect(status).toBe(200);
    expect(body).toBe('text');
    expect(headers).not.toHaveProperty('x-amz-transfer-encoding');
  });

  it.each([
    ['GET', '/wire?acl', 'GetBucketAcl'],
    ['PUT', '/wire?lifecycle', 'PutBucketLifecycle'],
    ['DELETE', '/wire', 'DeleteBucket'],
    ['GET', '/wire/k?acl', 'GetObjectAcl'],
    ['PUT', '/wire/k?legal-hold', 'PutObjectLegalHold'],
    ['POST', '/wire/k?restore', 'PostObjectRestore'],
    ['GET', '/wire/k?partNumber=1', 'the parameter partNumber of GetObject'],
    ['GET', '/wire?list-type=2&colour=red', 'the parameter colour of ListObjectsV2'],
  ])('%s %s is refused by its name', async (method, path, name) => {
    const { status, body } = await send(method, path);
    expect(status).toBe(501);
    expect(body).toContain(`<Code>NotImplemented</Code><Message>s3 does not speak ${name} here</Message>`);
  });

  it.each([
    ['x-amz-website-redirect-location', '/', 'the header x-amz-website-redirect-location of PutObject'],
    [
      'x-amz-server-side-encryption-customer-key',
      'k',
      'the header x-amz-server-side-encryption-customer-key',
    ],
    ['x-amz-storage-class', 'GLACIER', 'the storage class GLACIER'],
    ['x-amz-acl', 'public-read', 'the ACL public-read'],
    ['if-none-match', '"etag"', 'If-None-Match other than *'],
  ])('the header %s: %s is refused by its name', async (header, value, name) => {
    const { status, body } = await send('PUT', '/wire/refused', { [header]: value }, 'x');
    expect(status).toBe(501);
    expect(body).toContain(name);
    expect(cloud.s3.read('wire', 'refused')).toBeUndefined();
  });

  it('an account other than the local one is denied', async () => {
    const { status } = await send('GET', '/wire?list-type=2', {
      'x-amz-expected-bucket-owner': '123456789012',
    });
    expect(status).toBe(403);
  });
});

describe('addresses', () => {
  it('that are presigned work, whichever the signature', async () => {
    const presigned =
      'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a%2F20260101%2Feu-west-1%2Fs3%2Faws4_request';
    const put = await send(
      'PUT',
      `/wire/signed?${presigned}&X-Amz-Signature=0&x-amz-meta-a=b&x-id=PutObject`,
      {},
      'x',
    );
    expect(put.status).toBe(200);
    const old = await send('GET', '/wire/signed?AWSAccessKeyId=a&Signature=b&Expires=1');
    expect(old.headers['x-amz-meta-a']).toBe('b');
    const named = await send('GET', `/wire/signed?${presigned}&response-content-disposition=attachment`);
    expect(named.headers['content-disposition']).toBe('attachment');
  });

  it('that are not UTF-8 are refused', async () => {
    expect((await send('PUT', '/wire/%ff', {}, 'x')).body).toContain('<Code>InvalidURI</Code>');
  });

  it('answered to HEAD have headers and no body, also when refused', async () => {
    await cloud.s3.put('wire', 'head', 'four');
    const found = await send('HEAD', '/wire/head');
    expect(found).toMatchObject({ status: 200, body: '', headers: { 'content-length': '4' } });
    const missing = await send('HEAD', '/wire/none');
    expect(missing).toMatchObject({ status: 404, body: '' });
  });

  it('of malformed XML are refused', async () => {
    for (const body of [
      '',
      '<Delete>',
      '<!DOCTYPE d [<!ENTITY e "x">]><Delete><Object><Key>&e;</Key></Object></Delete>',
    ]) {
      expect((await send('POST', '/wire?delete', {}, body)).body).toContain('<Code>MalformedXML</Code>');
    }
  });
});

async function* arriving(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield piece;
}
