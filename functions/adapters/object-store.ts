import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { ObjectStore } from '#ports';
import { Failure } from '#schemas/failures.ts';

const DELETE_AT_ONCE = 1000;

/** One S3 bucket. Writes are whole objects; the lake's objects are small enough for one PUT (≤ 5 GiB). */
export function s3ObjectStore(bucket: string, client = new S3Client({})): ObjectStore {
  const get = async (key: string, versionId?: string) => {
    try {
      const answer = await client.send(
        new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }),
      );
      if (!answer.Body) throw new Failure('ObjectMissing', 'the object came without a body');
      return answer.Body;
    } catch (error) {
      if (isMissing(error, versionId))
        throw new Failure(
          'ObjectMissing',
          'there is no such object in the bucket (deleted since, or never there)',
          { cause: error },
        );
      throw error;
    }
  };
  return {
    bucket,
    read: async (key) => (await get(key)).transformToByteArray(),
    stream: async (key, versionId) => {
      const stream = (await get(key, versionId)).transformToWebStream();
      return stream;
    },
    write: async (key, body, contentType) => {
      await client.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: contentType }),
      );
    },
    list: async (prefix) => {
      const keys: string[] = [];
      let token: string | undefined;
      do {
        const page = await client.send(
          new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }),
        );
        for (const object of page.Contents ?? []) if (object.Key !== undefined) keys.push(object.Key);
        token = page.NextContinuationToken;
      } while (token !== undefined);
      return keys;
    },
    remove: async (keys) => {
      for (let from = 0; from < keys.length; from += DELETE_AT_ONCE) {
        const objects = keys.slice(from, from + DELETE_AT_ONCE).map((Key) => ({ Key }));
        const answer = await client.send(
          new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: objects, Quiet: true } }),
        );
        const failed = answer.Errors?.[0];
        if (failed)
          throw new Failure(
            'ServiceUnavailable',
            `an object could not be removed: ${failed.Code ?? 'no code given'}`,
          );
      }
    },
  };
}

/** A version that is no version id at all is an invalid argument to S3, a delete marker no object to get. */
function isMissing(error: unknown, versionId: string | undefined): boolean {
  if (!(error instanceof Error)) return false;
  const { name } = error;
  return (
    name === 'NoSuchKey' ||
    name === 'NoSuchVersion' ||
    name === 'NotFound' ||
    (versionId !== undefined && (name === 'InvalidArgument' || name === 'MethodNotAllowed'))
  );
}
