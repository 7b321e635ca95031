import type { Pool } from '../../threads/pool.ts';
import { InputError } from '../input-error.ts';
import { withInputFile } from '../input-file.ts';
import type { CsvFile } from './csv-file.ts';
import { problemMessage } from './problem-message.ts';
import { type CsvStretch, type CsvStretchOrder, readCsvStretch } from './read-stretch.ts';
import { cutsOf } from './split-file.ts';

/** A thread starts sooner than so much is read. */
const WORTH_A_THREAD_BYTES = 4_000_000;

/**
 * All records of a CSV file, in stretches, in order; one per thread, as their dictionaries have most in common with
 * each other. `stretchBytes`: fewer are not worth a thread. Throws InputError on what is no record.
 */
export async function readCsv(
  file: CsvFile,
  threads: Pool,
  stretchBytes = WORTH_A_THREAD_BYTES,
): Promise<CsvStretch[]> {
  const stretches = Math.min(threads.size, Math.floor((file.size - file.start) / stretchBytes));
  const cuts = stretches > 1 ? withInputFile(file.path, (open) => cutsOf(open, file, stretches)) : [];
  const starts = [file.start, ...cuts];
  const orders = starts.map((from, at): CsvStretchOrder => ({ file, from, to: starts[at + 1] ?? file.size }));
  return checkedStretches(await threads.run(readCsvStretch, orders), file, threads);
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
