import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { ByteRange, IndexObjects } from '../engine/index/objects.ts';

/** A read call costs about what copying so many bytes does. */
const GAP_BYTES = 1 << 13;

/**
 * Objects as files in a folder. Calls are synchronous within, because thousands of small reads through the thread pool
 * would cost ten times what they read.
 */
export function folderObjects(folder: string): IndexObjects {
  const path = (key: string) => join(folder, key);
  return {
    gapBytes: GAP_BYTES,
    read: async (key, ranges) => readRanges(path(key), ranges),
    readWhole: async (key) => (existsSync(path(key)) ? new Uint8Array(readFileSync(path(key))) : undefined),
    write: async (key, pieces) => {
      const temporary = writeTemporary(path(key), pieces);
      // Unlike a rename, a hard link never replaces what is there.
      linkSync(temporary, path(key));
      rmSync(temporary);
    },
    replace: async (key, bytes, expected) => replaceFile(path(key), bytes, expected),
    remove: async (keys) => {
      for (const key of keys) rmSync(path(key), { force: true });
    },
  };
}

function readRanges(path: string, ranges: readonly ByteRange[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(ranges.reduce((sum, { length }) => sum + length, 0));
  if (all.length === 0) return all;
  const file = openSync(path, 'r');
  try {
    let at = 0;
    for (const { from, length } of ranges)
      for (let done = 0; done < length; ) {
        const read = readSync(file, all, at, length - done, from + done);
        if (read === 0) throw new Error(`${path} ends before byte ${from + length}`);
        done += read;
        at += read;
      }
  } finally {
    closeSync(file);
  }
  return all;
}

/** A complete file beside where it will stand; its name tells that it is not there yet. */
function writeTemporary(path: string, pieces: Iterable<Uint8Array>): string {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.unfinished`;
  rmSync(temporary, { force: true });
  const file = openSync(temporary, 'wx');
  try {
    for (const piece of pieces)
      for (let done = 0; done < piece.length; ) done += writeSync(file, piece, done, piece.length - done);
    fsyncSync(file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  return temporary;
}

/** One writer at a time, by a lock file; readers see the old bytes or the new ones. */
function replaceFile(path: string, bytes: Uint8Array, expected: Uint8Array | undefined): boolean {
  const temporary = writeTemporary(path, [bytes]);
  const lock = `${path}.lock`;
  try {
    closeSync(openSync(lock, 'wx'));
  } catch {
    rmSync(temporary);
    return false;
  }
  try {
    const now = existsSync(path) ? readFileSync(path) : undefined;
    const asExpected = expected === undefined ? now === undefined : now?.equals(expected) === true;
    if (asExpected) renameSync(temporary, path);
    else rmSync(temporary);
    return asExpected;
  } finally {
    rmSync(lock);
  }
}
