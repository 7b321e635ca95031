import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cloud, openCloud } from '#local/cloud.ts';
import { type Clients, openClients } from '#local/main-job/clients.ts';
import { runMainJob } from '#local/main-job/main-job.ts';
import type { Progress } from '#local/main-job/progress.ts';
import type { SampleOptions } from '#local/sample/municipality.ts';

/** Small enough for a test, large enough for every planted case. */
export const SMALL_TOWN: SampleOptions = { residents: 300, seed: 3, today: '2026-10-15' };

const silent: Progress = { say: () => {}, begin: () => {}, done: () => {}, end: () => {} };

export type Town = { readonly cloud: Cloud; readonly clients: Clients; readonly dataDir: string };

export const freshDir = (): string => mkdtempSync(join(tmpdir(), 'verband-e2e-'));

/** An embedded cloud on any free port, from the app's own template, without a sample. */
export async function openTown(dataDir = freshDir()): Promise<Town> {
  const cloud = await openCloud({ dataDir, port: 0, log: () => {} });
  return { cloud, clients: openClients(cloud.environment, cloud.outputs), dataDir };
}

/** The same with the main job run through. */
export async function openSampleTown(sample = SMALL_TOWN, dataDir = freshDir()): Promise<Town> {
  const town = await openTown(dataDir);
  await runMainJob({ sample, cloud: town.cloud, clients: town.clients, progress: silent, dataDir });
  await town.cloud.idle();
  return town;
}

/** Drops a file and waits until everything that it caused has ended. */
export async function dropAndWait(
  { clients, cloud }: Town,
  key: string,
  body: string | Uint8Array,
): Promise<void> {
  await clients.drop(key, typeof body === 'string' ? Buffer.from(body) : body);
  await cloud.idle();
}
