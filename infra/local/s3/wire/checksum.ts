import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import * as z from 'zod';
import { ServiceError } from '../../service.ts';
import { crc32c, crc64nvme } from './crc.ts';

/** What S3 knows beside the ETag; XXHASH is refused, because neither Node nor the installed clients compute it. */
export const ChecksumAlgorithm = z.enum(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256', 'SHA512', 'MD5']);
export type ChecksumAlgorithm = z.infer<typeof ChecksumAlgorithm>;

/** `value` is base64; a composite one (of a multipart upload) covers the parts' checksums and ends in `-<parts>`. */
export const Checksum = z.object({
  algorithm: ChecksumAlgorithm,
  value: z.string(),
  type: z.enum(['FULL_OBJECT', 'COMPOSITE']),
});
export type Checksum = z.infer<typeof Checksum>;

export type RunningChecksum = {
  readonly update: (chunk: Uint8Array) => void;
  readonly base64: () => string;
};

export function runningChecksum(algorithm: ChecksumAlgorithm): RunningChecksum {
  switch (algorithm) {
    case 'CRC32':
      return runningCrc32();
    case 'CRC32C':
    case 'CRC64NVME': {
      const crc = algorithm === 'CRC32C' ? crc32c() : crc64nvme();
      return { update: crc.update, base64: () => crc.bytes().toString('base64') };
    }
    default: {
      const hash = createHash(algorithm.toLowerCase());
      return { update: (chunk) => void hash.update(chunk), base64: () => hash.digest('base64') };
    }
  }
}

function runningCrc32(): RunningChecksum {
  let crc = 0;
  return {
    update(chunk) {
      crc = crc32(chunk, crc);
    },
    base64() {
      const out = Buffer.alloc(4);
      out.writeUInt32BE(crc);
      return out.toString('base64');
    },
  };
}

/** Reads an algorithm's name as headers carry it, in either case. Refuses one that is not computed here. */
export function readAlgorithm(name: string): ChecksumAlgorithm {
  const parsed = ChecksumAlgorithm.safeParse(name.toUpperCase());
  if (parsed.success) return parsed.data;
  throw new ServiceError('NotImplemented', `s3 does not compute the checksum ${name} here`, 501);
}

export const checksumHeader = (algorithm: ChecksumAlgorithm): string =>
  `x-amz-checksum-${algorithm.toLowerCase()}`;

/** The element that carries a checksum in XML: `ChecksumCRC32`, `ChecksumSHA256`, … */
export const checksumElement = (algorithm: ChecksumAlgorithm): string => `Checksum${algorithm}`;

const NOT_A_VALUE = new Set(['x-amz-checksum-algorithm', 'x-amz-checksum-type', 'x-amz-checksum-mode']);

/** The one checksum that a request's headers (or trailers) state, if any. */
export function statedChecksum(
  headers: Readonly<Record<string, string>>,
): { algorithm: ChecksumAlgorithm; value: string } | undefined {
  const stated = Object.entries(headers).filter(
    ([name]) => name.startsWith('x-amz-checksum-') && !NOT_A_VALUE.has(name),
  );
  if (stated.length > 1) {
    throw new ServiceError('InvalidRequest', 'a request may state a single x-amz-checksum- header');
  }
  const [name, value] = stated[0] ?? [];
  if (name === undefined || value === undefined) return undefined;
  return { algorithm: readAlgorithm(name.slice('x-amz-checksum-'.length)), value };
}
