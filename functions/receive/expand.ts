import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { headOf } from './peek.ts';
import { Refusal } from './refusal.ts';

/** Bytes; the ratio is expanded over packed, and counts from the floor on. */
export type ExpandLimits = {
  readonly expansionRatio: number;
  readonly expansionFloorBytes: number;
  readonly expandedBytes: number;
};

/**
 * The file's bytes, decompressed where its first bytes say gzip (RFC 1952), whatever its name. Throws a Refusal for
 * a damaged or truncated file, and for what grows beyond the limits (R46).
 */
export async function* expand(
  source: AsyncIterable<Uint8Array>,
  limits: ExpandLimits,
): AsyncGenerator<Uint8Array> {
  const blocks = source[Symbol.asyncIterator]();
  const first = await headOf(blocks);
  const taken = { bytes: 0 };
  const all = counted(first, blocks, taken);
  let expanded = 0;
  for await (const block of isGzip(first) ? gunzip(all) : all) {
    expanded += block.length;
    if (expanded > limits.expandedBytes)
      throw new Refusal(
        'file_too_large',
        'the file is larger than is taken in; split it and deliver the parts',
      );
    if (expanded > limits.expansionFloorBytes && expanded > taken.bytes * limits.expansionRatio)
      throw new Refusal(
        'expansion_too_large',
        'the packed file grows more than is allowed when unpacked; deliver it unpacked',
      );
    yield block;
  }
}

async function* counted(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
  taken: { bytes: number },
): AsyncGenerator<Uint8Array> {
  taken.bytes += first.length;
  yield first;
  try {
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
      taken.bytes += next.value.length;
      yield next.value;
    }
  } finally {
    await rest.return?.();
  }
}

async function* gunzip(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const input = Readable.from(packed);
  const output = createGunzip();
  input.on('error', (error) => output.destroy(error));
  try {
    const blocks: AsyncIterable<Uint8Array> = input.pipe(output);
    yield* blocks;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'Z_BUF_ERROR')
      throw new Refusal('gzip_truncated', 'the packed file is cut off; deliver it again, whole', {
        cause: error,
      });
    if (typeof code === 'string' && code.startsWith('Z_'))
      throw new Refusal('gzip_damaged', 'the packed file is damaged; pack it again and deliver again', {
        cause: error,
      });
    throw error;
  } finally {
    input.destroy();
    output.destroy();
  }
}

const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;
