import { openTown } from '#tests/e2e/open-town.ts';
import { jobSteps } from './job.ts';

/** A process that runs the job, or goes on with it where it was cut off. Arguments: data directory, cloud assembly. */
const [dataDir = '', assemblyDir = ''] = process.argv.slice(2);
const town = await openTown(dataDir, { assemblyDir });
// What a kill cut off is finished before anything is added.
await town.cloud.idle();
for (const step of jobSteps()) await step(town);
await town.cloud.close();
