import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { compact } from '../../engine/index/compact.ts';
import { MANIFEST_KEY } from '../../engine/index/manifest.ts';
import { folderObjects, keysIn } from '../folder-objects.ts';
import type { OutputFiles } from '../output-files.ts';
import { openFolder } from './open-folder.ts';
import { publish } from './publish.ts';

/**
 * Writes all that stands as one base and removes what nothing needs any more, what broken-off drops left behind
 * included. Throws InputError.
 */
export async function compactCommand(folder: string, files: OutputFiles): Promise<string> {
  // What comes after this is somebody else's, and is not touched.
  const before = keysIn(folder);
  const { index, held } = await openFolder(folder);
  const name = `base-${randomBytes(6).toString('hex')}`;
  files.claim(join(folder, name));
  const { manifest } = await compact(index, `${name}/all`);
  const [replacement] = held;
  if (!replacement) throw new Error('The base was not written');
  await publish(folder, replacement, files);
  const unneeded = before.filter((key) => key !== MANIFEST_KEY);
  await folderObjects(folder).remove(unneeded);
  return `${manifest.rowsAlive} records stand in one base; ${unneeded.length} objects before it are gone. Version ${manifest.version}.\n`;
}
