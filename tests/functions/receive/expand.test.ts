import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { expand } from '#receive/expand.ts';
import { inBlocks } from './memory.ts';

const limits = { expansionRatio: 50, expansionFloorBytes: 1000, expandedBytes: 1_000_000 };

async function expanded(bytes: Uint8Array, blockBytes = 5): Promise<Buffer> {
  const blocks: Uint8Array[] = [];
  for await (const block of expand(inBlocks(bytes, blockBytes), limits)) blocks.push(block);
  return Buffer.concat(blocks);
}

/** The last eight bytes are the checksum and the length. */
const withWrongSum = (packed: Buffer): Buffer => {
  packed.writeUInt32LE(1, packed.length - 8);
  return packed;
};

describe('expand', () => {
  const text = Buffer.from('BSN;Naam\n1;a\n'.repeat(20));

  it.each([
    ['plain text', text, text],
    ['gzip', gzipSync(text), text],
    [
      'two gzip members, one behind the other',
      Buffer.concat([gzipSync(text), gzipSync(text)]),
      Buffer.concat([text, text]),
    ],
    ['nothing', Buffer.alloc(0), Buffer.alloc(0)],
    ['one byte', Buffer.from('a'), Buffer.from('a')],
  ])('gives %s', async (_what, bytes, out) => {
    expect((await expanded(bytes)).equals(out)).toBe(true);
  });

  it.each([
    ['gzip that is cut off', gzipSync(randomBytes(4000)).subarray(0, 2000), 'gzip_truncated'],
    ['gzip that is damaged', withWrongSum(gzipSync(text)), 'gzip_damaged'],
    ['a bomb', gzipSync(Buffer.alloc(900_000)), 'expansion_too_large'],
    ['too much', randomBytes(1_000_001), 'file_too_large'],
  ])('refuses %s', async (_what, bytes, code) => {
    await expect(expanded(bytes, 1000)).rejects.toMatchObject({ name: 'Refusal', code });
  });

  it('takes a small file that packs well', async () => {
    expect(await expanded(gzipSync(Buffer.alloc(900)))).toHaveLength(900);
  });

  it('passes on the failure of what it reads', async () => {
    const failing = async function* (): AsyncGenerator<Uint8Array> {
      yield gzipSync(text).subarray(0, 20);
      throw new Error('the connection broke');
    };
    const reading = async () => {
      for await (const block of expand(failing(), limits)) expect(block.length).toBeGreaterThan(0);
    };
    await expect(reading()).rejects.toThrow('the connection broke');
  });
});
