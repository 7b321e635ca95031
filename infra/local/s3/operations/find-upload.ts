import type { S3Context } from '../context.ts';
import type { Upload } from '../data/uploads.ts';
import type { Call } from '../wire/call.ts';
import { S3Error } from '../wire/s3-error.ts';

/** The multipart upload that a call names, completed ones included. Throws NoSuchBucket or NoSuchUpload. */
export function findUpload(s3: S3Context, call: Call): Upload {
  s3.buckets.get(call.bucket);
  const upload = s3.uploads.find(call.bucket, call.key, call.query.get('uploadId') ?? '');
  if (upload === undefined) throw noSuchUpload();
  return upload;
}

/** As `findUpload`, for calls that need the upload still open. */
export function findOpenUpload(s3: S3Context, call: Call): Upload {
  const upload = findUpload(s3, call);
  if (upload.completed_version !== null) throw noSuchUpload();
  return upload;
}

export function noSuchUpload(): S3Error {
  return new S3Error(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    404,
  );
}
