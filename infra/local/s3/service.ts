import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { EventSink } from '../events/sink.ts';
import { type Service, ServiceError } from '../service.ts';
import type { Store } from '../store.ts';
import { type S3Context, openContext } from './context.ts';
import type { BucketOptions } from './data/buckets.ts';
import { NO_FACTS } from './data/facts.ts';
import { keySuccessor } from './data/keys.ts';
import { writeObject } from './data/write.ts';
import { selectOperation } from './operations/select.ts';
import { OPERATIONS } from './operations/table.ts';
import { type Call, checkedKey, readCall } from './wire/call.ts';
import { receive } from './wire/payload.ts';
import { renderError } from './wire/s3-error.ts';

/** An object as in-process readers see it. `etag` is without quotes. */
type StoredObject = {
  readonly size: number;
  readonly etag: string;
  readonly versionId: string;
  readonly stream: () => Readable;
};
type ListedObject = {
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  readonly modifiedAt: Date;
};

/** S3 on the wire, and what the other embedded services need of it in process. */
export type S3Service = Service & {
  /** Makes a bucket or brings it to these options. Throws InvalidBucketName. */
  createBucket(options: BucketOptions): void;
  bucketNames(): readonly string[];
  /** The latest version or the one named; undefined when there is none. */
  read(bucket: string, key: string, versionId?: string): StoredObject | undefined;
  /** Writes an object as PutObject does, event included. Throws NoSuchBucket. */
  put(
    bucket: string,
    key: string,
    body: string | Uint8Array | AsyncIterable<Uint8Array>,
  ): Promise<{ etag: string; versionId: string }>;
  /** The live objects whose key starts with `prefix`, by key. */
  list(bucket: string, prefix: string): readonly ListedObject[];
  /** The folder in which the bucket's live objects stand as files. */
  treePath(bucket: string): string;
};

/** Opens the embedded S3 over the store, and mends what a kill may have left. */
export function openS3(options: {
  readonly store: Store;
  readonly events: EventSink;
  readonly now?: () => Date;
  readonly log?: (line: string) => void;
}): S3Service {
  const s3 = openContext(
    options.store,
    options.events,
    options.now ?? (() => new Date()),
    options.log ?? (() => {}),
  );
  return {
    name: 's3',
    async handle(request) {
      const requestId = newRequestId();
      let call: Call | undefined;
      try {
        call = readCall(request, requestId);
        const response = await selectOperation(OPERATIONS, call).run(s3, call);
        return { ...response, headers: { ...naming(requestId), ...response.headers } };
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        const refusal = renderError(error, request.method, call, requestId);
        return { ...refusal, headers: { ...naming(requestId), ...refusal.headers } };
      }
    },
    createBucket(bucket) {
      s3.buckets.put(bucket, s3.now());
      s3.tree.repair(bucket.name);
    },
    bucketNames: () => s3.buckets.all().map(({ name }) => name),
    read: (bucket, key, versionId) => read(s3, bucket, key, versionId),
    put: (bucket, key, body) => put(s3, bucket, key, body),
    list: (bucket, prefix) =>
      Array.from(
        s3.versions.live(s3.buckets.get(bucket).name, prefix, keySuccessor(prefix)),
        ({ key, size, etag, modifiedAt }) => ({ key, size, etag, modifiedAt }),
      ),
    treePath: (bucket) => s3.tree.path(s3.buckets.get(bucket).name),
  };
}

function read(
  s3: S3Context,
  bucket: string,
  key: string,
  versionId: string | undefined,
): StoredObject | undefined {
  const found =
    versionId === undefined ? s3.versions.latest(bucket, key) : s3.versions.version(bucket, key, versionId);
  if (found?.blob === undefined) return undefined;
  const { blob, size, etag } = found;
  const stream = (): Readable => (size === 0 ? Readable.from([]) : s3.blobs.read(blob, 0, size - 1));
  return { size, etag, versionId: found.versionId, stream };
}

async function put(
  s3: S3Context,
  bucket: string,
  key: string,
  body: string | Uint8Array | AsyncIterable<Uint8Array>,
): Promise<{ etag: string; versionId: string }> {
  s3.buckets.get(bucket);
  if (checkedKey(key) === '') throw new ServiceError('InvalidArgument', 'an object needs a key');
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const pieces = bytes instanceof Uint8Array ? once(bytes) : bytes;
  const { blob, result } = await s3.blobs.write((sink) => receive({ headers: {}, body: pieces }, sink));
  const { versionId } = writeObject(s3, {
    bucket,
    key,
    blob,
    size: result.size,
    etag: result.md5,
    facts: NO_FACTS,
    reason: 'PutObject',
    requestId: newRequestId(),
    precondition: () => {},
  });
  return { etag: result.md5, versionId };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** The id that the event carries too; clients look for it under either name. */
function naming(requestId: string): Record<string, string> {
  return { 'x-amz-request-id': requestId, 'x-amzn-requestid': requestId };
}

function newRequestId(): string {
  return randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase();
}
