import type { Lake, LakeRow, ObjectStore } from '#ports';
import {
  LAKE_TABLES,
  type LakeTable,
  type LakeTableName,
  historyName,
  lakeTable,
  storedColumns,
} from '#schemas/tables.ts';
import type { PublishedVersion, TableFiles } from '#schemas/version.ts';
import { decodeParquet, encodeParquet } from './parquet.ts';

/** Folder of a table's files in the lake bucket: `<database>/<table>/`. */
export const tablePrefix = (table: LakeTable): string => `${table.database}/${historyName(table)}/`;

/** The lake's tables as Parquet objects in one bucket. */
export function parquetLake(objects: ObjectStore): Lake {
  const read = async (files: TableFiles): Promise<LakeRow[]> => {
    const columns = storedColumns(lakeTable(lakeTableName(files.table)));
    const parts = await Promise.all(
      files.keys.map(async (key) => decodeParquet(columns, await objects.read(key))),
    );
    return parts.flat();
  };
  const filesOf = (table: LakeTableName, version: PublishedVersion) =>
    version.files.filter((files) => files.table === table);
  const changes = async (table: LakeTableName, version: PublishedVersion): Promise<LakeRow[]> => {
    const parts = await Promise.all(filesOf(table, version).map(read));
    return parts.flat();
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
    changes,
    state: async (name, versions) => {
      const table = lakeTable(name);
      const newest = versions.at(-1);
      if (table.history === 'whole') return newest ? changes(name, newest) : [];
      const state = new Map<string, LakeRow>();
      const deltas = await Promise.all(versions.map((version) => changes(name, version)));
      for (const row of deltas.flat()) {
        const key = table.key.map((column) => String(row[column])).join('\u0000');
        if (row.deleted === true) state.delete(key);
        else state.set(key, row);
      }
      return [...state.values()].map(({ deleted: _tombstone, ...row }) => row);
    },
  };
}

/** Throws RangeError for a name that is no lake table. */
export function lakeTableName(name: string): LakeTableName {
  const found = LAKE_TABLES.find((table) => table.name === name);
  if (!found) throw new RangeError(`no lake table ${name}`);
  return found.name;
}
