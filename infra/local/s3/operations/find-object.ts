import type { S3Context } from '../context.ts';
import type { ObjectVersion } from '../data/versions.ts';
import { S3Error } from '../wire/s3-error.ts';

/**
 * The object that a reader means: the latest version, or the one named. Throws NoSuchBucket, NoSuchKey (also for a key
 * that a delete marker hides), NoSuchVersion, or MethodNotAllowed when the version named is a delete marker.
 */
export function findObject(
  s3: S3Context,
  bucket: string,
  key: string,
  versionId: string | undefined,
): ObjectVersion {
  s3.buckets.get(bucket);
  const found =
    versionId === undefined ? s3.versions.latest(bucket, key) : s3.versions.version(bucket, key, versionId);
  if (found?.blob !== undefined) return found;
  if (found === undefined) {
    throw versionId === undefined
      ? new S3Error('NoSuchKey', 'The specified key does not exist.', 404)
      : new S3Error('NoSuchVersion', 'The specified version does not exist.', 404);
  }
  const marker = { 'x-amz-delete-marker': 'true', 'x-amz-version-id': found.versionId };
  throw versionId === undefined
    ? new S3Error('NoSuchKey', 'The specified key does not exist.', 404, marker)
    : new S3Error('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405, {
        ...marker,
        allow: 'DELETE',
      });
}
