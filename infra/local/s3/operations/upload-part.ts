import type { ServiceResponse } from '../../service.ts';
import type { S3Context } from '../context.ts';
import type { Part, Upload } from '../data/uploads.ts';
import { release } from '../data/write.ts';
import type { Call } from '../wire/call.ts';
import { checksumElement, checksumHeader } from '../wire/checksum.ts';
import { type Payload, receive, type Sent } from '../wire/payload.ts';
import { readRange } from '../wire/range.ts';
import { S3Error } from '../wire/s3-error.ts';
import { text, xmlResponse } from '../wire/xml.ts';
import { COPY_SOURCE_CONDITIONS, findCopySource } from './copy-object.ts';
import { findOpenUpload } from './find-upload.ts';
import type { Operation } from './operation.ts';

const PART = { on: 'PUT object', marker: 'uploadId', query: ['partNumber'] } as const;

export const uploadPart: Operation = { name: 'UploadPart', ...PART, run: upload };

export const uploadPartCopy: Operation = {
  name: 'UploadPartCopy',
  ...PART,
  header: 'x-amz-copy-source',
  headers: ['x-amz-copy-source-range', ...COPY_SOURCE_CONDITIONS],
  run: copy,
};

async function upload(s3: S3Context, call: Call): Promise<ServiceResponse> {
  const part = await storePart(s3, call, call);
  const checksum: Record<string, string> =
    part.checksum === null ? {} : { [checksumHeader(part.checksum.algorithm)]: part.checksum.value };
  return { status: 200, headers: { etag: `"${part.etag}"`, ...checksum }, body: undefined };
}

async function copy(s3: S3Context, call: Call): Promise<ServiceResponse> {
  const source = findCopySource(s3, call);
  const asked = call.headers['x-amz-copy-source-range'];
  const range = readRange(asked, source.size);
  if (asked !== undefined && range === undefined) {
    throw new S3Error(
      'InvalidArgument',
      'The x-amz-copy-source-range value must be of the form bytes=first-last',
      400,
    );
  }
  const { start, end } = range ?? { start: 0, end: source.size - 1 };
  const bytes: Sent = {
    headers: {},
    body: source.size === 0 ? none() : s3.blobs.read(source.blob, start, end),
  };
  const part = await storePart(s3, call, bytes);
  const { checksum } = part;
  return xmlResponse('CopyPartResult', [
    text('ETag', `"${part.etag}"`),
    text('LastModified', new Date(part.modified_ms).toISOString()),
    checksum === null ? '' : text(checksumElement(checksum.algorithm), checksum.value),
  ]);
}

/** Stores the bytes as a part, in place of the one with its number. */
async function storePart(s3: S3Context, call: Call, bytes: Sent): Promise<Part> {
  const number = Number(call.query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > 10_000) {
    throw new S3Error(
      'InvalidArgument',
      'Part number must be an integer between 1 and 10000, inclusive',
      400,
    );
  }
  const { checksum: wanted } = findOpenUpload(s3, call);
  const { blob, result } = await s3.blobs.write((sink) => receive(bytes, sink, wanted?.algorithm));
  try {
    const { part, replaced } = s3.store.transaction(() => {
      const part = describePart(findOpenUpload(s3, call), number, blob, result, s3.now());
      return { part, replaced: s3.uploads.putPart(part) };
    });
    if (replaced !== undefined) release(s3, [replaced]);
    return part;
  } catch (error) {
    release(s3, [blob]);
    throw error;
  }
}

function describePart(upload: Upload, number: number, blob: string, payload: Payload, now: Date): Part {
  const { size, md5, checksum } = payload;
  if (upload.checksum !== null && checksum?.algorithm !== upload.checksum.algorithm) {
    throw new S3Error(
      'InvalidRequest',
      `Checksum Type mismatch occurred, expected checksum Type: ${upload.checksum.algorithm}, actual checksum Type: ${checksum?.algorithm}`,
      400,
    );
  }
  return {
    upload_id: upload.upload_id,
    part_number: number,
    blob,
    size,
    etag: md5,
    modified_ms: now.getTime(),
    checksum: checksum === undefined ? null : { ...checksum, type: 'FULL_OBJECT' },
  };
}

async function* none(): AsyncGenerator<Uint8Array> {}
