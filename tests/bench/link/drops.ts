import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { modelFile } from './cases.ts';
import { runChild } from './child.ts';
import { writeDropFiles } from './drop-files.ts';
import { median } from './figures.ts';

export type DropFigures = {
  readonly rows: number;
  /** Wall time of the process. */
  readonly seconds: number;
  /** Its processor time, which other work on the machine hardly changes. */
  readonly cpuSeconds: number;
  /** Read of the index. */
  readonly readMb: number;
  readonly peakRssMb: number;
  readonly runs: number;
};

const Report = z.object({ read: z.object({ bytes: z.number() }) });

const BASE_ROWS = 1_000_000;
const DROP_ROWS: readonly number[] = [1_000, 10_000, 100_000];

/**
 * Drops into an index of a million rows on disk, each a cold process into a fresh copy of the same index: CSV in, and
 * what became of entities as CSV out. A drop has rows from all over the file: many belong to entities that stand.
 */
export async function measureDrops(options: {
  readonly folder: string;
  readonly runs: number;
  readonly threads: number;
  readonly say: (line: string) => void;
}): Promise<DropFigures[]> {
  const { folder, runs, threads, say } = options;
  const { base, drops } = writeDropFiles(folder, BASE_ROWS, DROP_ROWS);
  const index = join(folder, 'index');
  const copy = join(folder, 'index-copy');
  rmSync(index, { recursive: true, force: true });
  const built = await link(
    'index',
    `--input=${base}`,
    `--model=${modelFile(folder, 'narrow', BASE_ROWS)}`,
    `--index=${index}`,
    `--threads=${threads}`,
  );
  say(`drops: an index of ${BASE_ROWS.toLocaleString('en')} rows in ${built.wallSeconds.toFixed(1)} s`);
  const figures: DropFigures[] = [];
  for (const [rows, input] of drops) {
    const walls: number[] = [];
    const peaks: number[] = [];
    const spent: number[] = [];
    const read: number[] = [];
    const report = join(folder, 'drop-report.json');
    for (let run = 0; run < runs; run += 1) {
      rmSync(copy, { recursive: true, force: true });
      cpSync(index, copy, { recursive: true });
      const { wallSeconds, peakRssMb, cpuSeconds } = await link(
        'drop',
        `--input=${input}`,
        `--index=${copy}`,
        `--out=${join(folder, 'drop-changes.csv')}`,
        `--report=${report}`,
        `--threads=${threads}`,
      );
      walls.push(wallSeconds);
      peaks.push(peakRssMb ?? 0);
      spent.push(cpuSeconds ?? 0);
      read.push(Report.parse(JSON.parse(readFileSync(report, 'utf8'))).read.bytes / 1e6);
      say(`drops: ${rows.toLocaleString('en')} rows, run ${run + 1}: ${wallSeconds.toFixed(2)} s`);
    }
    figures.push({
      rows,
      seconds: median(walls),
      cpuSeconds: median(spent),
      readMb: median(read),
      peakRssMb: median(peaks),
      runs,
    });
  }
  rmSync(copy, { recursive: true, force: true });
  return figures;
}

const link = async (...words: readonly string[]) =>
  runChild(process.execPath, ['--disable-warning=ExperimentalWarning', 'functions/link/cli.ts', ...words]);
