import { cpSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { freshDir, openTown } from './town.ts';
import { stateOf } from './state-of.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'infra', 'local', 'main.ts');

/** Runs the main job in a process of its own; kills it with SIGKILL after some time when asked. Gives its exit code. */
async function run(dataDir: string, killAfterMs?: number): Promise<number | null> {
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      MAIN,
      '--once',
      '--residents',
      '250',
      '--port',
      '0',
      '--data-dir',
      dataDir,
    ],
    { stdio: 'ignore' },
  );
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  if (killAfterMs !== undefined) {
    await sleep(killAfterMs);
    child.kill('SIGKILL');
  }
  return ended;
}

async function stateIn(dataDir: string) {
  const town = await openTown(dataDir);
  await town.cloud.idle();
  const state = await stateOf(town.clients);
  await town.cloud.close();
  return state;
}

it('ends in the same state after a kill -9 in the middle as without', async () => {
  // Both begin from one directory, as tokens and ids hang on its secret.
  const [undisturbed, killed] = [freshDir(), freshDir()];
  await (await openTown(undisturbed)).cloud.close();
  cpSync(undisturbed, killed, { recursive: true });
  expect(await run(undisturbed)).toBe(0);
  await run(killed, 4500);
  expect(await run(killed)).toBe(0);
  expect(await stateIn(killed)).toEqual(await stateIn(undisturbed));
}, 300_000);
