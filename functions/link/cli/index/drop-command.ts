import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { startThread } from '../../engine/threads/thread.ts';
import { checkOutputs, type OutputFiles } from '../output-files.ts';
import { sayOnStandardError } from '../progress.ts';
import { dropReportJson } from './drop-report.ts';
import type { Dropped, DropOrder } from './drop-files.ts';
import type { DropOptions } from './options.ts';
import { publish } from './publish.ts';

/** So much CSV is linked sooner than threads start; and sooner than anybody who presses Ctrl-C waits. */
const SMALL_BYTES = 4_000_000;

/** Links a drop with an index, writes what was asked for, and returns a summary for people. Throws InputError. */
export async function dropCommand(options: DropOptions, files: OutputFiles): Promise<string> {
  const { index, input, withdraw, decisions, out, report } = options;
  const inputs = [input, withdraw, decisions].flatMap((path) => path ?? []);
  checkOutputs(
    [out, report].flatMap((path) => path ?? []),
    inputs,
  );
  const bytes = inputs.reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);
  const name = `drop-${randomBytes(6).toString('hex')}`;
  files.claim(join(index, name));
  const order = { ...options, object: `${name}/rows` };
  const dropped = bytes < SMALL_BYTES ? await dropHere(order) : await dropInThread(order);
  const { replacement, report: done, warnings } = dropped;
  if (out !== undefined) await files.write(out, dropped.changes);
  if (report !== undefined)
    await files.write(report, [
      dropReportJson({
        ...done,
        // The clock of this process runs from its start.
        seconds: { ...done.seconds, total: performance.now() / 1000 },
        peakRssMb: process.resourceUsage().maxRSS / 1024,
      }),
    ]);
  if (replacement) await publish(index, replacement, files);
  else files.keep();
  for (const warning of warnings) sayOnStandardError(`Warning: ${warning}\n`);
  const { created, corrected, withdrawn, unchanged } = done;
  return `${created} records are new, ${corrected} corrected, ${withdrawn} withdrawn, ${unchanged} as they were; ${done.rows} stand.
${done.entitiesChanged} changes of entities (${done.pairsScored} pairs weighed, ${done.rowsAffected} records taken together anew). Version ${done.version}.
`;
}

async function dropHere(order: DropOrder): Promise<Dropped> {
  const { dropFiles } = await import('./drop-files.ts');
  return dropFiles.run({ ...order, threads: 1 });
}

async function dropInThread(order: DropOrder): Promise<Dropped> {
  const thread = startThread();
  const dropFiles = { module: new URL('./drop-files.ts', import.meta.url).href, name: 'dropFiles' };
  const dropped = await thread.ask<DropOrder, Dropped>(dropFiles, order);
  await thread.close();
  return dropped;
}
