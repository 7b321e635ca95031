import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import { Model } from '../engine/model/model.ts';
import { InputError } from '../engine/table/input-error.ts';
import type { Linked } from './link-files.ts';
import type { LinkOptions } from './options.ts';

/** What `explain` needs to know of a run. Paths are absolute. */
const Run = z.strictObject({
  inputs: z.array(z.string()).min(1),
  clusters: z.string(),
  decisions: z.string().optional(),
  model: Model,
});
export type Run = z.infer<typeof Run>;

/** Beside the other data of this computer. */
export const LAST_RUN = join('.verband', 'link', 'last-run.json');

/** Of a run that writes clusters, what is to be remembered. */
export function lastRunJson(options: LinkOptions, clusters: string, { model }: Linked): string {
  mkdirSync(dirname(LAST_RUN), { recursive: true });
  const run: Run = {
    inputs: options.inputs.map((path) => resolve(path)),
    clusters: resolve(clusters),
    ...(options.decisions === undefined ? {} : { decisions: resolve(options.decisions) }),
    model,
  };
  return JSON.stringify(run);
}

/** The last run that wrote clusters. Throws InputError if there was none. */
export function lastRun(): Run {
  try {
    return Run.parse(JSON.parse(readFileSync(LAST_RUN, 'utf8')));
  } catch (error) {
    throw new InputError(
      'No run is known that wrote clusters. Link with --out FILE first, or name --clusters, --input and --model.',
      { cause: error },
    );
  }
}
