import { randomBytes } from 'node:crypto';
import type { S3Context } from '../context.ts';
import { S3Error } from '../wire/s3-error.ts';
import { announce, type CreationReason } from './announce.ts';
import type { Bucket } from './buckets.ts';
import type { Facts } from './facts.ts';
import type { ObjectVersion, Version } from './versions.ts';

/** Throws PreconditionFailed when the key's present object is not what the writer expects. */
export type Precondition = (current: ObjectVersion | undefined) => void;

export type NewObject = {
  readonly bucket: string;
  readonly key: string;
  readonly blob: string;
  readonly size: number;
  readonly etag: string;
  readonly facts: Facts;
  readonly reason: CreationReason;
  readonly requestId: string;
  readonly precondition: Precondition;
  /** Further work of the same transaction; gives blobs that it no longer needs. */
  readonly also?: (versionId: string) => readonly string[];
};

/** The version id of objects in buckets without versioning, as S3 spells it. */
export const NULL_VERSION = 'null';

/**
 * Makes a blob the latest version of its key: condition, row and event stand or fall together; then the tree follows.
 * When it throws, the blob is gone. Runs in one turn, so links are made in the order of the commits.
 */
export function writeObject(s3: S3Context, added: NewObject): ObjectVersion {
  const freed: string[] = [];
  try {
    const written = s3.store.transaction(() => {
      const bucket = s3.buckets.get(added.bucket);
      added.precondition(currentObject(s3, added.bucket, added.key));
      freed.push(...dropNullVersion(s3, bucket, added.key));
      const { key, blob, size, etag } = added;
      const version = {
        bucket: bucket.name,
        key,
        versionId: newVersionId(bucket),
        seq: s3.versions.nextSeq(),
        modifiedAt: s3.now(),
        blob,
        size,
        etag,
        facts: withDefaultLock(added.facts, bucket, s3.now()),
      };
      s3.versions.insert(version);
      freed.push(...(added.also?.(version.versionId) ?? []));
      const { requestId, reason } = added;
      announce(s3.events, bucket, { ...version, detailType: 'Object Created', requestId, why: { reason } });
      return { ...version, isLatest: true };
    });
    s3.tree.refresh(written.bucket, written.key);
    release(s3, freed);
    return written;
  } catch (error) {
    release(s3, [added.blob]);
    throw error;
  }
}

export type Removal = { readonly versionId: string | undefined; readonly deleteMarker: boolean };

export type ObjectToRemove = {
  readonly bucket: string;
  readonly key: string;
  /** Removes this version for good; without it, a versioned bucket hides the key behind a delete marker. */
  readonly versionId: string | undefined;
  readonly bypassGovernance: boolean;
  readonly requestId: string;
  readonly precondition: Precondition;
};

/** Deletes a key or one of its versions; what is not there is deleted already. Throws AccessDenied for a locked version. */
export function removeObject(s3: S3Context, gone: ObjectToRemove): Removal {
  const { removal, freed } = s3.store.transaction(() => {
    const bucket = s3.buckets.get(gone.bucket);
    gone.precondition(currentObject(s3, gone.bucket, gone.key));
    if (gone.versionId !== undefined) return removeVersion(s3, bucket, gone, gone.versionId);
    if (bucket.versioning === null) {
      const removed = removeVersion(s3, bucket, gone, NULL_VERSION);
      return { ...removed, removal: { versionId: undefined, deleteMarker: false } };
    }
    return hide(s3, bucket, gone);
  });
  s3.tree.refresh(gone.bucket, gone.key);
  release(s3, freed);
  return removal;
}

/** Deletes files that no row needs any more. */
export function release(s3: S3Context, blobs: readonly string[]): void {
  for (const blob of blobs) if (!s3.versions.needsBlob(blob)) s3.blobs.remove(blob);
}

type Removed = { readonly removal: Removal; readonly freed: readonly string[] };

function removeVersion(s3: S3Context, bucket: Bucket, gone: ObjectToRemove, versionId: string): Removed {
  const version = s3.versions.version(bucket.name, gone.key, versionId);
  if (version === undefined) return { removal: { versionId, deleteMarker: false }, freed: [] };
  refuseLocked(version, gone.bypassGovernance, s3.now());
  s3.versions.remove(version);
  announce(s3.events, bucket, {
    detailType: 'Object Deleted',
    key: gone.key,
    versionId,
    seq: s3.versions.nextSeq(),
    ...(version.blob === undefined ? {} : { etag: version.etag }),
    requestId: gone.requestId,
    why: { reason: 'DeleteObject', 'deletion-type': 'Permanently Deleted' },
  });
  return {
    removal: { versionId, deleteMarker: version.blob === undefined },
    freed: version.blob === undefined ? [] : [version.blob],
  };
}

function hide(s3: S3Context, bucket: Bucket, gone: ObjectToRemove): Removed {
  const freed = dropNullVersion(s3, bucket, gone.key);
  const marker = {
    bucket: bucket.name,
    key: gone.key,
    versionId: newVersionId(bucket),
    seq: s3.versions.nextSeq(),
    modifiedAt: s3.now(),
    blob: undefined,
  };
  s3.versions.insert(marker);
  announce(s3.events, bucket, {
    ...marker,
    detailType: 'Object Deleted',
    requestId: gone.requestId,
    why: { reason: 'DeleteObject', 'deletion-type': 'Delete Marker Created' },
  });
  return { removal: { versionId: marker.versionId, deleteMarker: true }, freed };
}

function currentObject(s3: S3Context, bucket: string, key: string): ObjectVersion | undefined {
  const latest = s3.versions.latest(bucket, key);
  return latest?.blob === undefined ? undefined : latest;
}

/** Where versioning is off or suspended, a write takes the place of the version called `null`. */
function dropNullVersion(s3: S3Context, bucket: Bucket, key: string): readonly string[] {
  if (bucket.versioning === 'Enabled') return [];
  const old = s3.versions.version(bucket.name, key, NULL_VERSION);
  if (old === undefined) return [];
  s3.versions.remove(old);
  return old.blob === undefined ? [] : [old.blob];
}

function newVersionId(bucket: Bucket): string {
  if (bucket.versioning !== 'Enabled') return NULL_VERSION;
  // No hyphen: at the start of an id, command lines would take it for an option.
  return randomBytes(24).toString('base64url').replaceAll('-', '.');
}

function withDefaultLock(facts: Facts, bucket: Bucket, now: Date): Facts {
  const retention = bucket.object_lock?.retention;
  if (facts.lock !== undefined) {
    if (bucket.object_lock !== null) return facts;
    throw new S3Error('InvalidRequest', 'Bucket is missing Object Lock Configuration', 400);
  }
  if (retention === undefined) return facts;
  const until = new Date(now.getTime() + retention.days * 24 * 60 * 60 * 1000);
  return { ...facts, lock: { mode: retention.mode, until: until.toISOString() } };
}

function refuseLocked(version: Version, bypassGovernance: boolean, now: Date): void {
  const lock = version.blob === undefined ? undefined : version.facts.lock;
  if (lock === undefined || new Date(lock.until) <= now) return;
  if (lock.mode === 'GOVERNANCE' && bypassGovernance) return;
  throw new S3Error('AccessDenied', 'Access Denied because object protected by object lock.', 403);
}
