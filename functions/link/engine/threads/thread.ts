import { Worker } from 'node:worker_threads';
import type { Task } from './task.ts';

/** A worker that does one thing at a time. */
export type Thread = {
  /** Rejects with what the task throws, or with why the thread ended. */
  ask<Input, Output>(task: Omit<Task<Input, Output>, 'run'>, input: Input): Promise<Output>;
  /** False once it has ended; it can't be asked any more. */
  alive(): boolean;
  close(): Promise<void>;
};

/** Starts a thread; it keeps the process alive only while it is asked something. */
export function startThread(): Thread {
  const worker = new Worker(new URL('./worker.ts', import.meta.url));
  worker.unref();
  let ended = false;
  let fail: (reason: unknown) => void = () => {};
  worker.on('error', (error) => {
    ended = true;
    fail(error);
  });
  worker.on('exit', (code) => {
    ended = true;
    fail(new Error(`A thread ended early (exit code ${code})`));
  });

  return {
    ask: ({ module, name, moves }, input) =>
      new Promise((resolve, reject) => {
        fail = reject;
        worker.ref();
        worker.once('message', (answer) => {
          worker.unref();
          if ('error' in answer) reject(answer.error);
          else resolve(answer.output);
        });
        worker.postMessage({ module, name, input }, moves?.input?.(input));
      }),
    alive: () => !ended,
    close: async () => {
      ended = true;
      await worker.terminate();
    },
  };
}
