import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { InputError } from './input-error.ts';

/** A file that is open for reading. */
export type InputFile = { readonly path: string; readonly descriptor: number; readonly size: number };

/** Opens a file. Throws InputError if there is no such file or it may not be read. */
export function openInput(path: string): InputFile {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    throw new InputError(`${path}: ${whyNot(error)}`, { cause: error });
  }
  const found = fstatSync(descriptor);
  if (found.isFile()) return { path, descriptor, size: found.size };
  closeSync(descriptor);
  throw new InputError(`${path}: not a file. Name a CSV or Parquet file.`);
}

export const closeInput = ({ descriptor }: InputFile): void => closeSync(descriptor);

/** Opens a file, hands it over, closes it. Throws InputError. */
export function withInputFile<Result>(path: string, use: (file: InputFile) => Result): Result {
  const file = openInput(path);
  try {
    return use(file);
  } finally {
    closeInput(file);
  }
}

/**
 * Fills `into` from `start` on with the file's bytes from `position` on, and returns how many there were: fewer than
 * asked for only at the end of the file.
 */
export function readInto(
  file: InputFile,
  into: Uint8Array,
  start: number,
  position: number,
  length: number,
): number {
  let done = 0;
  while (done < length) {
    const read = readSync(file.descriptor, into, start + done, length - done, position + done);
    if (read === 0) break;
    done += read;
  }
  return done;
}

function whyNot(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file.';
  if (code === 'EACCES' || code === 'EPERM') return 'you may not read this file. Ask its owner for access.';
  if (code === 'EISDIR') return 'this is a folder. Name a CSV or Parquet file.';
  return `this file can't be opened (${error instanceof Error ? error.message : String(error)}).`;
}
