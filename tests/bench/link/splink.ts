import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { runChild } from './child.ts';
import type { RunFigures } from './figures.ts';

const FOLDER = join(import.meta.dirname, '..', 'peers', 'splink');

const Printed = z.object({
  rows: z.number(),
  pairsScored: z.number(),
  seconds: z.record(z.string(), z.number()),
  peakRssMb: z.number(),
});

const Trained = z.object({
  name: z.string(),
  edges: z.string(),
  pairs: z.number(),
  seconds: z.number(),
});
export type TrainedRun = z.infer<typeof Trained>;

/** Splink in a virtual environment of its own (how to make one: `peers/splink/README.md`). */
export class Splink {
  readonly #python: string;

  constructor(venv: string) {
    this.#python = join(venv, 'bin', 'python');
  }

  isThere(): boolean {
    return existsSync(this.#python);
  }

  /** Links with a given model, cold; with `edges` it also writes them there. */
  async run(job: {
    readonly input: string;
    readonly model: string;
    readonly out: string;
    readonly threads: number;
    readonly edges?: string;
  }): Promise<RunFigures> {
    const child = await runChild(this.#python, [
      join(FOLDER, 'run.py'),
      `--input=${job.input}`,
      `--model=${job.model}`,
      `--out=${job.out}`,
      `--threads=${job.threads}`,
      ...(job.edges === undefined ? [] : [`--edges=${job.edges}`]),
    ]);
    const printed = Printed.parse(JSON.parse(child.output));
    return {
      wall: child.wallSeconds,
      ...(child.cpuSeconds === undefined ? {} : { cpu: child.cpuSeconds }),
      stages: printed.seconds,
      rows: printed.rows,
      pairsScored: printed.pairsScored,
      peakRssMb: child.peakRssMb ?? printed.peakRssMb,
    };
  }

  /** Lets it train by itself with its documentation's settings; none for a file of no kind that it has settings for. */
  async train(input: string, folder: string): Promise<TrainedRun[]> {
    const child = await runChild(this.#python, [
      join(FOLDER, 'accuracy.py'),
      `--input=${input}`,
      `--out=${folder}`,
    ]);
    const lines = child.output.split('\n').filter((line) => line !== '');
    return lines.map((line) => Trained.parse(JSON.parse(line)));
  }
}
