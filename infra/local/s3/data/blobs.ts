import { randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** Pieces of this size go to the disk at a time; sockets hand over 64 KiB. */
const WRITE_BYTES = 1024 * 1024;

/** A file without a row is waste only when no running upload can still be about to claim it. */
const ORPHAN_AGE_MS = 60 * 60 * 1000;

export type Sink = (piece: Uint8Array) => Promise<void>;

/** Immutable files under `<data-dir>/blobs/`, each written once, whole, before a row tells of it. */
export type Blobs = {
  path(blob: string): string;
  /** Where half-made files lie: on the same file system, and outside the tree that queries read. */
  readonly incoming: string;
  /** Has a new blob filled; when `fill` throws, nothing is left of it. */
  write<T>(fill: (sink: Sink) => Promise<T>): Promise<{ blob: string; result: T }>;
  /** The bytes from `start` up to and with `end`. The file is open on return, so a delete does not cut the stream off. */
  read(blob: string, start: number, end: number): Readable;
  remove(blob: string): void;
  /** Removes blobs that nothing needs: what a kill left between writing the file and its row. */
  sweep(isNeeded: (blob: string) => boolean, now: Date): void;
};

export function openBlobs(dataDir: string): Blobs {
  const folder = join(dataDir, 'blobs');
  const incoming = join(folder, 'incoming');
  mkdirSync(incoming, { recursive: true });
  const path = (blob: string): string => join(folder, blob);
  return {
    path,
    incoming,
    async write(fill) {
      const blob = randomUUID();
      const half = join(incoming, blob);
      // Read-only, since the tree hands the very same file to whoever looks there.
      const file = await open(half, 'wx', 0o444);
      try {
        const { sink, flush } = gather((pieces) => file.writev(pieces));
        const result = await fill(sink);
        await flush();
        await file.close();
        renameSync(half, path(blob));
        return { blob, result };
      } catch (error) {
        await file.close();
        await rm(half, { force: true });
        throw error;
      }
    },
    read(blob, start, end) {
      const fd = openSync(path(blob), 'r');
      return createReadStream('', { fd, start, end, highWaterMark: 256 * 1024 });
    },
    remove: (blob) => rmSync(path(blob), { force: true }),
    sweep(isNeeded, now) {
      const old = (file: string): boolean => now.getTime() - statSync(file).mtimeMs > ORPHAN_AGE_MS;
      for (const name of readdirSync(folder)) {
        if (name !== 'incoming' && !isNeeded(name) && old(path(name))) rmSync(path(name));
      }
      for (const name of readdirSync(incoming)) {
        if (old(join(incoming, name))) rmSync(join(incoming, name));
      }
    },
  };
}

function gather(write: (pieces: Uint8Array[]) => Promise<unknown>): {
  sink: Sink;
  flush: () => Promise<void>;
} {
  let pieces: Uint8Array[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    if (pieces.length === 0) return;
    const full = pieces;
    pieces = [];
    bytes = 0;
    await write(full);
  };
  return {
    async sink(piece) {
      pieces.push(piece);
      bytes += piece.byteLength;
      if (bytes >= WRITE_BYTES) await flush();
    },
    flush,
  };
}
