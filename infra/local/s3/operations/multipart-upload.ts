import { randomBytes } from 'node:crypto';
import type { ServiceResponse } from '../../service.ts';
import type { S3Context } from '../context.ts';
import type { Upload } from '../data/uploads.ts';
import { release } from '../data/write.ts';
import type { Call } from '../wire/call.ts';
import { readAlgorithm } from '../wire/checksum.ts';
import { FACT_HEADERS, readFacts } from '../wire/object-headers.ts';
import { S3Error } from '../wire/s3-error.ts';
import { text, xmlResponse } from '../wire/xml.ts';
import { findUpload } from './find-upload.ts';
import type { Operation } from './operation.ts';

export const createMultipartUpload: Operation = {
  name: 'CreateMultipartUpload',
  on: 'POST object',
  marker: 'uploads',
  headers: FACT_HEADERS,
  run: create,
};

export const abortMultipartUpload: Operation = {
  name: 'AbortMultipartUpload',
  on: 'DELETE object',
  marker: 'uploadId',
  run: abort,
};

function create(s3: S3Context, call: Call): ServiceResponse {
  s3.buckets.get(call.bucket);
  const checksum = readUploadChecksum(call.headers);
  const upload = {
    upload_id: randomBytes(24).toString('base64url').replaceAll('-', '.'),
    bucket: call.bucket,
    key: call.key,
    initiated_ms: s3.now().getTime(),
    facts: readFacts(call.headers),
    checksum,
  };
  s3.uploads.insert(upload);
  return xmlResponse(
    'InitiateMultipartUploadResult',
    [text('Bucket', call.bucket), text('Key', call.key), text('UploadId', upload.upload_id)],
    checksum === null
      ? {}
      : { 'x-amz-checksum-algorithm': checksum.algorithm, 'x-amz-checksum-type': checksum.type },
  );
}

/** S3's defaults: CRC-64/NVME sums up all bytes, the others the parts' checksums; hashes can do no other. */
function readUploadChecksum(headers: Readonly<Record<string, string>>): Upload['checksum'] {
  const name = headers['x-amz-checksum-algorithm'];
  if (name === undefined) return null;
  const algorithm = readAlgorithm(name);
  const crc = algorithm.startsWith('CRC');
  const type = headers['x-amz-checksum-type'] ?? (algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE');
  if (type === 'FULL_OBJECT' && crc) return { algorithm, type };
  if (type === 'COMPOSITE' && algorithm !== 'CRC64NVME') return { algorithm, type };
  throw new S3Error('InvalidRequest', `The ${type} checksum type cannot be used with ${algorithm}`, 400);
}

function abort(s3: S3Context, call: Call): ServiceResponse {
  const freed = s3.store.transaction(() => {
    const upload = findUpload(s3, call);
    return upload.completed_version === null ? s3.uploads.abort(upload.upload_id) : [];
  });
  release(s3, freed);
  return { status: 204, headers: {}, body: undefined };
}
