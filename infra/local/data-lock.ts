import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Another embedded cloud works in the same data directory. */
export class DataDirTaken extends Error {
  override readonly name = 'DataDirTaken';
}

/** Files of the lock itself, which must outlive an emptying of the directory. */
export const LOCK_FILES: ReadonlySet<string> = new Set(['lock.sqlite', 'lock.sqlite-journal', 'lock.pid']);

/**
 * Takes the data directory for this process, and makes it when it is not there. The lock is SQLite's own on a file
 * of its own: the system lets go of it when the process ends, by kill -9 too, so it never goes stale. Returns what
 * releases it; throws {@link DataDirTaken}.
 */
export function lockDataDir(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const holder = join(dataDir, 'lock.pid');
  const db = new DatabaseSync(join(dataDir, 'lock.sqlite'));
  try {
    db.exec('PRAGMA busy_timeout=0; BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    throw new DataDirTaken(
      `${dataDir} is in use by another Verband (process ${readHolder(holder)}); stop it, or name another directory with --data-dir`,
      { cause: error },
    );
  }
  writeFileSync(holder, String(process.pid));
  return () => db.close();
}

function readHolder(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return 'unknown';
  }
}
