import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cloud } from '../cloud.ts';
import { makeMunicipality, type SampleOptions } from '../sample/municipality.ts';
import type { SampleFile } from '../sample/files/csv.ts';
import type { Clients } from './clients.ts';
import type { Progress } from './progress.ts';
import { watchSomeone } from './watch-someone.ts';

export type MainJob = {
  readonly sample: SampleOptions;
  readonly cloud: Cloud;
  readonly clients: Clients;
  readonly progress: Progress;
  readonly dataDir: string;
};

/**
 * The main job: a municipality's files are dropped, a watch entry is proposed and approved, and a month later a second
 * delivery brings news. Every part can be repeated: what lies there already is not dropped again.
 */
export async function runMainJob(job: MainJob): Promise<void> {
  const { sample, progress } = job;
  progress.say(
    `A fictitious municipality of ${sample.residents} residents (seed ${sample.seed}), as of ${sample.today}`,
  );
  const town = makeMunicipality(sample);
  // For judging patterns afterwards; it is never dropped.
  writeFileSync(join(job.dataDir, 'truth.json'), `${JSON.stringify(town.truth, null, 2)}\n`);
  for (const [index, files] of town.history.entries())
    await dropAll(job, `Delivery ${index + 1} of ${town.history.length + 1}`, files);
  await watchSomeone(job);
  await dropAll(
    job,
    `Delivery ${town.history.length + 1} of ${town.history.length + 1}, a month later`,
    town.secondDelivery,
  );
}

async function dropAll(job: MainJob, title: string, files: readonly SampleFile[]): Promise<void> {
  const { clients, cloud, progress } = job;
  progress.begin(`${title}: ${files.map((file) => file.key).join(', ')}`);
  const dropped = await Promise.all(files.map(async (file) => clients.drop(file.key, file.body)));
  await cloud.idle();
  progress.done();
  if (!dropped.includes(true)) progress.say('  lies there already');
}
