import { threadId } from 'node:worker_threads';
import { defineTask } from '#link/engine/threads/task.ts';

const module = import.meta.url;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export const waiting = defineTask(module, 'waiting', async (milliseconds: number) => {
  await pause(milliseconds);
  return milliseconds;
});

export const threadOf = defineTask(module, 'threadOf', async (milliseconds: number) => {
  await pause(milliseconds);
  return threadId;
});

type Arrays = { readonly shared: Int32Array; readonly own: Int32Array<ArrayBuffer> };

/** Counts in shared memory what it is given, and gives it back, each one more. */
export const moving = defineTask(
  module,
  'moving',
  ({ shared, own }: Arrays) => {
    Atomics.add(shared, 0, own.length);
    return own.map((value) => value + 1);
  },
  { input: ({ own }) => [own.buffer], output: (own) => [own.buffer] },
);

export const failing = defineTask(module, 'failing', (what: string): string => {
  throw new Error(`no ${what}`);
});

export const leaving = defineTask(module, 'leaving', (code: number): never => process.exit(code));
