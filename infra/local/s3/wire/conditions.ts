import type { ObjectVersion } from '../data/versions.ts';
import type { Precondition } from '../data/write.ts';
import { notImplemented, preconditionFailed, S3Error } from './s3-error.ts';

type Headers = Readonly<Record<string, string>>;

/** What a writer demands of the present object: `If-None-Match: *` (there is none), `If-Match` (it has this ETag). */
export function writeCondition(headers: Headers): Precondition {
  const none = headers['if-none-match'];
  const match = headers['if-match'];
  if (none !== undefined && none.trim() !== '*')
    throw notImplemented('If-None-Match other than * for a write');
  return (current) => {
    if (none !== undefined && current !== undefined) throw preconditionFailed('If-None-Match');
    if (match === undefined) return;
    if (current === undefined) throw new S3Error('NoSuchKey', 'The specified key does not exist.', 404);
    if (!matches(match, current.etag)) throw preconditionFailed('If-Match');
  };
}

/**
 * What a reader demands of an object; RFC 9110, section 13.2.2 gives the order. Throws PreconditionFailed (412), or
 * NotModified (304). With `prefix` `x-amz-copy-source-`, the demands on a copy's source, which know no 304.
 */
export function checkReadConditions(headers: Headers, object: ObjectVersion, prefix = ''): void {
  const match = headers[`${prefix}if-match`];
  const none = headers[`${prefix}if-none-match`];
  const since = readDate(headers[`${prefix}if-modified-since`]);
  const unmodified = readDate(headers[`${prefix}if-unmodified-since`]);
  // HTTP dates have whole seconds.
  const modified = Math.floor(object.modifiedAt.getTime() / 1000) * 1000;
  if (match !== undefined) {
    if (!matches(match, object.etag)) throw preconditionFailed('If-Match');
  } else if (unmodified !== undefined && modified > unmodified)
    throw preconditionFailed('If-Unmodified-Since');
  const stale = none === undefined ? since !== undefined && modified <= since : matches(none, object.etag);
  if (!stale) return;
  if (prefix !== '') throw preconditionFailed(none === undefined ? 'If-Modified-Since' : 'If-None-Match');
  throw new S3Error('NotModified', 'Not Modified', 304, {
    etag: `"${object.etag}"`,
    'last-modified': object.modifiedAt.toUTCString(),
  });
}

/** Whether a header's list of ETags names this one; clients send them with quotes or without. */
function matches(header: string, etag: string): boolean {
  const names = header.split(',').map((name) => name.trim().replace(/^W\//, '').replaceAll('"', ''));
  return names.includes('*') || names.includes(etag);
}

function readDate(text: string | undefined): number | undefined {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
