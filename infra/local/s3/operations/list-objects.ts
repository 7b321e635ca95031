import { PLACE, type ServiceResponse } from '../../service.ts';
import type { S3Context } from '../context.ts';
import { keySuccessor } from '../data/keys.ts';
import { commonPrefix, type Listed, page, rollUp } from '../data/listing.ts';
import type { ObjectVersion } from '../data/versions.ts';
import type { Call } from '../wire/call.ts';
import { S3Error } from '../wire/s3-error.ts';
import { element, text, xmlResponse } from '../wire/xml.ts';
import type { Operation } from './operation.ts';
import { readEncoding, readLimit } from './page-parameters.ts';

const COMMON = ['prefix', 'delimiter', 'max-keys', 'encoding-type'];

export const listObjectsV2: Operation = {
  name: 'ListObjectsV2',
  on: 'GET bucket',
  marker: 'list-type',
  query: [...COMMON, 'continuation-token', 'start-after', 'fetch-owner'],
  run(s3, call) {
    if (call.query.get('list-type') !== '2') throw new S3Error('InvalidArgument', 'list-type must be 2', 400);
    const token = call.query.get('continuation-token');
    const startAfter = call.query.get('start-after');
    const owner = call.query.get('fetch-owner') === 'true';
    const listed = list(s3, call, token === undefined ? startAfter : readToken(token), owner);
    return listed.respond([
      text('KeyCount', listed.count),
      text('ContinuationToken', token),
      text('StartAfter', startAfter === undefined ? undefined : listed.encode(startAfter)),
      text('NextContinuationToken', listed.last === undefined ? undefined : writeToken(listed.last)),
    ]);
  },
};

export const listObjects: Operation = {
  name: 'ListObjects',
  on: 'GET bucket',
  query: [...COMMON, 'marker'],
  run(s3, call) {
    const marker = call.query.get('marker');
    const listed = list(s3, call, marker, true);
    // Without a delimiter the client goes on from the last key itself.
    const next = (call.query.get('delimiter') ?? '') === '' ? undefined : listed.last;
    return listed.respond([
      text('Marker', listed.encode(marker ?? '')),
      text('NextMarker', next === undefined ? undefined : listed.encode(next)),
    ]);
  },
};

type Listing = {
  readonly count: number;
  /** The last key or common prefix shown, when more follows. */
  readonly last: string | undefined;
  readonly encode: (key: string) => string;
  respond(extra: readonly string[]): ServiceResponse;
};

function list(s3: S3Context, call: Call, after: string | undefined, owner: boolean): Listing {
  const { name: bucket } = s3.buckets.get(call.bucket);
  const prefix = call.query.get('prefix') ?? '';
  const delimiter = call.query.get('delimiter') ?? '';
  const limit = readLimit(call, 'max-keys');
  const { name: encoding, encode } = readEncoding(call);
  const { lines, truncated } = page(liveLines(s3, bucket, prefix, delimiter, after ?? ''), limit);
  const last = lines.at(-1);
  return {
    count: lines.length,
    last: truncated && last !== undefined ? nameOf(last) : undefined,
    encode,
    respond: (extra) =>
      xmlResponse('ListBucketResult', [
        text('Name', bucket),
        text('Prefix', encode(prefix)),
        text('Delimiter', delimiter === '' ? undefined : encode(delimiter)),
        text('MaxKeys', limit),
        text('EncodingType', encoding),
        text('IsTruncated', truncated),
        ...extra,
        ...lines.map((line) =>
          'group' in line
            ? element('CommonPrefixes', text('Prefix', encode(line.group)))
            : contents(line.row, encode, owner),
        ),
      ]),
  };
}

function* liveLines(
  s3: S3Context,
  bucket: string,
  prefix: string,
  delimiter: string,
  after: string,
): Generator<Listed<ObjectVersion>> {
  const before = keySuccessor(prefix);
  const from = (key: string): Iterable<ObjectVersion> => s3.versions.live(bucket, key, before);
  // A listing that stopped at a common prefix goes on behind all that is under it.
  const passed = after.startsWith(prefix) && commonPrefix(after, prefix, delimiter) === after;
  const start = passed ? keySuccessor(after) : after;
  if (start === undefined) return;
  const first = Buffer.compare(Buffer.from(start), Buffer.from(prefix)) < 0 ? prefix : start;
  for (const line of rollUp(from(first), from, prefix, delimiter)) {
    if ('group' in line || line.row.key !== after) yield line;
  }
}

function nameOf(line: Listed<ObjectVersion>): string {
  return 'group' in line ? line.group : line.row.key;
}

function contents(object: ObjectVersion, encode: (key: string) => string, owner: boolean): string {
  const { checksum } = object.facts;
  return element(
    'Contents',
    text('Key', encode(object.key)),
    text('LastModified', object.modifiedAt.toISOString()),
    text('ETag', `"${object.etag}"`),
    text('ChecksumAlgorithm', checksum?.algorithm),
    text('ChecksumType', checksum?.type),
    text('Size', object.size),
    text('StorageClass', 'STANDARD'),
    owner ? element('Owner', text('ID', PLACE.account)) : '',
  );
}

const writeToken = (key: string): string => Buffer.from(key).toString('base64url');
const readToken = (token: string): string => Buffer.from(token, 'base64url').toString();
