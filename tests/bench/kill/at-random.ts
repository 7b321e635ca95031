import { join } from 'node:path';
import { seededRandom } from '#local/sample/random.ts';
import { copyTown, type FirstTown } from '#tests/e2e/first-town.ts';
import { openTown } from '#tests/e2e/open-town.ts';
import { startMain } from '#tests/e2e/start-main.ts';
import { wholeState } from '#tests/e2e/whole-state.ts';
import { LAST_DAY } from './job.ts';
import type { Finished, Tell } from './task.ts';

/**
 * `npm start -- --once` with its whole main job: undisturbed, then killed with SIGKILL at so many random moments and
 * started again. All begin from one directory, as tokens and ids hang on its secret.
 */
export async function atRandomMoments(
  options: {
    readonly first: FirstTown;
    readonly into: string;
    readonly count: number;
    readonly atOnce: number;
  },
  tell: Tell,
): Promise<void> {
  const { first, into, count, atOnce } = options;
  if (count === 0) return;
  const fresh = (name: string): string => copyTown(first, join(into, name));
  const dataDir = fresh('undisturbed');
  const from = performance.now();
  await finish(dataDir);
  const tookMs = performance.now() - from;
  const undisturbed = await stateIn(dataDir);
  const random = seededRandom(1);
  const moments = Array.from({ length: count }, () => random.whole(300, Math.round(tookMs))).entries();
  const work = async (): Promise<void> => {
    for (const [index, ms] of moments) {
      const killed = { name: `after ${ms} ms`, dataDir: fresh(`random-${index}`) };
      await startMain(killed.dataDir, { ms });
      await finish(killed.dataDir);
      tell(killed, undisturbed.states, await stateIn(killed.dataDir));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

/** Throws when the main job does not end well. */
async function finish(dataDir: string): Promise<void> {
  const code = await startMain(dataDir);
  if (code !== 0) throw new Error(`the main job in ${dataDir} ended with ${code}`);
}

async function stateIn(dataDir: string): Promise<Finished> {
  const town = await openTown(dataDir);
  await town.cloud.idle();
  const state = await wholeState(town, { lastDay: LAST_DAY, anyGrouping: true });
  const failures = town.cloud.failures().map(({ name, cause }) => `${name} failed: ${cause}`);
  await town.cloud.close();
  return { states: [state], failures };
}
