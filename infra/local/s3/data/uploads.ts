import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import * as z from 'zod';
import { Checksum, ChecksumAlgorithm } from '../wire/checksum.ts';
import { Facts } from './facts.ts';

const json = <T extends z.ZodType>(schema: T) =>
  z.string().transform((text) => schema.parse(JSON.parse(text)));

/** How an upload's parts are summed up: one checksum over all bytes, or one over the parts' checksums. */
const UploadChecksum = z.object({ algorithm: ChecksumAlgorithm, type: z.enum(['FULL_OBJECT', 'COMPOSITE']) });

const Upload = z.object({
  upload_id: z.string(),
  bucket: z.string(),
  key: z.string(),
  initiated_ms: z.number(),
  facts: json(Facts),
  checksum: json(UploadChecksum).nullable(),
  /** Set once completed, so that a repeated CompleteMultipartUpload gets the same answer. */
  completed_version: z.string().nullable(),
});
export type Upload = z.infer<typeof Upload>;

const Part = z.object({
  upload_id: z.string(),
  part_number: z.number(),
  blob: z.string(),
  size: z.number(),
  etag: z.string(),
  modified_ms: z.number(),
  checksum: json(Checksum).nullable(),
});
export type Part = z.infer<typeof Part>;

export type Uploads = {
  insert(upload: Omit<Upload, 'completed_version'>): void;
  find(bucket: string, key: string, uploadId: string): Upload | undefined;
  /** Uploads that are neither completed nor aborted, by key and id, behind the given ones. */
  open(bucket: string, afterKey: string, afterId: string): readonly Upload[];
  /** Enters a part; gives the blob of the one that it replaces. */
  putPart(part: Part): string | undefined;
  parts(uploadId: string): readonly Part[];
  /** Forgets the upload's parts and keeps what became of it. Gives the parts' blobs. */
  complete(uploadId: string, versionId: string): readonly string[];
  /** Forgets the upload. Gives the parts' blobs. */
  abort(uploadId: string): readonly string[];
  /** Forgets what became of uploads that began before this time: their clients no longer ask. */
  forgetCompleted(before: Date): void;
};

export function openUploads(db: DatabaseSync): Uploads {
  const insert = db.prepare('INSERT INTO s3_uploads VALUES (?, ?, ?, ?, ?, ?, NULL)');
  const find = db.prepare('SELECT * FROM s3_uploads WHERE bucket = ? AND key = ? AND upload_id = ?');
  const open = db.prepare(`
    SELECT * FROM s3_uploads WHERE bucket = :bucket AND completed_version IS NULL
    AND (key > :afterKey OR (key = :afterKey AND upload_id > :afterId)) ORDER BY key, upload_id`);
  const part = db.prepare('SELECT blob FROM s3_parts WHERE upload_id = ? AND part_number = ?');
  const putPart = db.prepare('INSERT OR REPLACE INTO s3_parts VALUES (?, ?, ?, ?, ?, ?, ?)');
  const parts = db.prepare('SELECT * FROM s3_parts WHERE upload_id = ? ORDER BY part_number');
  const dropParts = db.prepare('DELETE FROM s3_parts WHERE upload_id = ? RETURNING blob');
  const complete = db.prepare('UPDATE s3_uploads SET completed_version = ? WHERE upload_id = ?');
  const abort = db.prepare('DELETE FROM s3_uploads WHERE upload_id = ?');
  const forget = db.prepare(
    'DELETE FROM s3_uploads WHERE completed_version IS NOT NULL AND initiated_ms < ?',
  );
  const forgetParts = (uploadId: string): readonly string[] => dropParts.all(uploadId).map(blobOf);
  return {
    insert(upload) {
      const checksum = upload.checksum === null ? null : JSON.stringify(upload.checksum);
      const { upload_id: id, bucket, key, initiated_ms: initiated } = upload;
      insert.run(id, bucket, key, initiated, JSON.stringify(upload.facts), checksum);
    },
    find(bucket, key, uploadId) {
      const row = find.get(bucket, key, uploadId);
      return row === undefined ? undefined : Upload.parse(row);
    },
    open: (bucket, afterKey, afterId) =>
      open.all({ bucket, afterKey, afterId }).map((row) => Upload.parse(row)),
    putPart(added) {
      const old = part.get(added.upload_id, added.part_number);
      const checksum = added.checksum === null ? null : JSON.stringify(added.checksum);
      const { upload_id: id, part_number: number, blob, size, etag, modified_ms: modified } = added;
      putPart.run(id, number, blob, size, etag, modified, checksum);
      return old === undefined ? undefined : blobOf(old);
    },
    parts: (uploadId) => parts.all(uploadId).map((row) => Part.parse(row)),
    complete(uploadId, versionId) {
      complete.run(versionId, uploadId);
      return forgetParts(uploadId);
    },
    abort(uploadId) {
      const blobs = forgetParts(uploadId);
      abort.run(uploadId);
      return blobs;
    },
    forgetCompleted: (before) => void forget.run(before.getTime()),
  };
}

function blobOf(row: Record<string, SQLOutputValue>): string {
  return z.string().parse(row['blob']);
}
