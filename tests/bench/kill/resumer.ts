import { warmTowns } from '#tests/e2e/warm-towns.ts';
import { type WholeState, wholeState } from '#tests/e2e/whole-state.ts';
import { jobSteps, LAST_DAY } from './job.ts';
import { type Finished, Task } from './task.ts';

/**
 * A process that takes one data directory after the other, as a kill left it, goes on with the job in it, and answers
 * with the state where it was asked for. Argument: cloud assembly.
 */
const [assemblyDir = ''] = process.argv.slice(2);
const steps = jobSteps();
const towns = await warmTowns(assemblyDir);

async function goOn({ dataDir, rests }: Task): Promise<Finished> {
  const town = await towns.open(dataDir);
  try {
    // What the kill cut off is finished before anything is added.
    await town.cloud.idle();
    const states: WholeState[] = [];
    for (const [index, step] of steps.slice(0, Math.max(...rests) + 1).entries()) {
      await step(town);
      if (rests.includes(index)) states.push(await wholeState(town, { lastDay: LAST_DAY }));
    }
    return {
      states,
      failures: town.cloud.failures().map(({ name, cause }) => `${name} failed: ${cause}`),
    };
  } finally {
    await town.cloud.close();
  }
}

process.on('message', (message) => {
  goOn(Task.parse(message)).then(
    (finished) => process.send?.(finished),
    (error: unknown) => process.send?.({ states: [], failures: [String(error)] }),
  );
});
process.on('disconnect', () => void towns.close());
