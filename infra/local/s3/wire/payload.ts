import { createHash, type Hash } from 'node:crypto';
import { ServiceError } from '../../service.ts';
import { decodeAwsChunked } from './aws-chunked.ts';
import { type ChecksumAlgorithm, runningChecksum, statedChecksum } from './checksum.ts';

/** Largest body of one PUT, as on AWS; larger objects come as multipart uploads. */
const PUT_LIMIT_BYTES = 5 * 1024 ** 3;

/** Largest XML body: CompleteMultipartUpload with 10,000 parts stays below it. */
const XML_LIMIT_BYTES = 8 * 1024 * 1024;

export type Sent = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array>;
};

/** What came in: `md5` in hex; `checksum` in base64, of the algorithm that was stated or asked for. */
export type Payload = {
  readonly size: number;
  readonly md5: string;
  readonly checksum: { algorithm: ChecksumAlgorithm; value: string } | undefined;
};

/**
 * Streams a request's body into `sink`, piece by piece, and verifies everything that the client stated about it:
 * decoded length, Content-MD5, SHA-256 of the signature, checksum in header or trailer. Throws BadDigest,
 * InvalidDigest, IncompleteBody, XAmzContentSHA256Mismatch or EntityTooLarge; the caller drops what the sink took.
 */
export async function receive(
  sent: Sent,
  sink: (piece: Uint8Array) => Promise<void> | void,
  wanted?: ChecksumAlgorithm,
): Promise<Payload> {
  const { headers } = sent;
  const chunked =
    (headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-') ||
    (headers['content-encoding'] ?? '').split(',').some((encoding) => encoding.trim() === 'aws-chunked');
  const expected = expectedSize(headers, chunked);
  if (expected !== undefined && expected > PUT_LIMIT_BYTES) throw tooLarge(PUT_LIMIT_BYTES);
  const stated = statedChecksum(headers);
  const algorithm = stated?.algorithm ?? trailerAlgorithm(headers) ?? wanted;
  const running = algorithm === undefined ? undefined : runningChecksum(algorithm);
  const sha256 = /^[0-9a-f]{64}$/.test(headers['x-amz-content-sha256'] ?? '')
    ? createHash('sha256')
    : undefined;
  const md5 = createHash('md5');
  const trailers: Record<string, string> = {};
  let size = 0;
  for await (const piece of chunked ? decodeAwsChunked(sent.body, trailers) : sent.body) {
    size += piece.byteLength;
    if (size > PUT_LIMIT_BYTES) throw tooLarge(PUT_LIMIT_BYTES);
    md5.update(piece);
    running?.update(piece);
    sha256?.update(piece);
    await sink(piece);
  }
  if (expected !== undefined && expected !== size) {
    throw new ServiceError('IncompleteBody', `the body has ${size} bytes instead of ${expected}`);
  }
  const md5Digest = md5.digest();
  verifyMd5(headers['content-md5'], md5Digest);
  verifySha256(headers['x-amz-content-sha256'], sha256);
  if (algorithm === undefined || running === undefined) {
    return { size, md5: md5Digest.toString('hex'), checksum: undefined };
  }
  const value = running.base64();
  const claimed = stated?.value ?? statedChecksum(trailers)?.value;
  if (claimed !== undefined && claimed !== value) {
    throw new ServiceError(
      'BadDigest',
      `The ${algorithm} you specified did not match the calculated checksum.`,
    );
  }
  return { size, md5: md5Digest.toString('hex'), checksum: { algorithm, value } };
}

/** Reads a small (XML) body whole, with the same checks. */
export async function receiveText(sent: Sent): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  await receive(sent, (piece) => {
    size += piece.byteLength;
    if (size > XML_LIMIT_BYTES) throw tooLarge(XML_LIMIT_BYTES);
    pieces.push(piece);
  });
  return Buffer.concat(pieces).toString('utf8');
}

function expectedSize(headers: Readonly<Record<string, string>>, chunked: boolean): number | undefined {
  const text = chunked ? headers['x-amz-decoded-content-length'] : headers['content-length'];
  if (text === undefined) return undefined;
  const size = Number(text);
  if (!Number.isSafeInteger(size) || size < 0) {
    throw new ServiceError('InvalidArgument', `"${text}" is no length of a body`);
  }
  return size;
}

function trailerAlgorithm(headers: Readonly<Record<string, string>>): ChecksumAlgorithm | undefined {
  const names = (headers['x-amz-trailer'] ?? '').split(',').map((name) => name.trim().toLowerCase());
  return statedChecksum(Object.fromEntries(names.map((name) => [name, ''])))?.algorithm;
}

function verifyMd5(stated: string | undefined, digest: Buffer): void {
  if (stated === undefined) return;
  const bytes = Buffer.from(stated, 'base64');
  if (bytes.length !== 16)
    throw new ServiceError('InvalidDigest', 'The Content-MD5 you specified is not valid.');
  if (!bytes.equals(digest)) {
    throw new ServiceError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
}

function verifySha256(stated: string | undefined, running: Hash | undefined): void {
  if (running === undefined || running.digest('hex') === stated) return;
  throw new ServiceError(
    'XAmzContentSHA256Mismatch',
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
  );
}

function tooLarge(limitBytes: number): ServiceError {
  return new ServiceError('EntityTooLarge', `the body is larger than ${limitBytes} bytes`);
}
