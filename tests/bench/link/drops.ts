import { closeSync, cpSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { modelFile } from './cases.ts';
import { runChild } from './child.ts';
import { median } from './figures.ts';
import { persons } from './persons.ts';

export type DropFigures = {
  readonly rows: number;
  /** Wall time of the process. */
  readonly seconds: number;
  readonly peakRssMb: number;
  readonly runs: number;
};

const BASE_ROWS = 1_000_000;
const LARGEST_DROP = 100_000;
export const DROP_ROWS: readonly number[] = [1_000, 10_000, LARGEST_DROP];

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
  const base = join(folder, 'drop-base.csv');
  writeParts(base, (rows) => dropFile(folder, rows));
  const index = join(folder, 'index');
  const copy = join(folder, 'index-copy');
  rmSync(index, { recursive: true, force: true });
  const built = await link(
    'index',
    `--input=${base}`,
    `--model=${modelFile(folder, 'narrow')}`,
    `--index=${index}`,
    `--threads=${threads}`,
  );
  say(`drops: an index of ${BASE_ROWS.toLocaleString('en')} rows in ${built.wallSeconds.toFixed(1)} s`);
  const figures: DropFigures[] = [];
  for (const rows of DROP_ROWS) {
    const walls: number[] = [];
    const peaks: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      rmSync(copy, { recursive: true, force: true });
      cpSync(index, copy, { recursive: true });
      const { wallSeconds, peakRssMb } = await link(
        'drop',
        `--input=${dropFile(folder, rows)}`,
        `--index=${copy}`,
        `--out=${join(folder, 'drop-changes.csv')}`,
        `--threads=${threads}`,
      );
      walls.push(wallSeconds);
      peaks.push(peakRssMb ?? 0);
      say(`drops: ${rows.toLocaleString('en')} rows, run ${run + 1}: ${wallSeconds.toFixed(2)} s`);
    }
    figures.push({ rows, seconds: median(walls), peakRssMb: median(peaks), runs });
  }
  rmSync(copy, { recursive: true, force: true });
  return figures;
}

const dropFile = (folder: string, rows: number): string => join(folder, `drop-${rows}.csv`);

const link = async (...words: readonly string[]) =>
  runChild(process.execPath, ['--disable-warning=ExperimentalWarning', 'functions/link/cli.ts', ...words]);

/** Of 1.1 million rows every eleventh goes into the largest drop, every tenth and hundredth of these into the others. */
function writeParts(base: string, pathOf: (rows: number) => string): void {
  const files = new Map([base, ...DROP_ROWS.map(pathOf)].map((path) => [path, openSync(path, 'w')]));
  const write = (path: string, lines: readonly string[]): void => {
    const file = files.get(path);
    if (file !== undefined && lines.length > 0) writeSync(file, `${lines.join('\n')}\n`);
  };
  let row = -1;
  for (const chunk of persons({ rows: BASE_ROWS + LARGEST_DROP, seed: 1 })) {
    const lines = chunk.trimEnd().split('\n');
    if (row === -1) {
      const header = lines.splice(0, 1);
      for (const path of files.keys()) write(path, header);
      row = 0;
    }
    const first = row;
    row += lines.length;
    const every = (step: number): string[] => lines.filter((_line, at) => (first + at) % step === 0);
    write(
      base,
      lines.filter((_line, at) => (first + at) % 11 !== 0),
    );
    for (const rows of DROP_ROWS) write(pathOf(rows), every((11 * LARGEST_DROP) / rows));
  }
  for (const file of files.values()) closeSync(file);
}
