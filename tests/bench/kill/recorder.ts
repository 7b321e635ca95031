import { writeSync } from 'node:fs';
import { openTown } from '#tests/e2e/open-town.ts';
import { jobSteps } from './job.ts';

/**
 * A process that runs the job and stops itself at every event of the workflow, once it is journalled, until it is let go:
 * SIGSTOP halts all threads at once, so what lies on the disk then is what a kill -9 at that moment would leave.
 * Prints the step and the event before it stops. Arguments: data directory, cloud assembly.
 */
const [dataDir = '', assemblyDir = ''] = process.argv.slice(2);
const town = await openTown(dataDir, { assemblyDir });
let at = 0;
town.cloud.states.onEvent(({ type, stateName = '' }) => {
  writeSync(1, `${at} ${type} ${stateName}\n`);
  process.kill(process.pid, 'SIGSTOP');
});
for (const [index, step] of jobSteps().entries()) {
  at = index;
  await step(town);
}
await town.cloud.close();
