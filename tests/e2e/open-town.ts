import { type Cloud, type CloudOptions, openCloud } from '#local/cloud.ts';
import { type Clients, openClients } from '#local/main-job/clients.ts';
import { runMainJob } from '#local/main-job/main-job.ts';
import type { Progress } from '#local/main-job/progress.ts';
import type { SampleOptions } from '#local/sample/municipality.ts';

export type Town = { readonly cloud: Cloud; readonly clients: Clients; readonly dataDir: string };

const silent: Progress = { say: () => {}, begin: () => {}, done: () => {}, end: () => {} };

/** An embedded cloud on any free port, from the app's own template, without a sample. */
export async function openTown(
  dataDir: string,
  options: Pick<CloudOptions, 'assemblyDir' | 'pool' | 'tally'> & { readonly port?: number } = {},
): Promise<Town> {
  const cloud = await openCloud({ dataDir, port: 0, log: () => {}, ...options });
  return { cloud, clients: openClients(cloud.environment, cloud.outputs), dataDir };
}

/** Runs the main job through. */
export async function runSample(town: Town, sample: SampleOptions): Promise<void> {
  await runMainJob({ sample, progress: silent, ...town });
  await town.cloud.idle();
}
