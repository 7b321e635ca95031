import { openPool, type Pool } from '../threads/pool.ts';
import { InputError } from './input-error.ts';
import { type Input, inputOf } from './input-format.ts';
import { type ColumnParts, mergeColumn } from './merge-column.ts';
import type { Table } from './table.ts';

/** A table that knows what each of its inputs looked like. */
export type InputTable = Table & {
  readonly sources: readonly {
    readonly path: string;
    readonly rows: number;
    readonly columns: readonly string[];
  }[];
};

export type ReadOptions = {
  readonly threads: Pool;
  /** Bytes of CSV that are worth a thread of their own; a few million unless said otherwise. */
  readonly stretchBytes?: number;
  /** Other columns are passed over, but for each input's first; all if not said. */
  readonly only?: readonly string[] | undefined;
};

/** Fewer rows are merged sooner than a thread starts. */
const WORTH_A_THREAD_ROWS = 100_000;

/**
 * Files as one table, their rows one after the other, their columns by name: what a file has no column for is unknown
 * in its rows. Codes are in order of first appearance, whatever the number of threads. Throws InputError.
 */
export async function readTable(
  paths: readonly string[],
  { threads, stretchBytes, only }: ReadOptions,
): Promise<InputTable> {
  const files: Input[] = [];
  for (const path of paths)
    files.push(await inputOf(path, (name, at) => at === 0 || (only?.includes(name) ?? true)));
  const stretches = await Promise.all(files.map((file) => file.read(threads, stretchBytes)));
  const sources = files.map(({ path, columns }, at) => ({
    path,
    columns,
    rows: (stretches[at] ?? []).reduce((sum, { rows }) => sum + rows, 0),
  }));
  const none = sources.find(({ rows }) => rows === 0);
  if (none) throw new InputError(`${none.path}: there are no records.`);
  const known = files.map(({ columns, wanted }) => columns.filter((_, at) => wanted[at]));
  const names = [...new Set(known.flat())];
  const merges = names.map(
    (name): ColumnParts => ({
      name,
      parts: known.flatMap((own, at) =>
        (stretches[at] ?? []).map(({ rows, columns: read }) => {
          const column = read[own.indexOf(name)];
          return column ? { rows, known: column } : { rows };
        }),
      ),
    }),
  );
  const rows = sources.reduce((sum, source) => sum + source.rows, 0);
  const columns = await (rows < WORTH_A_THREAD_ROWS ? openPool(1) : threads).run(mergeColumn, merges);
  return { rows, columns, sources, ...(files.length > 1 ? { inputs: inputOfRows(sources, rows) } : {}) };
}

function inputOfRows(sources: InputTable['sources'], rows: number): Uint8Array {
  const inputs = new Uint8Array(new SharedArrayBuffer(rows));
  let row = 0;
  for (const [input, source] of sources.entries()) {
    inputs.fill(input, row, row + source.rows);
    row += source.rows;
  }
  return inputs;
}
