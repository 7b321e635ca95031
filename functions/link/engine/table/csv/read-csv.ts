import type { Pool } from '../../threads/pool.ts';
import { InputError } from '../input-error.ts';
import { withInputFile } from '../input-file.ts';
import type { CsvFile } from './csv-file.ts';
import { problemMessage } from './problem-message.ts';
import { type CsvStretch, type CsvStretchOrder, readCsvStretch } from './read-stretch.ts';
import { cutsOf } from './split-file.ts';

/** A thread starts sooner than so much is read. */
const WORTH_A_THREAD_BYTES = 4_000_000;

/** All records of CSV files, per file in stretches, in order. Throws InputError on what is no record. */
export async function readCsv(files: readonly CsvFile[], threads: Pool): Promise<CsvStretch[][]> {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const orders = files.map((file) => ordersOf(file, Math.round((threads.size * file.size) / total)));
  const read = await threads.run(readCsvStretch, orders.flat());
  const checked: CsvStretch[][] = [];
  for (const [at, file] of files.entries())
    checked.push(await checkedStretches(read.splice(0, orders[at]?.length), file, threads));
  return checked;
}

/** How to cut a file, one stretch per thread: their dictionaries have most in common with each other. */
function ordersOf(file: CsvFile, threads: number): CsvStretchOrder[] {
  const stretches = Math.min(threads, Math.floor((file.size - file.start) / WORTH_A_THREAD_BYTES));
  const cuts = stretches > 1 ? withInputFile(file.path, (open) => cutsOf(open, file, stretches)) : [];
  const starts = [file.start, ...cuts];
  return starts.map((from, at) => ({ file, from, to: starts[at + 1] ?? file.size }));
}

/**
 * The stretches of one file, as they were read, in order. Each is only right if it begins where the one before ended:
 * one that was cut within quotes is read again. Throws InputError on what is no record.
 */
async function checkedStretches(
  stretches: readonly CsvStretch[],
  file: CsvFile,
  threads: Pool,
): Promise<CsvStretch[]> {
  const checked: CsvStretch[] = [];
  let from = file.start;
  for (const stretch of stretches) {
    const { order } = stretch;
    // All of it belonged to a record of the stretch before.
    if (from >= order.to) continue;
    const [right = stretch] =
      order.from === from ? [stretch] : await threads.run(readCsvStretch, [{ ...order, from }]);
    if (right.problem) throw new InputError(problemMessage(file, right.problem));
    checked.push(right);
    from = right.end;
  }
  return checked;
}
