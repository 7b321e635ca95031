import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cloud, openCloud } from './cloud.ts';

let cloud: Cloud;
beforeAll(async () => {
  cloud = await openCloud();
  cloud.s3.createBucket({ name: 'large', versioned: false, eventBridge: false });
});
afterAll(() => cloud.close());

const PIECE = Buffer.alloc(1024 * 1024, 'verband ');
const PIECES = 256;

describe('large objects', () => {
  it('pass through in constant memory, there and back', async () => {
    let peakBytes = 0;
    const held = (): number => process.memoryUsage().arrayBuffers;
    const before = held();
    const watch = setInterval(() => (peakBytes = Math.max(peakBytes, held() - before)), 5);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const outgoing = request(`${cloud.url}/large/object`, {
        method: 'PUT',
        headers: { 'content-length': PIECE.length * PIECES, expect: '100-continue' },
      });
      outgoing.on('error', reject).on('response', (answer) => resolve(answer.resume().statusCode));
      outgoing.on('continue', () => void pipeline(Readable.from(pieces()), outgoing).catch(reject));
    });
    expect(status).toBe(200);
    const received = createHash('md5');
    await new Promise<void>((resolve, reject) => {
      request(`${cloud.url}/large/object`, (answer) => {
        answer.on('data', (piece: Uint8Array) => void received.update(piece));
        answer.on('end', resolve).on('error', reject);
      }).end();
    });
    clearInterval(watch);
    const sent = createHash('md5');
    for (const piece of pieces()) sent.update(piece);
    const md5 = sent.digest('hex');
    expect(received.digest('hex')).toBe(md5);
    expect(cloud.s3.read('large', 'object')).toMatchObject({ size: PIECE.length * PIECES, etag: md5 });
    expect(peakBytes).toBeGreaterThan(0);
    // What waits for the collector counts too; an object held whole would take twice this.
    expect(peakBytes).toBeLessThan((PIECE.length * PIECES) / 2);
  }, 60_000);

  it('that break off half-way leave nothing', async () => {
    const before = cloud.blobs();
    await new Promise<void>((resolve) => {
      const outgoing = request(`${cloud.url}/large/broken`, {
        method: 'PUT',
        headers: { 'content-length': 10_000_000 },
      });
      outgoing.on('error', () => resolve());
      outgoing.write(PIECE, () => setTimeout(() => outgoing.destroy(), 50));
    });
    await expect.poll(() => cloud.blobs()).toBe(before);
    expect(cloud.s3.read('large', 'broken')).toBeUndefined();
  });

  it('of more than 5 GiB are refused before they are sent', async () => {
    const answer = await new Promise<number | undefined>((resolve, reject) => {
      const outgoing = request(`${cloud.url}/large/huge`, {
        method: 'PUT',
        headers: { 'content-length': 5 * 1024 ** 3 + 1 },
      });
      outgoing.on('error', reject).on('response', (incoming) => {
        resolve(incoming.statusCode);
        outgoing.destroy();
      });
      outgoing.flushHeaders();
    });
    expect(answer).toBe(400);
  });
});

function* pieces(): Generator<Uint8Array> {
  for (let index = 0; index < PIECES; index++) yield PIECE;
}
