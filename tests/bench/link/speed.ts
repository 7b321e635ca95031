import { join } from 'node:path';
import { modelFile, personsFile, type SpeedCase } from './cases.ts';
import { medians, type RunFigures } from './figures.ts';
import { runOwn } from './own-engine.ts';
import type { Speed } from './results.ts';
import type { Splink } from './splink.ts';

export type SpeedOptions = {
  readonly folder: string;
  readonly runs: number;
  readonly threads: number;
  readonly splink: Splink | undefined;
  readonly say: (line: string) => void;
};

/**
 * One case: both engines in turn, so that what else the machine does falls on both; then the own one on one thread.
 * Throws if they did not weigh the same number of pairs: then it was not one job.
 */
export async function measureSpeed(
  { name, rows, model, peerRuns }: SpeedCase,
  { folder, runs, threads, splink, say }: SpeedOptions,
): Promise<Speed> {
  say(`${name}: ${rows.toLocaleString('en')} rows`);
  const job = { input: personsFile(folder, rows), model: modelFile(folder, model, rows) };
  const own: RunFigures[] = [];
  const peer: RunFigures[] = [];
  let gaveUp = false;
  for (let run = 0; run < runs; run += 1) {
    const { figures } = await runOwn({ ...job, threads, out: join(folder, 'own-clusters.csv') });
    own.push(figures);
    say(`${name}: own, run ${run + 1}: ${told(figures)}`);
    if (splink === undefined || run >= peerRuns || gaveUp) continue;
    const theirs = await splink
      .run({ ...job, threads, out: join(folder, 'splink-clusters.csv') })
      // Out of memory, say: a result too, and no reason to lose the others.
      .catch((reason: unknown) => say(`${name}: Splink gave up: ${String(reason)}`));
    if (theirs === undefined) {
      gaveUp = true;
      continue;
    }
    peer.push(theirs);
    say(`${name}: Splink, run ${run + 1}: ${told(theirs)}`);
    if (theirs.pairsScored !== figures.pairsScored)
      throw new Error(
        `${name}: Splink weighed ${theirs.pairsScored} pairs, the engine ${figures.pairsScored}`,
      );
  }
  const alone: RunFigures[] = [];
  for (let run = 0; run < runs && threads > 1; run += 1) {
    const { figures } = await runOwn({ ...job, threads: 1, out: join(folder, 'own-clusters.csv') });
    alone.push(figures);
    say(`${name}: own on one thread, run ${run + 1}: ${told(figures)}`);
  }
  return {
    rows,
    threads,
    own: medians(own),
    ...(alone.length > 0 ? { ownOneThread: medians(alone) } : {}),
    ...(peer.length > 0 ? { splink: medians(peer) } : {}),
    runs: { own: own.length, splink: peer.length },
  };
}

const told = ({ wall, pairsScored, peakRssMb }: RunFigures): string =>
  `${wall.toFixed(1)} s, ${pairsScored.toLocaleString('en')} pairs, ${peakRssMb.toFixed(0)} MB`;
