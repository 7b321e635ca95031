import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../engine/table/input-error.ts';
import { startThread } from '../../engine/threads/thread.ts';
import { checkOutputs, type OutputFiles } from '../output-files.ts';
import type { BuildOrder, BuiltFiles } from './build-files.ts';
import type { BuildOptions } from './options.ts';
import { publish } from './publish.ts';

/** Makes an index of the records of a file, and returns a summary for people. Throws InputError. */
export async function buildCommand(options: BuildOptions, files: OutputFiles): Promise<string> {
  const { index, input, report } = options;
  checkOutputs(report === undefined ? [] : [report], [input]);
  makeFolder(index);
  const name = `base-${randomBytes(6).toString('hex')}`;
  files.claim(join(index, name));
  const thread = startThread();
  // Named, not imported: this thread needs nothing of the engine.
  const buildFiles = { module: new URL('./build-files.ts', import.meta.url).href, name: 'buildFiles' };
  const built = await thread.ask<BuildOrder, BuiltFiles>(buildFiles, { ...options, name });
  await thread.close();
  const { manifest, pairsScored, seconds, model } = built;
  const { rowsAlive: rows, nextEntity: entities } = manifest;
  if (report !== undefined) {
    const peakRssMb = Math.round(process.resourceUsage().maxRSS / 1024);
    const total = performance.now() / 1000;
    const done = { rows, entities, pairsScored, seconds: { ...seconds, total }, peakRssMb, model };
    await files.write(report, [`${JSON.stringify(done, undefined, 2)}\n`]);
  }
  await publish(index, built.replacement, files);
  return `${rows} records are of ${entities} entities (${pairsScored} pairs weighed, threshold ${model.threshold}); they are in ${index}.\n`;
}

/** Throws InputError if there is something already: an index is never written over. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) throw new InputError(`${folder} is a file. Name a folder.`);
    if (readdirSync(folder).length > 0)
      throw new InputError(`${folder} is not empty. Name a new folder, or remove it first.`);
    return;
  }
  try {
    mkdirSync(folder);
  } catch (error) {
    throw new InputError(
      `${folder} can't be made: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}
