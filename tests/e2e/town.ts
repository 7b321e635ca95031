import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { SampleOptions } from '#local/sample/municipality.ts';
import { copyTown } from './first-town.ts';
import { runSample, type Town } from './open-town.ts';
import { type WarmTowns, warmTowns } from './warm-towns.ts';

export type { Town } from './open-town.ts';

/** Small enough for a test, large enough for every planted case. */
export const SMALL_TOWN: SampleOptions = { residents: 300, seed: 3, today: '2026-10-15' };

const made = new Set<string>();
const opened: Promise<Town>[] = [];
let warm: Promise<WarmTowns> | undefined;

/** A directory of this test file's own, in which an embedded cloud has been opened once. */
export function freshDir(): string {
  const { folder, dataDir } = inject('firstTown');
  const own = mkdtempSync(join(folder, 'own-'));
  made.add(own);
  return copyTown({ dataDir }, join(own, 'data'));
}

/** Closes what the test file left open, as after a hook that took too long, and removes its directories. */
export async function leaveNothing(): Promise<void> {
  for (const town of opened.splice(0)) await (await town).cloud.close();
  for (const own of made) rmSync(own, { recursive: true, force: true });
  made.clear();
}

/** An embedded cloud without a sample; its workers may be warm from the one before, so close that first. */
export async function openTown(dataDir = freshDir()): Promise<Town> {
  warm ??= warmTowns(inject('firstTown').assemblyDir);
  const towns = await warm;
  const town = towns.open(dataDir);
  opened.push(town);
  return town;
}

/** The same with the main job run through. */
export async function openSampleTown(sample = SMALL_TOWN, dataDir = freshDir()): Promise<Town> {
  const town = await openTown(dataDir);
  await runSample(town, sample);
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
