import type { DatabaseSync } from 'node:sqlite';

/**
 * Tables of the embedded S3. Keys sort as SQLite compares text, by their UTF-8 bytes, which is S3's order too.
 * A delete marker is a version without a blob; the version that reads see carries `latest`. `seq` grows with every
 * change of any key: it orders versions and is the events' sequencer.
 */
export function createTables(db: DatabaseSync): void {
  db.exec(`
    CREATE TABLE IF NOT EXISTS s3_buckets (
      name TEXT PRIMARY KEY,
      created_ms INTEGER NOT NULL,
      versioning TEXT CHECK (versioning IN ('Enabled', 'Suspended')),
      event_bridge INTEGER NOT NULL,
      object_lock TEXT
    ) STRICT;
    CREATE TABLE IF NOT EXISTS s3_versions (
      bucket TEXT NOT NULL REFERENCES s3_buckets (name),
      key TEXT NOT NULL,
      version_id TEXT NOT NULL,
      seq INTEGER NOT NULL,
      latest INTEGER NOT NULL,
      blob TEXT,
      size INTEGER NOT NULL,
      etag TEXT NOT NULL,
      modified_ms INTEGER NOT NULL,
      facts TEXT NOT NULL,
      PRIMARY KEY (bucket, key, version_id)
    ) STRICT;
    CREATE UNIQUE INDEX IF NOT EXISTS s3_latest ON s3_versions (bucket, key) WHERE latest = 1;
    CREATE INDEX IF NOT EXISTS s3_order ON s3_versions (bucket, key, seq DESC);
    CREATE INDEX IF NOT EXISTS s3_version_blobs ON s3_versions (blob);
    CREATE TABLE IF NOT EXISTS s3_uploads (
      upload_id TEXT PRIMARY KEY,
      bucket TEXT NOT NULL REFERENCES s3_buckets (name),
      key TEXT NOT NULL,
      initiated_ms INTEGER NOT NULL,
      facts TEXT NOT NULL,
      checksum TEXT,
      completed_version TEXT
    ) STRICT;
    CREATE INDEX IF NOT EXISTS s3_uploads_by_key ON s3_uploads (bucket, key, upload_id);
    CREATE TABLE IF NOT EXISTS s3_parts (
      upload_id TEXT NOT NULL REFERENCES s3_uploads (upload_id),
      part_number INTEGER NOT NULL,
      blob TEXT NOT NULL,
      size INTEGER NOT NULL,
      etag TEXT NOT NULL,
      modified_ms INTEGER NOT NULL,
      checksum TEXT,
      PRIMARY KEY (upload_id, part_number)
    ) STRICT;
    CREATE INDEX IF NOT EXISTS s3_part_blobs ON s3_parts (blob);
    CREATE TABLE IF NOT EXISTS s3_sequence (value INTEGER NOT NULL) STRICT;
    INSERT INTO s3_sequence SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM s3_sequence);
  `);
}
