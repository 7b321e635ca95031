import type { Call } from '../wire/call.ts';
import { S3Error } from '../wire/s3-error.ts';

/** Reads how many lines a page may have: at most, and by default, `most`. */
export function readLimit(call: Call, name: string, most = 1000): number {
  const value = call.query.get(name);
  if (value === undefined || value === '') return most;
  if (!/^\d{1,9}$/.test(value))
    throw new S3Error('InvalidArgument', `Argument ${name} must be a whole number`, 400);
  return Math.min(Number(value), most);
}

/** How keys are written in a listing: XML has no way to write some characters, so clients ask for percent-encoding. */
export function readEncoding(call: Call): { name: string | undefined; encode: (key: string) => string } {
  const name = call.query.get('encoding-type');
  if (name === undefined) return { name, encode: (key) => key };
  if (name !== 'url')
    throw new S3Error('InvalidArgument', 'Invalid Encoding Method specified in Request', 400);
  return { name, encode: (key) => encodeURIComponent(key).replaceAll('%2F', '/') };
}
