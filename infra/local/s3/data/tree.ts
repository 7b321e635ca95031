import { randomUUID } from 'node:crypto';
import {
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Blobs } from './blobs.ts';
import { isPlain, keySuccessor } from './keys.ts';
import type { ObjectVersion, Versions } from './versions.ts';

/**
 * The live objects as files, `<data-dir>/s3/<bucket>/<key>`: hard links to their blobs, which DuckDB reads by their
 * names. A key is in the tree when it is a plain relative path (`isPlain`) and no other such key lies under it
 * as under a folder: where `a` and `a/b` both exist, `a/b` has the place. So the tree follows from the database alone.
 */
export type Tree = {
  path(bucket: string): string;
  /** Brings the tree's state of one key in line with the database. */
  refresh(bucket: string, key: string): void;
  /** Brings a bucket's whole folder in line: what a kill between commit and link left, or a hand that meddled. */
  /** Gives how many files it added, replaced or removed. */
  repair(bucket: string): number;
};

export function openTree(dataDir: string, blobs: Blobs, versions: Versions): Tree {
  const path = (bucket: string): string => join(dataDir, 's3', bucket);

  function refresh(bucket: string, key: string): void {
    if (!isPlain(key)) return;
    const object = versions.latest(bucket, key);
    if (object?.blob !== undefined && !isFolder(bucket, key)) place(bucket, object);
    else withdraw(bucket, key);
  }

  function isFolder(bucket: string, key: string): boolean {
    const folder = `${key}/`;
    for (const under of versions.live(bucket, folder, keySuccessor(folder)))
      if (isPlain(under.key)) return true;
    return false;
  }

  function place(bucket: string, object: ObjectVersion): void {
    const target = join(path(bucket), object.key);
    // A link under another name, moved over the old one: readers see the old file or the new, never none.
    const link = join(blobs.incoming, randomUUID());
    linkSync(blobs.path(object.blob), link);
    try {
      moveInto(link, target, path(bucket));
    } finally {
      // A move between two links to one file does nothing and leaves both.
      rmSync(link, { force: true });
    }
  }

  function withdraw(bucket: string, key: string): void {
    if (!removeFile(join(path(bucket), key))) return;
    for (let above = dirname(key); above !== '.'; above = dirname(above)) {
      if (!removeEmpty(join(path(bucket), above))) return;
      const shadowed = versions.latest(bucket, above);
      if (shadowed?.blob !== undefined) {
        place(bucket, shadowed);
        return;
      }
    }
  }

  return {
    path,
    refresh,
    repair(bucket) {
      const root = path(bucket);
      mkdirSync(root, { recursive: true });
      const missing = new Map<string, ObjectVersion>();
      for (const object of versions.live(bucket, '', undefined))
        if (isPlain(object.key)) missing.set(object.key, object);
      for (const key of missing.keys()) {
        for (let above = dirname(key); above !== '.'; above = dirname(above)) missing.delete(above);
      }
      let strange = 0;
      for (const key of walk(root, '')) {
        const expected = missing.get(key);
        if (expected !== undefined && sameFile(join(root, key), blobs.path(expected.blob)))
          missing.delete(key);
        else {
          unlinkSync(join(root, key));
          if (expected === undefined) strange++;
        }
      }
      for (const object of missing.values()) place(bucket, object);
      return missing.size + strange;
    },
  };
}

/** All files below; folders that hold none are removed on the way. */
function* walk(root: string, folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const key = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* walk(root, key);
    else yield key;
  }
  if (folder !== '') removeEmpty(join(root, folder));
}

function sameFile(left: string, right: string): boolean {
  return lstatSync(left, { bigint: true }).ino === statSync(right, { bigint: true }).ino;
}

function moveInto(file: string, target: string, root: string): void {
  try {
    renameSync(file, target);
  } catch (error) {
    // EISDIR: folders that hold nothing any more. Else the folder is missing, or a shadowed object stands in its place.
    if (codeOf(error) === 'EISDIR') rmSync(target, { recursive: true });
    else makeFolder(dirname(target), root);
    renameSync(file, target);
  }
}

function makeFolder(folder: string, root: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    if (!['EEXIST', 'ENOTDIR'].includes(codeOf(error))) throw error;
    for (let above = folder; above !== root; above = dirname(above)) if (removeFile(above)) break;
    mkdirSync(folder, { recursive: true });
  }
}

/** Whether there was a file to remove. */
function removeFile(file: string): boolean {
  try {
    unlinkSync(file);
    return true;
  } catch (error) {
    // macOS says EPERM for a folder, Linux EISDIR.
    if (['ENOENT', 'ENOTDIR', 'EISDIR', 'EPERM'].includes(codeOf(error))) return false;
    throw error;
  }
}

/** Whether the folder was empty and is gone. */
function removeEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(codeOf(error))) return false;
    throw error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
