import { S3Error } from './s3-error.ts';

/** First and last byte, both included. */
export type ByteRange = { readonly start: number; readonly end: number };

/**
 * Reads a `Range` header for an object of `size` bytes. Undefined when there is none, or one that S3 passes over too
 * (several ranges, another unit). Throws InvalidRange (416) when it lies behind the end.
 */
export function readRange(header: string | undefined, size: number): ByteRange | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (match === null) return undefined;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return undefined;
  const range =
    first === ''
      ? { start: Math.max(0, size - Number(last)), end: size - 1 }
      : { start: Number(first), end: Math.min(size - 1, last === '' ? size - 1 : Number(last)) };
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  if (range.start >= size || (first === '' && Number(last) === 0)) {
    throw new S3Error('InvalidRange', 'The requested range is not satisfiable', 416, {
      'content-range': `bytes */${size}`,
    });
  }
  return range;
}
