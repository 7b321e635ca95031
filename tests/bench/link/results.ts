import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { RunFigures } from './figures.ts';

const Agreement = z.object({
  model: z.string(),
  rows: z.number(),
  pairs: z.object({ own: z.number(), splink: z.number() }),
  common: z.number(),
  onlyFirst: z.number(),
  onlySecond: z.number(),
  mostBits: z.number(),
});

const Speed = z.object({
  rows: z.number(),
  threads: z.number(),
  own: RunFigures,
  /** The same job on one thread. */
  ownOneThread: RunFigures.optional(),
  splink: RunFigures.optional(),
  runs: z.object({ own: z.number(), splink: z.number() }),
});
export type Speed = z.infer<typeof Speed>;

const F1 = z.object({ fixed: z.number(), best: z.number(), clusters: z.number(), b3: z.number() });
const Accuracy = z.object({
  truePairs: z.number(),
  own: F1.extend({ seconds: z.number() }),
  splink: z.array(F1.extend({ settings: z.string(), seconds: z.number() })),
});
export type Accuracy = z.infer<typeof Accuracy>;

const Drop = z.object({
  rows: z.number(),
  seconds: z.number(),
  cpuSeconds: z.number(),
  readMb: z.number(),
  peakRssMb: z.number(),
  runs: z.number(),
});

/** All that has been measured so far, case by case, so that a run may go on where another ended. */
export const Results = z.object({
  machine: z
    .object({ cpus: z.number(), model: z.string(), memoryGb: z.number(), load: z.number() })
    .optional(),
  agreement: z.array(Agreement).default([]),
  speed: z.record(z.string(), Speed).default({}),
  accuracy: z.record(z.string(), Accuracy).default({}),
  drops: z.array(Drop).default([]),
});
export type Results = z.infer<typeof Results>;

export const readResults = (path: string): Results =>
  Results.parse(existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {});

export function writeResults(path: string, results: Results): void {
  writeFileSync(`${path}.unfinished`, `${JSON.stringify(results, undefined, 2)}\n`);
  renameSync(`${path}.unfinished`, path);
}
