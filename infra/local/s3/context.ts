import type { EventSink } from '../events/sink.ts';
import type { Store } from '../store.ts';
import { type Blobs, openBlobs } from './data/blobs.ts';
import { type Buckets, openBuckets } from './data/buckets.ts';
import { createTables } from './data/schema.ts';
import { openTree, type Tree } from './data/tree.ts';
import { openUploads, type Uploads } from './data/uploads.ts';
import { openVersions, type Versions } from './data/versions.ts';

/** What the operations work with. */
export type S3Context = {
  readonly store: Store;
  readonly events: EventSink;
  readonly now: () => Date;
  readonly buckets: Buckets;
  readonly versions: Versions;
  readonly uploads: Uploads;
  readonly blobs: Blobs;
  readonly tree: Tree;
};

/** For so long a repeated CompleteMultipartUpload gets the answer of the first. */
const REPEAT_MS = 24 * 60 * 60 * 1000;

/** Opens the state and mends what a kill may have left: the tree follows the rows, files without a row go. */
export function openContext(
  store: Store,
  events: EventSink,
  now: () => Date,
  log: (line: string) => void,
): S3Context {
  createTables(store.db);
  const blobs = openBlobs(store.dataDir);
  const versions = openVersions(store.db);
  const buckets = openBuckets(store.db);
  const tree = openTree(store.dataDir, blobs, versions);
  for (const { name } of buckets.all()) {
    const mended = tree.repair(name);
    if (mended > 0) log(`s3: ${mended} files of ${name} brought in line with the database`);
  }
  blobs.sweep((blob) => versions.needsBlob(blob), now());
  const uploads = openUploads(store.db);
  uploads.forgetCompleted(new Date(now().getTime() - REPEAT_MS));
  return { store, events, now, buckets, versions, uploads, blobs, tree };
}
