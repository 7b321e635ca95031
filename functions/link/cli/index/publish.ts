import { InputError } from '../../engine/table/input-error.ts';
import { folderObjects } from '../folder-objects.ts';
import type { OutputFiles } from '../output-files.ts';
import type { Replacement } from './held-back.ts';

/**
 * Lets readers of the index in a folder see what is written, and keeps what belongs to it. Throws InputError, and
 * nothing has happened, if somebody else changed the index since it was opened.
 */
export async function publish(
  folder: string,
  { key, bytes, expected }: Replacement,
  files: OutputFiles,
): Promise<void> {
  if (!(await folderObjects(folder).replace(key, bytes, expected)))
    throw new InputError(`${folder} was changed by somebody else meanwhile; nothing was done. Try again.`);
  files.keep();
}
