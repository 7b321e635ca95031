import { PLACE } from '../../service.ts';
import type { S3Context } from '../context.ts';
import { keySuccessor } from '../data/keys.ts';
import { commonPrefix, type Listed, page, rollUp } from '../data/listing.ts';
import type { Version } from '../data/versions.ts';
import type { Call } from '../wire/call.ts';
import { S3Error } from '../wire/s3-error.ts';
import { element, text, xmlResponse } from '../wire/xml.ts';
import type { Operation } from './operation.ts';
import { readEncoding, readLimit } from './page-parameters.ts';

export const listObjectVersions: Operation = {
  name: 'ListObjectVersions',
  on: 'GET bucket',
  marker: 'versions',
  query: ['prefix', 'delimiter', 'max-keys', 'encoding-type', 'key-marker', 'version-id-marker'],
  run(s3, call) {
    s3.buckets.get(call.bucket);
    const { name: encoding, encode } = readEncoding(call);
    const limit = readLimit(call, 'max-keys');
    const delimiter = call.query.get('delimiter') ?? '';
    const { lines, truncated } = page(versionLines(s3, call), limit);
    const last = truncated ? lines.at(-1) : undefined;
    const next = last === undefined ? undefined : 'group' in last ? last.group : last.row.key;
    return xmlResponse('ListVersionsResult', [
      text('Name', call.bucket),
      text('Prefix', encode(call.query.get('prefix') ?? '')),
      text('Delimiter', delimiter === '' ? undefined : encode(delimiter)),
      text('KeyMarker', encode(call.query.get('key-marker') ?? '')),
      text('VersionIdMarker', call.query.get('version-id-marker') ?? ''),
      text('MaxKeys', limit),
      text('EncodingType', encoding),
      text('IsTruncated', truncated),
      text('NextKeyMarker', next === undefined ? undefined : encode(next)),
      text('NextVersionIdMarker', last !== undefined && 'row' in last ? last.row.versionId : undefined),
      ...lines.map((line) =>
        'group' in line
          ? element('CommonPrefixes', text('Prefix', encode(line.group)))
          : entry(line.row, encode),
      ),
    ]);
  },
};

/** Behind the markers: of the marked key the versions older than the marked one, or none; then the keys after it. */
function* versionLines(s3: S3Context, call: Call): Generator<Listed<Version>> {
  const prefix = call.query.get('prefix') ?? '';
  const delimiter = call.query.get('delimiter') ?? '';
  const key = call.query.get('key-marker') ?? '';
  const id = call.query.get('version-id-marker') ?? '';
  const before = keySuccessor(prefix);
  const from = (first: string): Iterable<Version> => s3.versions.history(call.bucket, first, before);
  if (id !== '' && key === '') {
    throw new S3Error(
      'InvalidArgument',
      'A version-id marker cannot be specified without a key marker.',
      400,
    );
  }
  const passed = key.startsWith(prefix) && commonPrefix(key, prefix, delimiter) === key;
  const start = passed ? keySuccessor(key) : key;
  if (start === undefined) return;
  if (passed || Buffer.compare(Buffer.from(start), Buffer.from(prefix)) < 0) {
    yield* rollUp(from(passed ? start : prefix), from, prefix, delimiter);
    return;
  }
  const marked = id === '' ? undefined : s3.versions.version(call.bucket, key, id);
  // No sequence number is below 0: of the marked key nothing is left. A marked version that is gone meanwhile (clients
  // delete while they page) brings the whole key again, rather than passing over its other versions.
  const seq = id === '' ? 0 : marked?.seq;
  const rest = key === '' ? from('') : s3.versions.history(call.bucket, key, before, seq);
  yield* rollUp(rest, from, prefix, delimiter);
}

function entry(version: Version, encode: (key: string) => string): string {
  const named = [
    text('Key', encode(version.key)),
    text('VersionId', version.versionId),
    text('IsLatest', version.isLatest),
    text('LastModified', version.modifiedAt.toISOString()),
    element('Owner', text('ID', PLACE.account)),
  ];
  if (version.blob === undefined) return element('DeleteMarker', ...named);
  return element(
    'Version',
    ...named,
    text('ETag', `"${version.etag}"`),
    text('Size', version.size),
    text('StorageClass', 'STANDARD'),
  );
}
