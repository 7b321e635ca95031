import type { LakeColumns } from '#ports';
import { lakeTable } from '#schemas/tables.ts';
import { decodeColumns, encodeColumns } from './parquet.ts';

/** Columns of the table `records` → one Parquet file. */
export const encodeRecords = (records: LakeColumns): Uint8Array =>
  encodeColumns(lakeTable('records').columns, records);

/** These columns of such a file; columns without any value are left out. */
export async function decodeRecords(
  bytes: Uint8Array,
  names: readonly string[],
): Promise<ReadonlyMap<string, readonly unknown[]>> {
  const columns = lakeTable('records').columns.filter(({ name }) => names.includes(name));
  return (await decodeColumns(columns, bytes)).values;
}
