import { startThread } from '../engine/threads/thread.ts';
import type { ExplainOrder } from './explain-files.ts';
import { lastRun, type Run } from './last-run.ts';
import type { ExplainedRun, ExplainOptions } from './options.ts';
import { readModel } from './read-model.ts';

/** Why the records of an entity are one, for people. Throws InputError. */
export async function explainCommand({ entity, run }: ExplainOptions, threads: number): Promise<string> {
  const thread = startThread();
  const explainFiles = { module: new URL('./explain-files.ts', import.meta.url).href, name: 'explainFiles' };
  const order = { ...(run ? named(run) : lastRun()), entity, threads };
  const lines = await thread.ask<ExplainOrder, string[]>(explainFiles, order);
  await thread.close();
  return `${lines.join('\n')}\n`;
}

const named = ({ inputs, clusters, decisions, model }: ExplainedRun): Run => ({
  inputs: [...inputs],
  clusters,
  ...(decisions === undefined ? {} : { decisions }),
  model: readModel(model),
});
