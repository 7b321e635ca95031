import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { makeMunicipality } from '#local/sample/municipality.ts';
import { reportText } from './print.ts';
import { runTown, type Task, type TownReport } from './run-town.ts';
import { spreadOf } from './spread.ts';
import { readTruth, Truth } from './truth.ts';
import { wavesOf } from './waves.ts';

const USAGE = `npm run bench:detect -- [--residents N] [--seed S | --seeds 1,2,3] [--files DIR --truth FILE] [--report out.json]`;

/**
 * How good the work list is: runs made-up towns, or somebody else's (`--files`, `--truth`), through the embedded cloud,
 * and holds the judged version against what was planted. With several seeds: mean and standard deviation.
 */
export async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      residents: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
      seeds: { type: 'string' },
      today: { type: 'string', default: new Date().toISOString().slice(0, 10) },
      files: { type: 'string' },
      truth: { type: 'string' },
      report: { type: 'string' },
    },
  });
  if ((values.files === undefined) !== (values.truth === undefined))
    throw new RangeError(`--files and --truth go together\n${USAGE}`);
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const residents = Number(values.residents);
  const seeds = (values.seeds ?? values.seed).split(',').map(Number);
  const reports: TownReport[] = [];
  const run = async (name: string, task: Task, seed: number): Promise<void> => {
    say(name);
    const report = await runTown(task, seed, say);
    say(reportText(report));
    reports.push(report);
  };
  if (values.files !== undefined && values.truth !== undefined) {
    await run(values.files, { waves: wavesOf(values.files), truth: readTruth(values.truth) }, 1);
  } else {
    for (const seed of seeds) {
      const town = makeMunicipality({ residents, seed, today: values.today });
      const task = { waves: [...town.history, town.secondDelivery], truth: Truth.parse(town.truth) };
      await run(`${residents} residents, seed ${seed}, as of ${values.today}`, task, seed);
    }
  }
  const [only] = reports;
  const whole = reports.length === 1 && only ? only : spreadOf(reports);
  if (reports.length > 1)
    say(`mean and spread over ${reports.length} towns:\n${JSON.stringify(whole, null, 2)}`);
  if (values.report !== undefined) writeFileSync(values.report, `${JSON.stringify(whole, null, 2)}\n`);
}
