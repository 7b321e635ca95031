import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

export type ChildRun = {
  /** From start to end of the process, as seen from outside. */
  readonly wallSeconds: number;
  /** Largest resident memory of the process, MiB; undefined where the system does not say. */
  readonly peakRssMb?: number;
  readonly output: string;
};

const LOOK_EVERY_MS = 20;

/** Runs a command cold, in a process of its own, and throws with its last words if it fails. */
export async function runChild(command: string, args: readonly string[]): Promise<ChildRun> {
  const started = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let complaint = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = `${complaint}${text}`.slice(-4_000);
  });
  let peakKb: number | undefined;
  const look = setInterval(() => {
    void highWaterKb(child.pid).then((kb) => {
      if (kb !== undefined) peakKb = Math.max(peakKb ?? 0, kb);
    });
  }, LOOK_EVERY_MS);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const wallSeconds = (performance.now() - started) / 1000;
    if (code !== 0)
      throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${complaint}${output}`);
    return { wallSeconds, output, ...(peakKb === undefined ? {} : { peakRssMb: peakKb / 1024 }) };
  } finally {
    clearInterval(look);
  }
}

/** Linux counts the peak itself, so looking now and then misses only what comes in the last moment. */
async function highWaterKb(pid: number | undefined): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const found = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return found === undefined ? undefined : Number(found);
}
