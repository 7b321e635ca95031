import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { ServiceError } from '../../service.ts';

/** Object lock of a bucket; with a default retention, every new version is locked for so many days. */
export const ObjectLock = z.strictObject({
  retention: z
    .strictObject({ mode: z.enum(['GOVERNANCE', 'COMPLIANCE']), days: z.int().positive() })
    .optional(),
});
export type ObjectLock = z.infer<typeof ObjectLock>;

export type BucketOptions = {
  readonly name: string;
  readonly versioned: boolean;
  /** Whether changes are told to EventBridge. */
  readonly eventBridge: boolean;
  /** Needs a versioned bucket. */
  readonly objectLock?: ObjectLock | undefined;
};

const Bucket = z.object({
  name: z.string(),
  created_ms: z.number(),
  /** Null until versioning was first switched on; it can never be undone, only suspended. */
  versioning: z.enum(['Enabled', 'Suspended']).nullable(),
  event_bridge: z.number().transform((flag) => flag === 1),
  object_lock: z
    .string()
    .transform((json) => ObjectLock.parse(JSON.parse(json)))
    .nullable(),
});
export type Bucket = z.infer<typeof Bucket>;

export type Buckets = {
  /** Throws NoSuchBucket. */
  get(name: string): Bucket;
  find(name: string): Bucket | undefined;
  all(): readonly Bucket[];
  /** Makes the bucket or brings it to these options. */
  put(options: BucketOptions, createdAt: Date): void;
};

/** The rules of AWS that also keep a name fit for a folder. */
const NAME = /^(?!\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

export function openBuckets(db: DatabaseSync): Buckets {
  const select = db.prepare('SELECT * FROM s3_buckets WHERE name = ?');
  const selectAll = db.prepare('SELECT * FROM s3_buckets ORDER BY name');
  const upsert = db.prepare(`
    INSERT INTO s3_buckets (name, created_ms, versioning, event_bridge, object_lock)
    VALUES (:name, :created, iif(:versioned, 'Enabled', NULL), :eventBridge, :objectLock)
    ON CONFLICT (name) DO UPDATE SET
      versioning = iif(:versioned, 'Enabled', iif(versioning IS NULL, NULL, 'Suspended')),
      event_bridge = excluded.event_bridge,
      object_lock = excluded.object_lock`);
  const find = (name: string): Bucket | undefined => {
    const row = select.get(name);
    return row === undefined ? undefined : Bucket.parse(row);
  };
  return {
    find,
    get(name) {
      const bucket = find(name);
      if (bucket === undefined) {
        throw new ServiceError('NoSuchBucket', `The specified bucket does not exist: ${name}`, 404);
      }
      return bucket;
    },
    all: () => selectAll.all().map((row) => Bucket.parse(row)),
    put(options, createdAt) {
      if (!NAME.test(options.name)) {
        throw new ServiceError('InvalidBucketName', `The specified bucket is not valid: ${options.name}`);
      }
      if (options.objectLock !== undefined && !options.versioned) {
        throw new ServiceError('InvalidRequest', `Object lock needs versioning: ${options.name}`);
      }
      upsert.run({
        name: options.name,
        created: createdAt.getTime(),
        versioned: options.versioned ? 1 : 0,
        eventBridge: options.eventBridge ? 1 : 0,
        objectLock: options.objectLock === undefined ? null : JSON.stringify(options.objectLock),
      });
    },
  };
}
