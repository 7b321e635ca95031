import type { ColumnValues, ObjectStore } from '#ports';
import type { ChunkTask } from '#schemas/chunk-task.ts';
import { recordsKey } from '#schemas/delivery-files.ts';
import type { Reject } from '#schemas/delivery-part.ts';
import type { DeliveryId } from '#schemas/ids.ts';
import { SETTINGS } from '#schemas/settings.ts';
import type { StorageArea } from '#schemas/sources/contract.ts';
import { lakeTable } from '#schemas/tables.ts';
import { columnKeeper } from './column-keeper.ts';
import { eachKey } from './chunk-keys.ts';
import { eachCsvRow, eachLine } from './chunk-rows.ts';
import { type KeyLedger, shareOf } from './key-ledger.ts';
import { duplicateKey } from './normalize-rows.ts';
import { type EncodeRecords, PARQUET } from './staged-files.ts';

/** Which share of the keys is compared this time. */
export type KeyShare = { readonly share: number; readonly shares: number };

/** Rows of a chunk whose natural key stands in an earlier one. Within a chunk they are rejected already. */
export function doubledKeys(keys: Uint8Array, ledger: KeyLedger, { share, shares }: KeyShare): Reject[] {
  const doubled: Reject[] = [];
  eachKey(keys, (id, line) => {
    if (shareOf(id, shares) !== share) return;
    const before = ledger.lineBefore(id, line);
    if (before !== undefined) doubled.push({ line, ...duplicateKey(before), subject: id });
  });
  return doubled;
}

/** These columns of one Parquet file of the table `records`; columns that it does not have are left out. */
export type DecodeRecords = (
  bytes: Uint8Array,
  names: readonly string[],
) => Promise<ReadonlyMap<string, readonly unknown[]>>;

/**
 * Takes the records of those rows out of a chunk's file. Column after column, so that no more than one is in memory as
 * single values. Repeating it changes nothing.
 */
export async function dropRows(
  ports: { readonly objects: ObjectStore; readonly encode: EncodeRecords; readonly decode: DecodeRecords },
  place: { readonly deliveryId: DeliveryId; readonly area: StorageArea; readonly index: number },
  rejects: readonly Reject[],
): Promise<void> {
  const dropped = new Set<unknown>(rejects.map((reject) => reject.line));
  const key = recordsKey(place.deliveryId, place.area, place.index);
  const bytes = await ports.objects.read(key);
  const lines = (await ports.decode(bytes, ['line'])).get('line') ?? [];
  const kept = lines.flatMap((line, at) => (dropped.has(line) ? [] : [at]));
  if (kept.length === lines.length) return;
  const values = new Map<string, ColumnValues>();
  for (const { name } of lakeTable('records').columns) {
    const column = (await ports.decode(bytes, [name])).get(name);
    if (!column) continue;
    const keeper = columnKeeper(name);
    for (const [row, at] of kept.entries()) {
      const value = column[at];
      if (value !== null && value !== undefined) keeper.put(row, value);
    }
    if (!keeper.isEmpty) values.set(name, keeper.values(kept.length));
  }
  await ports.objects.write(key, ports.encode({ rows: kept.length, values }), PARQUET);
}

/** Adds to those rejects their rows as they came, from the chunk's text. */
export function withRows(text: string, task: ChunkTask, rejects: readonly Reject[]): Reject[] {
  const rows = new Map<number, string | string[]>(rejects.map((reject) => [reject.line, []]));
  const visit = (row: string | readonly string[], line: number): void => {
    if (rows.has(line)) rows.set(line, typeof row === 'string' ? row : [...row]);
  };
  if (task.format.format === 'csv') eachCsvRow(text, task.format.delimiter, task.chunk.firstLine, visit);
  else eachLine(text, task.chunk.firstLine, visit);
  let room: number = SETTINGS.report.rowsCharacters;
  return rejects.map((reject) => {
    const row = rows.get(reject.line);
    room -= row === undefined ? 0 : row.length + (typeof row === 'string' ? 0 : row.join('').length);
    return row === undefined || room < 0 ? reject : { ...reject, row };
  });
}
