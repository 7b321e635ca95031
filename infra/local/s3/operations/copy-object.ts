import { createHash } from 'node:crypto';
import type { ServiceResponse } from '../../service.ts';
import type { S3Context } from '../context.ts';
import type { Facts } from '../data/facts.ts';
import type { ObjectVersion } from '../data/versions.ts';
import { writeObject } from '../data/write.ts';
import { type Call, readCopySource } from '../wire/call.ts';
import { checksumElement } from '../wire/checksum.ts';
import { checkReadConditions, writeCondition } from '../wire/conditions.ts';
import { FACT_HEADERS, readFacts, versionHeader } from '../wire/object-headers.ts';
import { S3Error } from '../wire/s3-error.ts';
import { text, xmlResponse } from '../wire/xml.ts';
import { findObject } from './find-object.ts';
import type { Operation } from './operation.ts';

export const COPY_SOURCE_CONDITIONS = [
  'x-amz-copy-source-if-match',
  'x-amz-copy-source-if-none-match',
  'x-amz-copy-source-if-modified-since',
  'x-amz-copy-source-if-unmodified-since',
] as const;

export const copyObject: Operation = {
  name: 'CopyObject',
  on: 'PUT object',
  header: 'x-amz-copy-source',
  headers: [
    ...FACT_HEADERS,
    ...COPY_SOURCE_CONDITIONS,
    'x-amz-metadata-directive',
    'x-amz-tagging-directive',
    'if-match',
    'if-none-match',
  ],
  run: copy,
};

/** The source that a copy names, with its conditions checked. */
export function findCopySource(s3: S3Context, call: Call): ObjectVersion {
  const { bucket, key, versionId } = readCopySource(call.headers['x-amz-copy-source'] ?? '');
  const source = findObject(s3, bucket, key, versionId);
  checkReadConditions(call.headers, source, 'x-amz-copy-source-');
  return source;
}

/** Copies share the blob; only rows are written. */
async function copy(s3: S3Context, call: Call): Promise<ServiceResponse> {
  s3.buckets.get(call.bucket);
  const precondition = writeCondition(call.headers);
  let source = findCopySource(s3, call);
  const etag = source.etag.includes('-') ? await md5Of(s3, source) : source.etag;
  // While the bytes were read, the source may have been deleted, and its blob with it.
  source = findObject(s3, source.bucket, source.key, source.versionId);
  const { bucket, key, requestId } = call;
  const facts = copiedFacts(call, source);
  const { blob, size } = source;
  const made = writeObject(s3, {
    bucket,
    key,
    blob,
    size,
    etag,
    facts,
    reason: 'CopyObject',
    requestId,
    precondition,
  });
  const { checksum } = facts;
  return xmlResponse(
    'CopyObjectResult',
    [
      text('ETag', `"${etag}"`),
      text('LastModified', made.modifiedAt.toISOString()),
      checksum === undefined ? '' : text(checksumElement(checksum.algorithm), checksum.value),
      text('ChecksumType', checksum?.type),
    ],
    {
      ...versionHeader(made.versionId),
      ...('x-amz-version-id' in versionHeader(source.versionId)
        ? { 'x-amz-copy-source-version-id': source.versionId }
        : {}),
    },
  );
}

function copiedFacts(call: Call, source: ObjectVersion): Facts {
  const replacesMetadata = directive(call, 'x-amz-metadata-directive');
  const replacesTags = directive(call, 'x-amz-tagging-directive');
  const toItself = source.bucket === call.bucket && source.key === call.key && source.isLatest;
  if (toItself && !replacesMetadata && !replacesTags) {
    throw new S3Error(
      'InvalidRequest',
      'This copy request is illegal: it copies an object to itself unchanged.',
      400,
    );
  }
  const sent = readFacts(call.headers);
  const { headers, metadata } = replacesMetadata ? sent : source.facts;
  const { checksum } = source.facts;
  return {
    headers,
    metadata,
    tags: replacesTags ? sent.tags : source.facts.tags,
    // A composite checksum tells of the source's parts, which the copy has not.
    ...(checksum?.type === 'FULL_OBJECT' ? { checksum } : {}),
    // The lock stays with the version that it was put on.
    ...(sent.lock === undefined ? {} : { lock: sent.lock }),
  };
}

/** Whether the request replaces what it could copy. */
function directive(call: Call, header: string): boolean {
  const value = call.headers[header] ?? 'COPY';
  if (value !== 'COPY' && value !== 'REPLACE')
    throw new S3Error('InvalidArgument', `Unknown ${header}: ${value}`, 400);
  return value === 'REPLACE';
}

/** A copy is one object, whatever parts its source came in: its ETag is the MD5 of the bytes. */
async function md5Of(s3: S3Context, object: ObjectVersion): Promise<string> {
  const md5 = createHash('md5');
  if (object.size > 0)
    for await (const piece of s3.blobs.read(object.blob, 0, object.size - 1)) md5.update(piece);
  return md5.digest('hex');
}
