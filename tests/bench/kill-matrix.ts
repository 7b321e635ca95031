import { spawn } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { seededRandom } from '#local/sample/random.ts';
import { partitionOf } from '#tests/e2e/partition-of.ts';
import { freshDir, openTown } from '#tests/e2e/town.ts';

/**
 * `kill -9` at every boundary of a state (or every `--step`-th) and at random moments, each followed by a start that finishes:
 * the state of all tables must equal the undisturbed run's. Exit 1 when one differs.
 */
const { values } = parseArgs({
  options: { step: { type: 'string', default: '1' }, random: { type: 'string', default: '10' } },
});
const CHILD = join(import.meta.dirname, '..', 'e2e', 'kill-at.ts');

async function run(
  dataDir: string,
  at: number,
  killAfterMs?: number,
): Promise<{ code: number | null; events: number; ms: number }> {
  const start = performance.now();
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', CHILD, dataDir, String(at)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let printed = '';
  child.stdout.on('data', (part: Buffer) => {
    printed += part.toString();
  });
  const ended = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
  if (killAfterMs !== undefined) void sleep(killAfterMs).then(() => child.kill('SIGKILL'));
  const code = await ended;
  return { code, events: Number(printed.trim() || 0), ms: performance.now() - start };
}

async function stateIn(dataDir: string): Promise<string> {
  const town = await openTown(dataDir);
  await town.cloud.idle();
  const state = await partitionOf(town.clients);
  const failures = town.cloud.failures().length;
  await town.cloud.close();
  return JSON.stringify({ state, failures });
}

const base = freshDir();
await (await openTown(base)).cloud.close();
const copy = (): string => {
  const dir = freshDir();
  cpSync(base, dir, { recursive: true });
  return dir;
};
const undisturbedDir = copy();
const undisturbed = await run(undisturbedDir, 0);
const expected = await stateIn(undisturbedDir);
process.stdout.write(`undisturbed: ${undisturbed.events} events, ${(undisturbed.ms / 1000).toFixed(1)} s\n`);

const random = seededRandom(1);
const cases: { readonly name: string; readonly at: number; readonly afterMs?: number }[] = [
  ...Array.from({ length: Math.floor(undisturbed.events / Number(values.step)) }, (_each, index) => ({
    name: `event ${(index + 1) * Number(values.step)}`,
    at: (index + 1) * Number(values.step),
  })),
  ...Array.from({ length: Number(values.random) }, () => {
    const afterMs = random.whole(300, Math.round(undisturbed.ms));
    return { name: `after ${afterMs} ms`, at: 0, afterMs };
  }),
];
let different = 0;
for (const each of cases) {
  const dir = copy();
  const killed = await run(dir, each.at, each.afterMs);
  await run(dir, 0);
  const same = (await stateIn(dir)) === expected;
  if (!same) different += 1;
  process.stdout.write(
    `${same ? 'same' : 'DIFFERENT'}  ${each.name}${killed.code === null ? '' : ' (ended before the kill)'}\n`,
  );
  if (same) rmSync(dir, { recursive: true, force: true });
}
process.stdout.write(`${cases.length - different} of ${cases.length} kills end in the undisturbed state\n`);
process.exitCode = different === 0 ? 0 : 1;
