import { mkdirSync, readdirSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { hasTruth, measureAccuracy } from './link/accuracy.ts';
import { measureAgreement } from './link/agreement.ts';
import { SPEED_CASES } from './link/cases.ts';
import { measureDrops } from './link/drops.ts';
import { readResults, type Results, writeResults } from './link/results.ts';
import { resultsText } from './link/results-text.ts';
import { measureSpeed } from './link/speed.ts';
import { Splink } from './link/splink.ts';

/**
 * The linking engine beside Splink, in one run on the same rows: whether both do the same job, how fast each is and how
 * much memory it takes, and with `--data FOLDER` how right each is on files with a column `entity`.
 *
 *   npm run bench:link -- [--case 1m-10m,accuracy] [--data FOLDER] [--runs 3] [--threads 2] [--peers] [--resume]
 *                         [--folder FOLDER] [--venv FOLDER] [--out results.json]
 *
 * Results of each case are kept as soon as they are there; the table holds all that the results file knows.
 * `--resume` leaves out cases that it knows already.
 */
const { values } = parseArgs({
  options: {
    case: { type: 'string', multiple: true },
    data: { type: 'string' },
    runs: { type: 'string', default: '3' },
    threads: { type: 'string', default: '2' },
    peers: { type: 'boolean', default: false },
    resume: { type: 'boolean', default: false },
    folder: { type: 'string', default: join('.verband', 'bench-link') },
    venv: { type: 'string' },
    out: { type: 'string' },
  },
});
const atLeastOne = z.coerce.number().int().min(1);
const runs = atLeastOne.parse(values.runs);
const threads = atLeastOne.parse(values.threads);
const { folder, data } = values;
mkdirSync(folder, { recursive: true });
const resultsPath = values.out ?? join(folder, 'results.json');
const venv = values.venv ?? join(folder, 'splink');
const installed = new Splink(venv);
if (values.peers && !installed.isThere())
  throw new Error(`There is no Splink in ${venv}; tests/bench/peers/splink/README.md says how to get it.`);
const splink = installed.isThere() ? installed : undefined;

const AGREEMENT_ROWS = 100_000;
const names = ['agreement', ...SPEED_CASES.map(({ name }) => name), 'drops', 'accuracy'];
const named = values.case?.flatMap((list) => list.split(','));
const unknown = named?.find((name) => !names.includes(name));
if (unknown !== undefined) throw new Error(`There is no case ${unknown}; there are ${names.join(', ')}.`);
if (named?.includes('accuracy') === true && data === undefined)
  throw new Error('The case accuracy needs --data FOLDER: CSV files with a column entity.');

const results: Results = readResults(resultsPath);
const wanted = (name: string, known: boolean, onlyNamed = false): boolean =>
  (named === undefined ? !onlyNamed : named.includes(name)) && !(values.resume && known);
const started = performance.now();
const say = (line: string): void => {
  const seconds = ((performance.now() - started) / 1000).toFixed(0).padStart(5);
  process.stderr.write(`${seconds} s  ${line}\n`);
};
const keep = (): void => writeResults(resultsPath, results);

results.machine = {
  cpus: cpus().length,
  model: cpus()[0]?.model ?? 'unknown',
  memoryGb: totalmem() / 2 ** 30,
  load: loadavg()[0] ?? 0,
};
if (splink === undefined) say(`Splink is not in ${venv}: the engine runs alone`);

/** One case that fails is no reason to lose the others; the command then ends with 1. */
async function attempt(name: string, measure: () => Promise<void>): Promise<void> {
  try {
    await measure();
  } catch (reason) {
    process.exitCode = 1;
    say(`${name} failed: ${reason instanceof Error ? reason.message : String(reason)}`);
  }
  keep();
}

if (splink !== undefined && wanted('agreement', results.agreement.length > 0))
  await attempt('agreement', async () => {
    results.agreement = [];
    for (const model of ['narrow', 'medium', 'wide', 'large'] as const) {
      say(`agreement: ${model}`);
      results.agreement.push(await measureAgreement(folder, model, AGREEMENT_ROWS, splink));
    }
  });
if (data !== undefined && wanted('accuracy', Object.keys(results.accuracy).length > 0)) {
  const files = readdirSync(data).filter((name) => name.endsWith('.csv'));
  for (const name of files.toSorted())
    await attempt(`accuracy of ${name}`, async () => {
      const path = join(data, name);
      if (!(await hasTruth(path))) return;
      say(`accuracy: ${name}`);
      results.accuracy[basename(name, '.csv')] = await measureAccuracy(path, folder, splink);
    });
}
for (const speedCase of SPEED_CASES) {
  if (!wanted(speedCase.name, speedCase.name in results.speed, speedCase.onlyNamed)) continue;
  await attempt(speedCase.name, async () => {
    results.speed[speedCase.name] = await measureSpeed(speedCase, { folder, runs, threads, splink, say });
  });
}
if (wanted('drops', results.drops.length > 0))
  await attempt('drops', async () => {
    results.drops = await measureDrops({ folder, runs, threads, say });
  });
process.stdout.write(`${resultsText(results)}\n`);
