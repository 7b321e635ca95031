import { PLACE } from '../../service.ts';
import type { Call } from '../wire/call.ts';
import { notImplemented, S3Error } from '../wire/s3-error.ts';
import type { Operation } from './operation.ts';

/**
 * Parameters of presigned addresses (signatures are not verified; the CLI still makes the older kind for endpoints
 * other than AWS's) and the SDK's own note of the operation.
 */
const QUERY_ALWAYS = new Set([
  'x-id',
  'AWSAccessKeyId',
  'Expires',
  'Signature',
  'X-Amz-Algorithm',
  'X-Amz-Content-Sha256',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-Security-Token',
  'X-Amz-Signature',
  'X-Amz-SignedHeaders',
]);

/** Headers of signing and transfer, which any request may carry. */
const HEADERS_ALWAYS = [
  'x-amz-checksum-*',
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-decoded-content-length',
  'x-amz-expected-bucket-owner',
  'x-amz-request-payer',
  'x-amz-sdk-checksum-algorithm',
  'x-amz-security-token',
  // The SDK for Java would take an MD5 behind the body; who gets none checks none.
  'x-amz-te',
  'x-amz-trailer',
  'x-amz-user-agent',
];

/**
 * Which operation a call asks for: the first of the table whose place, marker and header fit. Throws NotImplemented,
 * naming the operation, the parameter or the header that is not honoured.
 */
export function selectOperation(table: readonly Operation[], call: Call): Operation {
  const level = call.bucket === '' ? 'service' : call.key === '' ? 'bucket' : 'object';
  const fitting = table.find(
    (operation) =>
      operation.on === `${call.method} ${level}` &&
      (operation.marker === undefined || call.query.has(operation.marker)) &&
      (operation.header === undefined || call.headers[operation.header] !== undefined),
  );
  const known = new Set([fitting?.marker, ...(fitting?.query ?? [])]);
  const strange = [...call.query.keys()].find((name) => !QUERY_ALWAYS.has(name) && !known.has(name));
  if (fitting === undefined || (strange !== undefined && call.query.get(strange) === '')) {
    throw notImplemented(operationName(call.method, level, strange));
  }
  if (strange !== undefined) throw notImplemented(`the parameter ${strange} of ${fitting.name}`);
  const header = Object.keys(call.headers).find(
    (name) =>
      /^(x-amz-|if-)/.test(name) && !allows(HEADERS_ALWAYS, name) && !allows(headersOf(fitting), name),
  );
  if (header !== undefined) throw notImplemented(`the header ${header} of ${fitting.name}`);
  const owner = call.headers['x-amz-expected-bucket-owner'];
  if (owner !== undefined && owner !== PLACE.account) throw new S3Error('AccessDenied', 'Access Denied', 403);
  return fitting;
}

function headersOf(operation: Operation): readonly string[] {
  return operation.header === undefined
    ? (operation.headers ?? [])
    : [operation.header, ...(operation.headers ?? [])];
}

function allows(names: readonly string[], header: string): boolean {
  return names.some((name) => (name.endsWith('*') ? header.startsWith(name.slice(0, -1)) : name === header));
}

/** As AWS builds its names: `PUT /bucket?lifecycle` is PutBucketLifecycle. */
function operationName(method: string, level: string, marker: string | undefined): string {
  const place = level === 'service' ? '' : title(level);
  const words = (marker ?? '').split(/[-_]/).map(title).join('');
  return `${title(method.toLowerCase())}${place}${words}`;
}

function title(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
