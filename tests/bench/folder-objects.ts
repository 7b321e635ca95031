import { mkdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ObjectStore } from '#ports';

/** A folder as an object store: what a Lambda reads and writes, without the wire. */
export const folderObjects = (folder: string): Pick<ObjectStore, 'bucket' | 'read' | 'write'> => ({
  bucket: folder,
  read: async (key) => readFile(join(folder, key)),
  write: async (key, body) => {
    const file = join(folder, key);
    mkdirSync(dirname(file), { recursive: true });
    await writeFile(file, body);
  },
});
