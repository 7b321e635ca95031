import { ServiceError } from '../../service.ts';

/** Longest line between chunks: a size with a signature, or a trailer. */
const LINE_LIMIT = 16 * 1024;

/**
 * Decodes the content encoding `aws-chunked`: `<hex size>[;chunk-signature=…]\r\n<bytes>\r\n`, repeated, closed by
 * a chunk of size 0 and by trailer lines, which land in `trailers` (names in lower case). Signatures are not verified.
 * Throws IncompleteBody when the body ends early. Source: Amazon S3 API reference, "Signature calculations for the
 * Authorization header: transferring payload in multiple chunks".
 */
export async function* decodeAwsChunked(
  body: AsyncIterable<Uint8Array>,
  trailers: Record<string, string>,
): AsyncGenerator<Uint8Array> {
  const source = new ByteSource(body);
  for (;;) {
    const header = await source.line();
    const size = /^[0-9a-f]{1,12}(;|$)/i.test(header ?? '') ? Number.parseInt(header ?? '', 16) : undefined;
    if (size === undefined) throw incomplete('a chunk without a size');
    if (size === 0) break;
    yield* source.take(size);
    if ((await source.line()) !== '') throw incomplete('a chunk longer than its size');
  }
  for (let line = await source.line(); line !== undefined && line !== ''; line = await source.line()) {
    const colon = line.indexOf(':');
    if (colon < 0) throw incomplete('a trailer without a name');
    trailers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  await source.drain();
}

function incomplete(what: string): ServiceError {
  return new ServiceError('IncompleteBody', `the aws-chunked body is broken: ${what}`);
}

class ByteSource {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #pending: Buffer = Buffer.alloc(0);

  constructor(body: AsyncIterable<Uint8Array>) {
    this.#chunks = body[Symbol.asyncIterator]();
  }

  /** The next line without its end, or undefined at the end of the body. */
  async line(): Promise<string | undefined> {
    for (;;) {
      const end = this.#pending.indexOf('\n');
      if (end >= 0) {
        const line = this.#pending.subarray(0, end).toString('latin1').replace(/\r$/, '');
        this.#pending = this.#pending.subarray(end + 1);
        return line;
      }
      if (this.#pending.length > LINE_LIMIT) throw incomplete('a line without an end');
      const more = await this.#next();
      if (more === undefined) return this.#pending.length === 0 ? undefined : this.#rest();
      this.#pending = this.#pending.length === 0 ? more : Buffer.concat([this.#pending, more]);
    }
  }

  /** The next `size` bytes, in the pieces in which they arrive: nothing is copied or gathered. */
  async *take(size: number): AsyncGenerator<Uint8Array> {
    let left = size;
    while (left > 0) {
      if (this.#pending.length === 0) {
        const more = await this.#next();
        if (more === undefined) throw incomplete(`${left} bytes of a chunk are missing`);
        this.#pending = more;
      }
      const piece = this.#pending.subarray(0, left);
      this.#pending = this.#pending.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  /** Reads to the end, so that nothing is left before the connection's next request. */
  async drain(): Promise<void> {
    while ((await this.#next()) !== undefined);
  }

  #rest(): string {
    const line = this.#pending.toString('latin1');
    this.#pending = Buffer.alloc(0);
    return line;
  }

  async #next(): Promise<Buffer | undefined> {
    const { done, value } = await this.#chunks.next();
    return done ? undefined : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  }
}
