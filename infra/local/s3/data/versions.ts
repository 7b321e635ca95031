import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import * as z from 'zod';
import { Facts } from './facts.ts';

const Row = z.object({
  bucket: z.string(),
  key: z.string(),
  version_id: z.string(),
  seq: z.number(),
  latest: z.number(),
  blob: z.string().nullable(),
  size: z.number(),
  etag: z.string(),
  modified_ms: z.number(),
  facts: z.string(),
});

/** One version of a key. `etag` is without quotes; `versionId` is `null` (the word) where versioning is off. */
type Common = {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly seq: number;
  readonly isLatest: boolean;
  readonly modifiedAt: Date;
};
export type ObjectVersion = Common & {
  readonly blob: string;
  readonly size: number;
  readonly etag: string;
  readonly facts: Facts;
};
type DeleteMarker = Common & { readonly blob: undefined };
export type Version = ObjectVersion | DeleteMarker;
type NewVersion = Omit<ObjectVersion, 'isLatest'> | Omit<DeleteMarker, 'isLatest'>;

export type Versions = {
  latest(bucket: string, key: string): Version | undefined;
  version(bucket: string, key: string, versionId: string): Version | undefined;
  /** Live objects in the order of their keys, from `from` (inclusive) up to `before` (exclusive; undefined: to the end). */
  live(bucket: string, from: string, before: string | undefined): Iterable<ObjectVersion>;
  /** All versions by key, then newest first, from `from` (inclusive); of that key itself only those older than `seq`. */
  history(bucket: string, from: string, before: string | undefined, seq?: number): Iterable<Version>;
  /** Inserts as the latest, in place of the one that was. */
  insert(version: NewVersion): void;
  /** Deletes the row; if it was the latest, the newest of the rest becomes it. */
  remove(version: Version): void;
  setFacts(version: Version, facts: Facts): void;
  /** Whether a version or a part still needs the blob. */
  needsBlob(blob: string): boolean;
  /** The next number of the sequence of all changes. */
  nextSeq(): number;
};

export function openVersions(db: DatabaseSync): Versions {
  const latest = db.prepare('SELECT * FROM s3_versions WHERE bucket = ? AND key = ? AND latest = 1');
  const version = db.prepare('SELECT * FROM s3_versions WHERE bucket = ? AND key = ? AND version_id = ?');
  const range = 'bucket = :bucket AND key >= :from AND (:before IS NULL OR key < :before)';
  const live = `SELECT * FROM s3_versions WHERE ${range} AND latest = 1 AND blob IS NOT NULL ORDER BY key`;
  const history = `SELECT * FROM s3_versions WHERE ${range} AND (key > :from OR seq < :seq) ORDER BY key, seq DESC`;
  const unsetLatest = db.prepare(
    'UPDATE s3_versions SET latest = 0 WHERE bucket = ? AND key = ? AND latest = 1',
  );
  const insert = db.prepare(`
    INSERT INTO s3_versions (bucket, key, version_id, seq, latest, blob, size, etag, modified_ms, facts)
    VALUES (:bucket, :key, :versionId, :seq, 1, :blob, :size, :etag, :modified, :facts)`);
  const remove = db.prepare('DELETE FROM s3_versions WHERE bucket = ? AND key = ? AND version_id = ?');
  const promote = db.prepare(`
    UPDATE s3_versions SET latest = 1 WHERE bucket = :bucket AND key = :key
    AND seq = (SELECT max(seq) FROM s3_versions WHERE bucket = :bucket AND key = :key)`);
  const setFacts = db.prepare(
    'UPDATE s3_versions SET facts = ? WHERE bucket = ? AND key = ? AND version_id = ?',
  );
  const needed = db.prepare(`
    SELECT EXISTS (SELECT 1 FROM s3_versions WHERE blob = :blob) OR EXISTS (SELECT 1 FROM s3_parts WHERE blob = :blob)
    AS needed`);
  const advance = db.prepare('UPDATE s3_sequence SET value = value + 1 RETURNING value');
  return {
    latest: (bucket, key) => readMaybe(latest.get(bucket, key)),
    version: (bucket, key, id) => readMaybe(version.get(bucket, key, id)),
    *live(bucket, from, before) {
      // Prepared anew each time: a statement that is being iterated must not be started again by a nested listing.
      for (const row of db.prepare(live).iterate({ bucket, from, before: before ?? null })) {
        const read = readVersion(row);
        if (read.blob !== undefined) yield read;
      }
    },
    *history(bucket, from, before, seq = Number.MAX_SAFE_INTEGER) {
      for (const row of db.prepare(history).iterate({ bucket, from, before: before ?? null, seq })) {
        yield readVersion(row);
      }
    },
    insert(added) {
      unsetLatest.run(added.bucket, added.key);
      const { bucket, key, versionId, seq } = added;
      const modified = added.modifiedAt.getTime();
      const stored =
        added.blob === undefined
          ? { blob: null, size: 0, etag: '', facts: '{}' }
          : { blob: added.blob, size: added.size, etag: added.etag, facts: JSON.stringify(added.facts) };
      insert.run({ bucket, key, versionId, seq, modified, ...stored });
    },
    remove(gone) {
      remove.run(gone.bucket, gone.key, gone.versionId);
      if (gone.isLatest) promote.run({ bucket: gone.bucket, key: gone.key });
    },
    setFacts(changed, facts) {
      setFacts.run(JSON.stringify(facts), changed.bucket, changed.key, changed.versionId);
    },
    needsBlob: (blob) => needed.get({ blob })?.['needed'] === 1,
    nextSeq: () => z.number().parse(advance.get()?.['value']),
  };
}

function readMaybe(row: Record<string, SQLOutputValue> | undefined): Version | undefined {
  return row === undefined ? undefined : readVersion(row);
}

function readVersion(row: Record<string, SQLOutputValue>): Version {
  const read = Row.parse(row);
  const common = {
    bucket: read.bucket,
    key: read.key,
    versionId: read.version_id,
    seq: read.seq,
    isLatest: read.latest === 1,
    modifiedAt: new Date(read.modified_ms),
  };
  if (read.blob === null) return { ...common, blob: undefined };
  const facts = Facts.parse(JSON.parse(read.facts));
  return { ...common, blob: read.blob, size: read.size, etag: read.etag, facts };
}
