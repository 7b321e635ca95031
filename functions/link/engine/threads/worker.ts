import { parentPort } from 'node:worker_threads';
import { letGo } from './let-go.ts';
import type { Task } from './task.ts';

/** A thread of the pool: takes one order at a time, answers each with its output or with what went wrong. */
type Order = { readonly module: string; readonly name: string; readonly input: unknown };

const isTask = (value: unknown): value is Task<unknown, unknown> =>
  typeof value === 'object' && value !== null && 'run' in value && typeof value.run === 'function';

/** Without an order for so long, a thread is idle: the stage that it worked for is over. */
const IDLE_MS = 5;
let idle: NodeJS.Timeout | undefined;

parentPort?.on('message', ({ module, name, input }: Order) => {
  clearTimeout(idle);
  answer(module, name, input)
    .catch((error: unknown) => parentPort?.postMessage({ error }))
    .finally(() => {
      idle = setTimeout(letGo, IDLE_MS).unref();
    });
});

async function answer(module: string, name: string, input: unknown): Promise<void> {
  const exported: Record<string, unknown> = await import(module);
  const task = exported[name];
  if (!isTask(task)) throw new Error(`${module} exports no task ${name}`);
  const output = await task.run(input);
  parentPort?.postMessage({ output }, task.moves?.output?.(output));
}
