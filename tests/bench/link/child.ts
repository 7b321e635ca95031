import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

export type ChildRun = {
  /** From start to end of the process, as seen from outside. */
  readonly wallSeconds: number;
  /** Largest resident memory of the process, MiB; undefined where the system does not say. */
  readonly peakRssMb?: number;
  /** Processor time of all its threads; undefined likewise. */
  readonly cpuSeconds?: number;
  readonly output: string;
};

const LOOK_EVERY_MS = 20;
/** What Linux counts processor time in, whatever the kernel's own clock (`USER_HZ`). */
const TICKS_PER_SECOND = 100;

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
  let ticks: number | undefined;
  const look = setInterval(() => {
    void highWaterKb(child.pid).then((kb) => {
      if (kb !== undefined) peakKb = Math.max(peakKb ?? 0, kb);
    });
    void processorTicks(child.pid).then((spent) => {
      if (spent !== undefined) ticks = Math.max(ticks ?? 0, spent);
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
    return {
      wallSeconds,
      output,
      ...(peakKb === undefined ? {} : { peakRssMb: peakKb / 1024 }),
      ...(ticks === undefined ? {} : { cpuSeconds: ticks / TICKS_PER_SECOND }),
    };
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

/** User and system time: the 14th and 15th word of `stat`, counted behind the name, which may have spaces. */
async function processorTicks(pid: number | undefined): Promise<number | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const words = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(words[11]) + Number(words[12]);
  return Number.isNaN(ticks) ? undefined : ticks;
}
