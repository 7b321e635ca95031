import type { Pool } from '../../threads/pool.ts';
import type { Stretch } from '../stretch.ts';
import type { ParquetFile } from './parquet-file.ts';
import { type GroupsOrder, readParquetGroups } from './read-groups.ts';

/** A thread starts sooner than so many rows are read. */
const WORTH_A_THREAD_ROWS = 50_000;

/** All rows of a Parquet file, in stretches of whole row groups. Throws InputError. */
export function readParquet(file: ParquetFile, threads: Pool): Promise<Stretch[]> {
  const rows = file.groups.reduce((sum, count) => sum + count, 0);
  const stretches = Math.max(1, Math.min(threads.size, Math.floor(rows / WORTH_A_THREAD_ROWS)));
  const orders: GroupsOrder[] = [];
  let from = 0;
  let before = 0;
  for (const [group, count] of file.groups.entries()) {
    before += count;
    // Cut where a share of the rows is complete.
    if (before >= ((orders.length + 1) * rows) / stretches || group === file.groups.length - 1) {
      orders.push({ file, from, to: group + 1 });
      from = group + 1;
    }
  }
  return threads.run(readParquetGroups, orders);
}
