import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { QueryError } from '../trino/query-error.ts';

export type ObjectFile = { readonly path: string; readonly bytes: number };

/** Gives the folder in which the latest objects of a bucket lie under their keys. */
export type S3Tree = (bucket: string) => string;

/**
 * The objects under an `s3://bucket/prefix/` that a query reads: not those that are empty, nor those (or under folders)
 * whose name begins with `_` or `.`. A prefix without objects has none.
 */
export async function objectsUnder(location: string, s3Tree: S3Tree): Promise<ObjectFile[]> {
  const [, bucket = '', key = ''] = /^s3[an]?:\/\/([^/]+)\/?(.*)$/.exec(location) ?? [];
  const steps = key.split('/').filter((step) => step !== '');
  if (bucket === '' || steps.includes('..'))
    throw new QueryError('HIVE_INVALID_METADATA', `the location '${location}' is no place in S3`);
  return filesIn(resolve(s3Tree(bucket), ...steps));
}

async function filesIn(folder: string): Promise<ObjectFile[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const shown = entries.filter(({ name }) => !/^[_.]/.test(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const found = await Promise.all(
    shown.map(async (entry): Promise<ObjectFile[]> => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesIn(path);
      const bytes = await sizeOf(path);
      return bytes > 0 ? [{ path, bytes }] : [];
    }),
  );
  return found.flat();
}

/** 0 for an object that was deleted since the folder was read. */
async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    (error: unknown) => {
      if (isMissing(error)) return 0;
      throw error;
    },
  );
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
