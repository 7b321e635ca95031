import { Readable } from 'node:stream';
import type { ServiceResponse } from '../../service.ts';
import type { S3Context } from '../context.ts';
import type { Call } from '../wire/call.ts';
import { checkReadConditions } from '../wire/conditions.ts';
import { checksumHeaders, objectHeaders } from '../wire/object-headers.ts';
import { readRange } from '../wire/range.ts';
import { findObject } from './find-object.ts';
import type { Operation } from './operation.ts';

/** Response headers that a reader (or a presigned address) may replace. */
const OVERRIDES = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];

const READ = {
  query: ['versionId', ...OVERRIDES.map((name) => `response-${name}`)],
  headers: ['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since', 'if-range'],
} as const;

export const getObject: Operation = { name: 'GetObject', on: 'GET object', ...READ, run: readObject };
export const headObject: Operation = { name: 'HeadObject', on: 'HEAD object', ...READ, run: readObject };

function readObject(s3: S3Context, call: Call): ServiceResponse {
  const object = findObject(s3, call.bucket, call.key, call.query.get('versionId'));
  checkReadConditions(call.headers, object);
  const headers = objectHeaders(object);
  for (const name of OVERRIDES) {
    const value = call.query.get(`response-${name}`);
    if (value !== undefined) headers[name] = value;
  }
  const ifRange = call.headers['if-range'];
  const wanted = ifRange === undefined || ifRange === `"${object.etag}"` ? call.headers['range'] : undefined;
  const range = readRange(wanted, object.size);
  const { start, end } = range ?? { start: 0, end: object.size - 1 };
  headers['content-length'] = String(end - start + 1);
  if (range !== undefined) headers['content-range'] = `bytes ${start}-${end}/${object.size}`;
  // The stored checksum is that of all bytes: clients would compare a part with it.
  else if (call.headers['x-amz-checksum-mode'] === 'ENABLED') Object.assign(headers, checksumHeaders(object));
  const status = range === undefined ? 200 : 206;
  if (call.method === 'HEAD') return { status, headers, body: undefined };
  const body = object.size === 0 ? Readable.from([]) : s3.blobs.read(object.blob, start, end);
  return { status, headers, body };
}
