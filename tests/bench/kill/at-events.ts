import { join } from 'node:path';
import { copyTown, type FirstTown } from '#tests/e2e/first-town.ts';
import { goOnInAll } from './go-on-in-all.ts';
import { jobSteps } from './job.ts';
import { recordEvents } from './record-events.ts';
import type { Finished, Tell } from './task.ts';

export type EventOptions = {
  readonly first: FirstTown;
  /** Where directories are made. */
  readonly into: string;
  /** Every n-th event only; 0: none. */
  readonly step: number;
  readonly atOnce: number;
  /** Compare at the end of the job too, not only where the town next comes to rest. */
  readonly toTheEnd: boolean;
};

/** Goes on from what a kill at each event would leave. Throws when the undisturbed job fails. */
export async function atEvents(
  { first, into, step, atOnce, toTheEnd }: EventOptions,
  say: (line: string) => void,
  tell: Tell,
): Promise<void> {
  if (step === 0) return;
  const { assemblyDir } = first;
  const rests = jobSteps().map((_step, index) => index);
  let undisturbed: Finished = { states: [], failures: [] };
  const whole = { name: 'undisturbed', dataDir: copyTown(first, join(into, 'whole')), rests };
  await goOnInAll([whole], { assemblyDir, atOnce: 1 }, (_task, finished) => {
    undisturbed = finished;
  });
  if (undisturbed.failures.length > 0) throw new Error(undisturbed.failures.join('\n'));
  const tables = Object.values(undisturbed.states.at(-1) ?? {});
  const rows = tables.reduce((sum, table) => sum + table.length, 0);
  say(`undisturbed: ${rests.length} steps, ${rows} rows in ${tables.length} tables at the end`);

  const moments = await recordEvents({ dataDir: copyTown(first, join(into, 'recorded')), assemblyDir, into });
  const tasks = moments
    .filter((_moment, index) => (index + 1) % step === 0)
    .map(({ step: cutOff, ...moment }) => ({
      ...moment,
      rests: [...new Set(toTheEnd ? [cutOff, rests.length - 1] : [cutOff])],
    }));
  say(`recorded: ${moments.length} events, of which ${tasks.length} are gone on from`);
  await goOnInAll(tasks, { assemblyDir, atOnce }, (task, finished) =>
    tell(
      task,
      undisturbed.states.filter((_state, index) => task.rests.includes(index)),
      finished,
    ),
  );
}
