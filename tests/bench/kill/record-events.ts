import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/** A data directory as a kill -9 right after an event would have left it, and the step of the job that it cut off. */
export type Moment = { readonly name: string; readonly dataDir: string; readonly step: number };

/**
 * Runs the job once and copies its data directory at every event, while all its threads stand still. Locks fall with
 * the process, and what was not handed to the system yet is in no copy: each is what a kill leaves. Throws when the job
 * fails, and where there is no `/proc` to see the threads stand.
 */
export async function recordEvents(options: {
  readonly dataDir: string;
  readonly assemblyDir: string;
  /** Where the copies go. */
  readonly into: string;
}): Promise<Moment[]> {
  if (!existsSync('/proc/self/task')) throw new Error('the kill matrix needs Linux: it reads /proc');
  const { dataDir, assemblyDir, into } = options;
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'recorder.ts'), dataDir, assemblyDir],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'exit');
  const moments: Moment[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const [step = '', ...event] = line.trim().split(' ');
    const copy = join(into, String(moments.length + 1));
    await standsStill(child.pid ?? 0);
    await promisify(execFile)('cp', ['-a', dataDir, copy]);
    moments.push({
      name: `event ${moments.length + 1}, ${event.join(' ')}`,
      dataDir: copy,
      step: Number(step),
    });
    child.kill('SIGCONT');
  }
  const [code] = await ended;
  if (code !== 0) throw new Error(`the run that was to be recorded ended with ${String(code)}`);
  return moments;
}

/** Resolves when every thread of a process is stopped (proc(5): state T). */
async function standsStill(pid: number): Promise<void> {
  const tasks = `/proc/${pid}/task`;
  const stopped = (id: string): boolean =>
    / T /.test(readFileSync(join(tasks, id, 'stat'), 'utf8').replace(/^.*\)/s, ''));
  while (!readdirSync(tasks).every(stopped)) await sleep(1);
}
