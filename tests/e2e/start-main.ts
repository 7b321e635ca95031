import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SampleOptions } from '#local/sample/municipality.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'infra', 'local', 'main.ts');
/**
 * `npm start -- --once` in a process of its own. With `kill` it is killed with SIGKILL so many milliseconds after it began,
 * or after it has printed what `after` fits. Gives the exit code, or the signal that ended it.
 */
export async function startMain(
  dataDir: string,
  kill?: { readonly ms: number; readonly after?: RegExp },
): Promise<number | NodeJS.Signals | null> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', MAIN, '--once', '--port', '0', '--data-dir', dataDir],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = new Promise<number | NodeJS.Signals | null>((done) => {
    child.once('close', (code, signal) => done(code ?? signal));
  });
  let waited = kill;
  const killLater = (): void => {
    if (waited) void sleep(waited.ms).then(() => child.kill('SIGKILL'));
    waited = undefined;
  };
  if (kill?.after === undefined) killLater();
  let printed = '';
  for await (const part of child.stdout) {
    printed += String(part);
    if (waited?.after?.test(printed) === true) killLater();
  }
  return ended;
}

/** Says which town the main job of a directory is to be about. */
export function chooseSample(dataDir: string, sample: SampleOptions): void {
  writeFileSync(join(dataDir, 'sample.json'), JSON.stringify(sample));
}
