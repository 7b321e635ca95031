import { join } from 'node:path';
import { seededRandom } from '#local/sample/random.ts';
import { copyTown, type FirstTown } from '#tests/e2e/first-town.ts';
import { openTown } from '#tests/e2e/open-town.ts';
import { startMain } from '#tests/e2e/start-main.ts';
import { linkedTogether, type WholeState, wholeState } from '#tests/e2e/whole-state.ts';
import { LAST_DAY } from './job.ts';
import { runJob } from './run-job.ts';
import type { Tell } from './task.ts';

export type RandomOptions = {
  readonly first: FirstTown;
  /** Where directories are made. */
  readonly into: string;
  /** How many are killed. */
  readonly count: number;
  readonly atOnce: number;
};

/** The job with one file after the other: every table must come out the same. */
export async function inTurnAtRandom(options: RandomOptions, tell: Tell): Promise<void> {
  const { assemblyDir } = options.first;
  await killAtRandom('in turn', options, tell, async (dataDir, killAfterMs) =>
    runJob(dataDir, killAfterMs === undefined ? { assemblyDir } : { assemblyDir, killAfterMs }),
  );
}

/**
 * `npm start -- --once` with its whole main job, several files at once. Which of them are linked together hangs on the
 * moment of a kill, and with it what happens on the way; all else must come out the same, and everything where they are
 * linked as undisturbed.
 */
export async function atOnceAtRandom(options: RandomOptions, tell: Tell): Promise<void> {
  await killAtRandom('at once', options, tell, async (dataDir, killAfterMs) => {
    const ended = await startMain(dataDir, killAfterMs === undefined ? undefined : { ms: killAfterMs });
    if (ended !== 0 && ended !== 'SIGKILL') throw new Error(`the main job in ${dataDir} ended with ${ended}`);
  });
}

type Run = (dataDir: string, killAfterMs?: number) => Promise<void>;

/** All begin from one directory, as tokens and ids hang on its secret. */
async function killAtRandom(
  name: string,
  { first, into, count, atOnce }: RandomOptions,
  tell: Tell,
  run: Run,
): Promise<void> {
  if (count === 0) return;
  const fresh = (nth: string): string => copyTown(first, join(into, `${name.replace(' ', '-')}-${nth}`));
  const dataDir = fresh('undisturbed');
  const from = performance.now();
  await run(dataDir);
  const tookMs = performance.now() - from;
  const undisturbed = await foundIn(dataDir);
  if (undisturbed.failures.length > 0) throw new Error(undisturbed.failures.join('\n'));
  const random = seededRandom(1);
  const moments = Array.from({ length: count }, () => random.whole(300, Math.round(tookMs))).entries();
  const work = async (): Promise<void> => {
    for (const [index, ms] of moments) {
      const killedDir = fresh(String(index));
      await run(killedDir, ms);
      await run(killedDir);
      const found = await foundIn(killedDir);
      const alike = found.together.join('\n') === undisturbed.together.join('\n');
      const state = (of: Found) => [alike ? of.exact : of.loose];
      const how = alike ? '' : `, linked together otherwise: ${found.together.join(' | ')}`;
      tell({ name: `files ${name}, after ${ms} ms${how}`, dataDir: killedDir }, state(undisturbed), {
        states: state(found),
        failures: found.failures,
      });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

type Found = {
  readonly together: readonly string[];
  /** Everything, to be held against runs that linked the same files together. */
  readonly exact: WholeState;
  /** To be held against any run. */
  readonly loose: WholeState;
  readonly failures: string[];
};

async function foundIn(dataDir: string): Promise<Found> {
  const town = await openTown(dataDir);
  try {
    await town.cloud.idle();
    return {
      together: await linkedTogether(town),
      exact: await wholeState(town, { lastDay: LAST_DAY }),
      loose: await wholeState(town, { lastDay: LAST_DAY, anyGrouping: true }),
      failures: town.cloud.failures().map(({ name, cause }) => `${name} failed: ${cause}`),
    };
  } finally {
    await town.cloud.close();
  }
}
