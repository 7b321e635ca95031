import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Finished, type Task } from './task.ts';

/** Goes on with the job in each directory, so many processes at a time, and tells each outcome as it comes. */
export async function goOnInAll(
  tasks: readonly Task[],
  options: { readonly assemblyDir: string; readonly atOnce: number },
  tell: (task: Task, finished: Finished) => void,
): Promise<void> {
  const waiting = tasks.values();
  const work = async (): Promise<void> => {
    const child = fork(join(import.meta.dirname, 'resumer.ts'), [options.assemblyDir], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    for (const task of waiting) {
      child.send(task);
      const [answer] = await once(child, 'message');
      tell(task, Finished.parse(answer));
    }
    child.disconnect();
    await once(child, 'exit');
  };
  await Promise.all(Array.from({ length: Math.min(options.atOnce, tasks.length) }, work));
}
