import type { Task } from './task.ts';
import { startThread, type Thread } from './thread.ts';

export type Pool = {
  /** Threads that work at the same time. */
  readonly size: number;
  /**
   * Each input to whichever thread is free, in their order; outputs in the order of the inputs. Rejects with the
   * first error that a task throws, and then starts no more of its inputs. One input alone runs in this thread, and
   * so does everything in a pool of one.
   */
  run<Input, Output>(task: Task<Input, Output>, inputs: readonly Input[]): Promise<Output[]>;
  /** Ends the threads; the pool is of no use afterwards. */
  close(): Promise<void>;
};

/** Threads start when there is work for them: a small file does not pay for what it does not need. */
export function openPool(size: number): Pool {
  const threads = new Set<Thread>();
  const idle: Thread[] = [];
  const queue: ((thread: Thread) => void)[] = [];
  let closed = false;

  const start = (): Thread => {
    const thread = startThread();
    threads.add(thread);
    return thread;
  };
  const take = async (): Promise<Thread> => {
    const free = idle.pop();
    if (free) return free;
    if (threads.size < size) return start();
    return new Promise((resolve) => queue.push(resolve));
  };
  const giveBack = (thread: Thread): void => {
    if (!thread.alive()) threads.delete(thread);
    const next = queue.shift();
    if (next) next(thread.alive() ? thread : start());
    else if (thread.alive()) idle.push(thread);
  };
  const ask = async <Input, Output>(task: Task<Input, Output>, input: Input): Promise<Output> => {
    const thread = await take();
    try {
      return await thread.ask(task, input);
    } finally {
      giveBack(thread);
    }
  };

  return {
    size,
    async run<Input, Output>(task: Task<Input, Output>, inputs: readonly Input[]): Promise<Output[]> {
      if (closed) throw new Error('The pool of threads is closed');
      const outputs: Output[] = [];
      const rest = inputs.entries();
      const here = size <= 1 || inputs.length <= 1;
      const work = async (): Promise<void> => {
        for (const [at, input] of rest) outputs[at] = here ? await task.run(input) : await ask(task, input);
      };
      // One that fails uses up the rest, so that the others stop after what they are at.
      const lanes = Array.from({ length: here ? 1 : Math.min(size, inputs.length) }, () =>
        work().catch((error: unknown) => {
          for (const _ of rest);
          throw error;
        }),
      );
      await Promise.all(lanes);
      return outputs;
    },
    async close() {
      closed = true;
      await Promise.all([...threads].map((thread) => thread.close()));
    },
  };
}
