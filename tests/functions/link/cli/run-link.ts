import { spawn } from 'node:child_process';
import { join } from 'node:path';

export type Run = { readonly code: number | null; readonly out: string; readonly err: string };

const CLI = join(import.meta.dirname, '..', '..', '..', '..', 'functions', 'link', 'cli.ts');

/** The linking command in a process of its own. `stopAt`: text on standard error upon which it is sent a signal. */
export function runLink(
  folder: string,
  words: readonly string[],
  stopAt?: { readonly text: string; readonly signal: NodeJS.Signals },
): Promise<Run> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CLI, ...words], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (data) => {
    out += String(data);
  });
  child.stderr.on('data', (data) => {
    err += String(data);
    if (stopAt && err.includes(stopAt.text)) child.kill(stopAt.signal);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}
