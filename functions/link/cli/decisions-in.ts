import { type DecidedRows, decidedRows, type RowsById } from '../engine/entities/decided-rows.ts';
import { readDecisions } from '../engine/entities/read-decisions.ts';
import { readTable } from '../engine/table/read-table.ts';
import { openPool } from '../engine/threads/pool.ts';
import type { Progress } from './progress.ts';

/** What people decided, as it stands in a file. Warns of decisions on records that are not there. Throws InputError. */
export async function decisionsIn(path: string, rows: RowsById, progress: Progress): Promise<DecidedRows> {
  const table = await readTable([path], { threads: openPool(1) });
  const decided = decidedRows(readDecisions(table, path), rows);
  const { absent } = decided;
  if (absent.length > 0)
    progress.warn(
      `${path}: ${absent.length} of ${table.rows} decisions are on records that are not in the input, the first on ${absent[0]?.left} and ${absent[0]?.right}. They are kept for when those are.`,
    );
  return decided;
}
