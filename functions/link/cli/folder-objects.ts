import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { ByteRange, IndexObjects } from '../engine/index/objects.ts';

/** A read call costs about what copying so many bytes does. */
const GAP_BYTES = 1 << 12;

/**
 * Objects as files in a folder. Calls are synchronous within, because thousands of small reads through the thread pool
 * would cost ten times what they read.
 */
export function folderObjects(folder: string): IndexObjects {
  const path = (key: string) => join(folder, key);
  return {
    gapBytes: GAP_BYTES,
    read: async (key, ranges, memory) => readRanges(path(key), ranges, memory),
    readWhole: async (key) => (existsSync(path(key)) ? new Uint8Array(readFileSync(path(key))) : undefined),
    write: async (key, pieces) => {
      const temporary = writeTemporary(path(key), pieces);
      // Unlike a rename, a hard link never replaces what is there.
      try {
        linkSync(temporary, path(key));
      } finally {
        rmSync(temporary);
      }
    },
    replace: async (key, bytes, expected) => replaceFile(path(key), bytes, expected),
    remove: async (keys) => {
      for (const key of keys) rmSync(path(key), { force: true });
      for (const empty of new Set(keys.map((key) => dirname(path(key)))))
        if (existsSync(empty) && readdirSync(empty).length === 0) rmdirSync(empty);
    },
  };
}

/** Keys of all objects in a folder, and of what was left behind by processes that broke off. */
export const keysIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    : [];

function readRanges(
  path: string,
  ranges: readonly ByteRange[],
  memory: Uint8Array<ArrayBuffer> = new Uint8Array(),
): Uint8Array<ArrayBuffer> {
  const length = ranges.reduce((sum, range) => sum + range.length, 0);
  const all = length <= memory.length ? memory.subarray(0, length) : new Uint8Array(length);
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
  if (!takeLock(lock)) {
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

/** A lock holds the number of the process that took it: one that is no more holds nothing up. */
function takeLock(lock: string): boolean {
  const own = writeTemporary(lock, [new TextEncoder().encode(String(process.pid))]);
  try {
    if (makeLink(own, lock)) return true;
    if (isRunning(Number(readFileSync(lock, 'utf8')))) return false;
    rmSync(lock, { force: true });
    return makeLink(own, lock);
  } catch {
    return false;
  } finally {
    rmSync(own);
  }
}

/** False if the name is taken. */
function makeLink(file: string, name: string): boolean {
  try {
    linkSync(file, name);
    return true;
  } catch {
    return false;
  }
}

function isRunning(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    // It is there, and somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
