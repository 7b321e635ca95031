import { parquetReadObjects } from 'hyparquet';
import type { SchemaElement } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import * as z from 'zod';
import type { LakeRow } from '#ports';
import type { ColumnType, LakeColumn } from '#schemas/tables.ts';

/** Physical and logical Parquet types as Athena reads them: DATE for a Glue `date`, milliseconds for a `timestamp`. */
const ELEMENTS: Readonly<Record<ColumnType, Omit<SchemaElement, 'name'>>> = {
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  json: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  int: { type: 'INT32' },
  double: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  date: { type: 'INT32', converted_type: 'DATE' },
  timestamp: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
};

/** Rows → one Parquet file (Snappy). Missing and undefined become null. */
export function encodeParquet(columns: readonly LakeColumn[], rows: readonly LakeRow[]): Uint8Array {
  const schema: SchemaElement[] = [
    { name: 'root', num_children: columns.length },
    ...columns.map((column) => ({
      name: column.name,
      repetition_type: 'OPTIONAL' as const,
      ...ELEMENTS[column.type],
    })),
  ];
  const columnData = columns.map((column) => ({
    name: column.name,
    data: rows.map((row) => toStored(column.type, row[column.name])),
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData, schema }));
}

/** One Parquet file → rows. Dates come back as `jjjj-mm-dd`, timestamps as ISO text, json columns parsed. */
export async function decodeParquet(columns: readonly LakeColumn[], bytes: Uint8Array): Promise<LakeRow[]> {
  const buffer = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(buffer).set(bytes);
  const rows = await parquetReadObjects({ file: buffer });
  return rows.map((row) =>
    Object.fromEntries(columns.map((column) => [column.name, fromStored(column.type, row[column.name])])),
  );
}

function toStored(type: ColumnType, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'json') return JSON.stringify(value);
  if (type === 'date' || type === 'timestamp') return instant(type, value);
  return value;
}

/** Throws RangeError for what is no date: written as it is, it would read as 1 January 1970. */
function instant(type: ColumnType, value: unknown): Date {
  const found = value instanceof Date ? value : new Date(typeof value === 'string' ? value : Number.NaN);
  if (Number.isNaN(found.getTime())) throw new RangeError(`a ${type} column got what is no ${type}`);
  return found;
}

function fromStored(type: ColumnType, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'json') return JSON.parse(z.string().parse(value));
  if (value instanceof Date) return type === 'date' ? value.toISOString().slice(0, 10) : value.toISOString();
  return typeof value === 'bigint' ? Number(value) : value;
}
