import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * The job in a process of its own, killed with SIGKILL after so many milliseconds if they are given. Throws when it
 * ends with an error of its own.
 */
export async function runJob(
  dataDir: string,
  options: { readonly assemblyDir: string; readonly killAfterMs?: number },
): Promise<void> {
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(import.meta.dirname, 'runner.ts'),
      dataDir,
      options.assemblyDir,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const ended = once(child, 'exit');
  const { killAfterMs } = options;
  const killing = new AbortController();
  if (killAfterMs !== undefined)
    void sleep(killAfterMs, undefined, { signal: killing.signal }).then(
      () => child.kill('SIGKILL'),
      () => {},
    );
  const [code, signal] = await ended;
  killing.abort();
  if (signal !== 'SIGKILL' && code !== 0)
    throw new Error(`the job in ${dataDir} ended with ${String(code ?? signal)}`);
}
