import type { Lake, LakeRow, ObjectStore, RowChoice } from '#ports';
import {
  LAKE_TABLES,
  type LakeColumn,
  type LakeTable,
  type LakeTableName,
  historyName,
  lakeTable,
  storedColumns,
} from '#schemas/tables.ts';
import type { PublishedVersion } from '#schemas/version.ts';
import { decodeColumns, decodeParquet, encodeParquet } from './parquet.ts';

/** Folder of a table's files in the lake bucket: `<database>/<table>/`. */
export const tablePrefix = (table: LakeTable): string => `${table.database}/${historyName(table)}/`;

const TOMBSTONE: LakeColumn = { name: 'deleted', type: 'boolean' };

/** The lake's tables as Parquet objects in one bucket. Files are read one after the other: each is decoded in memory. */
export function parquetLake(objects: Pick<ObjectStore, 'read' | 'write'>): Lake {
  const read: Lake['read'] = async (files, names) => {
    const columns = chosen(storedColumns(lakeTable(lakeTableName(files.table))), names);
    const parts: LakeRow[][] = [];
    for (const key of files.keys) parts.push(await decodeParquet(columns, await objects.read(key)));
    return joined(parts);
  };
  const delta: Lake['delta'] = async (files, names, choice) => {
    const table = lakeTable(lakeTableName(files.table));
    const columns = chosen(table.columns, names && [...names, ...table.key]);
    const rows: LakeRow[][] = [];
    const removed: LakeRow[] = [];
    for (const object of files.keys) {
      const bytes = await objects.read(object);
      const gone = await goneRows(bytes);
      const wanted = choice && (await choiceIn(table, choice, bytes));
      const isWanted = (at: number): boolean => wanted === undefined || wanted(at, gone.has(at));
      rows.push(await decodeParquet(columns, bytes, (at) => !gone.has(at) && isWanted(at)));
      if (gone.size === 0) continue;
      for (const row of await decodeParquet(columns, bytes, (at) => gone.has(at) && isWanted(at)))
        removed.push(row);
    }
    return { rows: joined(rows), removed };
  };
  const filesOf = (table: LakeTableName, version: PublishedVersion) =>
    version.files.filter((files) => files.table === table);
  const changes: Lake['changes'] = async (table, version, names) => {
    const parts: LakeRow[][] = [];
    for (const files of filesOf(table, version)) parts.push(await read(files, names));
    return joined(parts);
  };
  return {
    write: async (name, location, part, rows) => {
      const table = lakeTable(name);
      const prefix = `${tablePrefix(table)}${location}/`;
      const key = `${prefix}${part}.parquet`;
      await objects.write(key, encodeParquet(storedColumns(table), rows), 'application/vnd.apache.parquet');
      return { table: name, prefix, keys: [key], rows: rows.length };
    },
    read,
    delta,
    changes,
    state: async (name, versions, names, choice) => {
      const table = lakeTable(name);
      const newest = versions.at(-1);
      if (table.history === 'whole') return newest ? changes(name, newest, names) : [];
      const [only = '', ...others] = table.key;
      const keyOf = (row: LakeRow): string =>
        others.length === 0
          ? String(row[only])
          : table.key.map((column) => String(row[column])).join('\u0000');
      const state = new Map<string, LakeRow>();
      for (const files of versions.flatMap((version) => filesOf(name, version))) {
        const { rows, removed } = await delta(files, names, choice);
        for (const row of removed) state.delete(keyOf(row));
        for (const row of rows) state.set(keyOf(row), row);
      }
      return [...state.values()];
    },
  };
}

/** Which rows of a file a choice takes. A tombstone knows its key alone: by another column it is always taken. */
async function choiceIn(
  table: LakeTable,
  { column, among }: RowChoice,
  bytes: Uint8Array,
): Promise<(at: number, gone: boolean) => boolean> {
  const values = (await decodeColumns(chosen(table.columns, [column]), bytes)).values.get(column);
  const isKey = table.key.includes(column);
  return (at, gone) => (gone && !isKey) || among.has(String(values?.[at]));
}

/** Positions of tombstones in a file. */
async function goneRows(bytes: Uint8Array): Promise<ReadonlySet<number>> {
  const { values } = await decodeColumns([TOMBSTONE], bytes);
  const gone = new Set<number>();
  for (const [at, deleted] of (values.get(TOMBSTONE.name) ?? []).entries())
    if (deleted === true) gone.add(at);
  return gone;
}

const joined = (parts: readonly LakeRow[][]): LakeRow[] =>
  parts.length === 1 ? (parts[0] ?? []) : parts.flat();

/** Throws RangeError for a name that is no column of the table. */
function chosen(columns: readonly LakeColumn[], names: readonly string[] | undefined): readonly LakeColumn[] {
  if (!names) return columns;
  const unknown = names.find((name) => columns.every((column) => column.name !== name));
  if (unknown !== undefined) throw new RangeError(`the table has no column ${unknown}`);
  return columns.filter((column) => names.includes(column.name));
}

/** Throws RangeError for a name that is no lake table. */
export function lakeTableName(name: string): LakeTableName {
  const found = LAKE_TABLES.find((table) => table.name === name);
  if (!found) throw new RangeError(`no lake table ${name}`);
  return found.name;
}
