import { PLACE } from '../../service.ts';
import { page } from '../data/listing.ts';
import { checksumElement } from '../wire/checksum.ts';
import { element, text, xmlResponse } from '../wire/xml.ts';
import { findOpenUpload } from './find-upload.ts';
import type { Operation } from './operation.ts';
import { readEncoding, readLimit } from './page-parameters.ts';

export const listParts: Operation = {
  name: 'ListParts',
  on: 'GET object',
  marker: 'uploadId',
  query: ['max-parts', 'part-number-marker', 'encoding-type'],
  run(s3, call) {
    const upload = findOpenUpload(s3, call);
    const { name: encoding, encode } = readEncoding(call);
    const limit = readLimit(call, 'max-parts');
    const after = readLimit(call, 'part-number-marker', 10_000);
    const marker = call.query.has('part-number-marker') ? after : 0;
    const behind = s3.uploads.parts(upload.upload_id).filter((part) => part.part_number > marker);
    const { lines, truncated } = page(behind, limit);
    return xmlResponse('ListPartsResult', [
      text('Bucket', call.bucket),
      text('Key', encode(call.key)),
      text('EncodingType', encoding),
      text('UploadId', upload.upload_id),
      text('PartNumberMarker', marker),
      text('NextPartNumberMarker', truncated ? lines.at(-1)?.part_number : undefined),
      text('MaxParts', limit),
      text('IsTruncated', truncated),
      text('ChecksumAlgorithm', upload.checksum?.algorithm),
      text('ChecksumType', upload.checksum?.type),
      text('StorageClass', 'STANDARD'),
      ...lines.map((part) =>
        element(
          'Part',
          text('PartNumber', part.part_number),
          text('LastModified', new Date(part.modified_ms).toISOString()),
          text('ETag', `"${part.etag}"`),
          text('Size', part.size),
          part.checksum === null ? '' : text(checksumElement(part.checksum.algorithm), part.checksum.value),
        ),
      ),
    ]);
  },
};

export const listMultipartUploads: Operation = {
  name: 'ListMultipartUploads',
  on: 'GET bucket',
  marker: 'uploads',
  query: ['prefix', 'max-uploads', 'key-marker', 'upload-id-marker', 'encoding-type'],
  run(s3, call) {
    s3.buckets.get(call.bucket);
    const { name: encoding, encode } = readEncoding(call);
    const limit = readLimit(call, 'max-uploads');
    const prefix = call.query.get('prefix') ?? '';
    const keyMarker = call.query.get('key-marker') ?? '';
    // A key marker alone passes over all uploads of that key: no id sorts above this one.
    const idMarker = call.query.get('upload-id-marker') ?? (keyMarker === '' ? '' : '\u{10ffff}');
    const open = s3.uploads
      .open(call.bucket, keyMarker, idMarker)
      .filter(({ key }) => key.startsWith(prefix));
    const { lines, truncated } = page(open, limit);
    const last = truncated ? lines.at(-1) : undefined;
    return xmlResponse('ListMultipartUploadsResult', [
      text('Bucket', call.bucket),
      text('Prefix', encode(prefix)),
      text('KeyMarker', encode(keyMarker)),
      text('UploadIdMarker', call.query.get('upload-id-marker') ?? ''),
      text('NextKeyMarker', last === undefined ? undefined : encode(last.key)),
      text('NextUploadIdMarker', last?.upload_id),
      text('EncodingType', encoding),
      text('MaxUploads', limit),
      text('IsTruncated', truncated),
      ...lines.map((upload) =>
        element(
          'Upload',
          text('Key', encode(upload.key)),
          text('UploadId', upload.upload_id),
          text('Initiated', new Date(upload.initiated_ms).toISOString()),
          text('StorageClass', 'STANDARD'),
          element('Initiator', text('ID', PLACE.account)),
          element('Owner', text('ID', PLACE.account)),
        ),
      ),
    ]);
  },
};
