import { type Facts, Lock } from '../data/facts.ts';
import type { ObjectVersion } from '../data/versions.ts';
import { NULL_VERSION } from '../data/write.ts';
import { checksumHeader } from './checksum.ts';
import { notImplemented, S3Error } from './s3-error.ts';
import { readTagHeader } from './tags.ts';

type Headers = Readonly<Record<string, string>>;

const KEPT = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];

const METADATA = 'x-amz-meta-';

/** Limit of S3 on names and values of user metadata together. */
const METADATA_LIMIT_BYTES = 2 * 1024;

/** The `x-amz-` headers that say what to store beside an object; operations that create one allow these. */
export const FACT_HEADERS = [
  'x-amz-meta-*',
  'x-amz-tagging',
  'x-amz-object-lock-mode',
  'x-amz-object-lock-retain-until-date',
  'x-amz-storage-class',
  'x-amz-acl',
  // Inert: the blobs lie on the user's own disk, under its own protection.
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-server-side-encryption-bucket-key-enabled',
  'x-amz-server-side-encryption-context',
];

/** Reads what a request that creates an object says about it. */
export function readFacts(headers: Headers): Facts {
  const storage = headers['x-amz-storage-class'] ?? 'STANDARD';
  if (storage !== 'STANDARD') throw notImplemented(`the storage class ${storage}`);
  const acl = headers['x-amz-acl'] ?? 'private';
  if (acl !== 'private' && acl !== 'bucket-owner-full-control') throw notImplemented(`the ACL ${acl}`);
  const lock = readLock(headers);
  return {
    headers: readKept(headers),
    metadata: readMetadata(headers),
    tags: readTagHeader(headers['x-amz-tagging'] ?? ''),
    ...(lock === undefined ? {} : { lock }),
  };
}

function readKept(headers: Headers): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of KEPT) {
    // `aws-chunked` belongs to the transfer, not to the object.
    const value =
      name === 'content-encoding'
        ? (headers[name] ?? '')
            .split(',')
            .map((encoding) => encoding.trim())
            .filter((encoding) => encoding !== '' && encoding !== 'aws-chunked')
            .join(', ')
        : headers[name];
    if (value !== undefined && value !== '') kept[name] = value;
  }
  return kept;
}

function readMetadata(headers: Headers): Record<string, string> {
  const named = Object.entries(headers).filter(([name]) => name.startsWith(METADATA));
  const metadata = Object.fromEntries(named.map(([name, value]) => [name.slice(METADATA.length), value]));
  if (Buffer.byteLength(Object.entries(metadata).flat().join(''), 'latin1') > METADATA_LIMIT_BYTES) {
    throw new S3Error(
      'MetadataTooLarge',
      'Your metadata headers exceed the maximum allowed metadata size',
      400,
    );
  }
  return metadata;
}

function readLock(headers: Headers): Lock | undefined {
  const mode = headers['x-amz-object-lock-mode'];
  const until = headers['x-amz-object-lock-retain-until-date'];
  if (mode === undefined && until === undefined) return undefined;
  const time = Date.parse(until ?? '');
  const lock = Lock.safeParse({ mode, until: Number.isNaN(time) ? until : new Date(time).toISOString() });
  if (lock.success) return lock.data;
  throw new S3Error('InvalidArgument', 'x-amz-object-lock-mode and -retain-until-date belong together', 400);
}

/** The headers that every answer about an object carries, beside its length. */
export function objectHeaders(object: ObjectVersion): Record<string, string> {
  const { facts } = object;
  const tags = Object.keys(facts.tags).length;
  return {
    'accept-ranges': 'bytes',
    'content-type': 'binary/octet-stream',
    ...facts.headers,
    ...Object.fromEntries(
      Object.entries(facts.metadata).map(([name, value]) => [`${METADATA}${name}`, value]),
    ),
    etag: `"${object.etag}"`,
    'last-modified': object.modifiedAt.toUTCString(),
    ...versionHeader(object.versionId),
    ...(tags === 0 ? {} : { 'x-amz-tagging-count': String(tags) }),
    ...(facts.lock === undefined
      ? {}
      : {
          'x-amz-object-lock-mode': facts.lock.mode,
          'x-amz-object-lock-retain-until-date': facts.lock.until,
        }),
  };
}

/** Objects that were written without versioning show no version id. */
export function versionHeader(versionId: string | undefined): Record<string, string> {
  return versionId === undefined || versionId === NULL_VERSION ? {} : { 'x-amz-version-id': versionId };
}

/** The stored checksum, as clients that asked for it verify it. */
export function checksumHeaders(object: ObjectVersion): Record<string, string> {
  const { checksum } = object.facts;
  if (checksum === undefined) return {};
  return { [checksumHeader(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksum.type };
}
