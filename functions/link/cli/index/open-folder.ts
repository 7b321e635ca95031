import { existsSync } from 'node:fs';
import { MANIFEST_KEY } from '../../engine/index/manifest.ts';
import { countReads, type ReadTally } from '../../engine/index/objects.ts';
import { type OpenIndex, openIndex } from '../../engine/index/open-index.ts';
import { InputError } from '../../engine/table/input-error.ts';
import { folderObjects } from '../folder-objects.ts';
import { join } from 'node:path';
import { holdBack, type Replacement } from './held-back.ts';

export type FolderIndex = {
  readonly index: OpenIndex;
  readonly tally: ReadTally;
  /** What readers are to see, and don't yet. */
  readonly held: Replacement[];
};

/** Opens the index in a folder. Throws InputError if there is none, or one that this program can't read. */
export async function openFolder(folder: string): Promise<FolderIndex> {
  if (!existsSync(join(folder, MANIFEST_KEY)))
    throw new InputError(
      `${folder}: there is no index. Make one with: npm run link -- index --input FILE --index ${folder}`,
    );
  const tally = { ranges: 0, bytes: 0 };
  const held: Replacement[] = [];
  const objects = countReads(holdBack(folderObjects(folder), held), tally);
  try {
    return { index: await openIndex(objects), tally, held };
  } catch (error) {
    throw new InputError(`${folder}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
