import type { Pool } from '../../threads/pool.ts';
import { InputError } from '../input-error.ts';
import type { CsvFile } from './csv-file.ts';
import { problemMessage } from './problem-message.ts';
import { type CsvStretch, readCsvStretch } from './read-stretch.ts';

/** All records of CSV files, file after file, stretch after stretch. Throws InputError on what is no record. */
export async function readCsv(files: readonly CsvFile[], threads: Pool): Promise<CsvStretch[][]> {
  const orders = files.map((file) => ({ file, from: file.start, to: file.size }));
  const stretches = await threads.run(readCsvStretch, orders);
  for (const [at, { problem }] of stretches.entries()) {
    const file = files[at];
    if (file && problem) throw new InputError(problemMessage(file, problem));
  }
  return stretches.map((stretch) => [stretch]);
}
