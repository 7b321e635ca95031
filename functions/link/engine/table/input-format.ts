import type { Pool } from '../threads/pool.ts';
import { csvFile } from './csv/csv-file.ts';
import { readCsv } from './csv/read-csv.ts';
import { closeInput, openInput, readInto } from './input-file.ts';
import type { Stretch } from './stretch.ts';
import type { Wanted } from './wanted.ts';

/** An input whose format and columns are known. */
export type Input = {
  readonly path: string;
  readonly columns: readonly string[];
  /** Per column, whether it is wanted. */
  readonly wanted: readonly boolean[];
  /** All of its rows, in the columns that are wanted, in stretches, in order. Throws InputError. */
  read(threads: Pool, stretchBytes?: number): Promise<Stretch[]>;
};

/** "PAR1" */
const PARQUET_MARK = [0x50, 0x41, 0x52, 0x31];

/** Tells Parquet from CSV by what a file begins with. Throws InputError. */
export async function inputOf(path: string, wanted: Wanted): Promise<Input> {
  const open = openInput(path);
  try {
    const mark = new Uint8Array(PARQUET_MARK.length);
    readInto(open, mark, 0, 0, Math.min(mark.length, open.size));
    if (PARQUET_MARK.every((byte, at) => mark[at] === byte)) {
      // Who reads CSV does not wait for what reads Parquet.
      const [{ parquetFile }, { readParquet }] = await Promise.all([
        import('./parquet/parquet-file.ts'),
        import('./parquet/read-parquet.ts'),
      ]);
      const file = await parquetFile(open, wanted);
      return {
        path,
        columns: file.columns,
        wanted: file.wanted,
        read: (threads) => readParquet(file, threads),
      };
    }
    const file = csvFile(open, wanted);
    return {
      path,
      columns: file.columns,
      wanted: file.wanted,
      read: (threads, stretchBytes) => readCsv(file, threads, stretchBytes),
    };
  } finally {
    closeInput(open);
  }
}
