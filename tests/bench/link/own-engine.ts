import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { runChild } from './child.ts';
import type { RunFigures } from './figures.ts';

const Ratios = z.object({ precision: z.number(), recall: z.number(), f1: z.number() });
const AtThreshold = Ratios.extend({ threshold: z.number() });

/** What the linking command reports, as far as the benchmark needs it. */
const Report = z.object({
  rows: z.number(),
  pairsScored: z.number(),
  seconds: z.record(z.string(), z.number()),
  peakRssMb: z.number(),
  pairs: z.object({ fixed: AtThreshold, best: AtThreshold }).optional(),
  clusters: Ratios.extend({ b3: Ratios }).optional(),
  blockingRecall: z.number().optional(),
});

export type OwnRun = {
  readonly input: string;
  /** `auto` or the file of a model. */
  readonly model: string;
  readonly out: string;
  readonly threads: number;
  readonly truth?: string;
};

/** The linking command in a process of its own; CSV in, CSV out. */
export async function runOwn(run: OwnRun): Promise<{ figures: RunFigures; report: z.infer<typeof Report> }> {
  const report = `${run.out}.report.json`;
  const child = await runChild(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    'functions/link/cli.ts',
    `--input=${run.input}`,
    `--model=${run.model}`,
    `--out=${run.out}`,
    `--report=${report}`,
    `--threads=${run.threads}`,
    ...(run.truth === undefined ? [] : [`--truth=${run.truth}`]),
  ]);
  const read = Report.parse(JSON.parse(readFileSync(report, 'utf8')));
  const figures: RunFigures = {
    wall: child.wallSeconds,
    ...(child.cpuSeconds === undefined ? {} : { cpu: child.cpuSeconds }),
    stages: read.seconds,
    rows: read.rows,
    pairsScored: read.pairsScored,
    peakRssMb: child.peakRssMb ?? read.peakRssMb,
  };
  return { figures, report: read };
}
