import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { InputError } from '../engine/table/input-error.ts';

/**
 * Files that are written as a whole or not at all: each beside its place under another name, and all moved to their
 * places once all are on disk.
 */
export class OutputFiles {
  readonly #written: { readonly path: string; readonly temporary: string }[] = [];
  readonly #claimed: string[] = [];

  /** Writes pieces one after the other, giving way to signals in between. Throws InputError if that can't be done. */
  async write(path: string, pieces: Iterable<Uint8Array | string>): Promise<void> {
    const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.tmp`);
    try {
      const file = openSync(temporary, 'wx');
      this.#written.push({ path, temporary });
      try {
        for (const piece of pieces) {
          const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
          for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
          await new Promise((next) => setImmediate(next));
        }
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    } catch (error) {
      throw new InputError(`${path} can't be written: ${reasonOf(error)}`, { cause: error });
    }
  }

  /** A file or folder that comes about elsewhere: it goes with the others unless they are kept. */
  claim(path: string): void {
    this.#claimed.push(path);
  }

  /** Moves all that was written to its place. */
  keep(): void {
    this.#claimed.length = 0;
    for (const { path, temporary } of this.#written.splice(0)) renameSync(temporary, path);
  }

  /** Removes all that was written and not kept. */
  drop(): void {
    for (const { temporary } of this.#written.splice(0)) rmSync(temporary, { force: true });
    for (const path of this.#claimed.splice(0)) rmSync(path, { force: true, recursive: true });
  }
}

/**
 * Throws InputError if a file can't be written, or would replace an input: before hours of work, not after them.
 * `inputs`: paths.
 */
export function checkOutputs(outputs: readonly string[], inputs: readonly string[]): void {
  for (const [at, path] of outputs.entries()) {
    if (inputs.some((input) => resolve(input) === resolve(path)))
      throw new InputError(`${path} is an input; it is not written over. Name another file.`);
    if (outputs.findIndex((other) => resolve(other) === resolve(path)) !== at)
      throw new InputError(`${path} is to be written twice. Name two files.`);
    let folder = false;
    try {
      // With a slash at its end, only a folder is found.
      accessSync(join(dirname(path), '/'), constants.W_OK);
      folder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
    } catch (error) {
      throw new InputError(`${path} can't be written: ${reasonOf(error)}`, { cause: error });
    }
    if (folder) throw new InputError(`${path} is a folder. Name a file.`);
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'its folder does not exist.';
  if (code === 'ENOTDIR') return 'what should be its folder is a file.';
  if (code === 'EACCES' || code === 'EPERM') return 'you may not write there.';
  if (code === 'EROFS') return 'the disk is read-only.';
  if (code === 'ENOSPC') return 'the disk is full.';
  return error instanceof Error ? error.message : String(error);
}
