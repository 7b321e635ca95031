import { parquetMetadata, parquetRead } from 'hyparquet';
import type { SchemaElement } from 'hyparquet';
import type { LakeColumns, LakeRow } from '#ports';
import type { ColumnType, LakeColumn } from '#schemas/tables.ts';
import { parquetFile } from './parquet-file.ts';
import { DAY_MS, ELEMENTS } from './parquet-stored.ts';

/**
 * Columns → one Parquet file. A column without any value is left out of the file, which readers (Athena by name, DuckDB
 * by union, `decodeParquet`) take as null.
 */
export function encodeColumns(columns: readonly LakeColumn[], { rows, values }: LakeColumns): Uint8Array {
  const filled = columns.flatMap((column) => {
    const found = values.get(column.name);
    return found ? [{ ...column, values: found }] : [];
  });
  // A file has at least one column, or it could not say how many rows it holds.
  const [first] = columns;
  const none =
    first && filled.length === 0 ? [{ ...first, values: Array.from({ length: rows }, () => null) }] : filled;
  return parquetFile(none, rows);
}

/** Rows → one Parquet file. Missing and undefined become null. */
export function encodeParquet(columns: readonly LakeColumn[], rows: readonly LakeRow[]): Uint8Array {
  const values = new Map<string, unknown[]>();
  // Row by row, as rows lie far apart in memory.
  for (const [at, row] of rows.entries())
    for (const { name } of columns) {
      const value = row[name];
      if (value === null || value === undefined) continue;
      let column = values.get(name);
      if (!column) values.set(name, (column = rows.map(() => null)));
      column[at] = value;
    }
  return encodeColumns(columns, { rows: rows.length, values });
}

/**
 * One Parquet file → rows; null for what the file has no column of. Dates come back as `jjjj-mm-dd`, timestamps as ISO
 * text, json columns parsed. Throws TypeError where a file's column has another type than declared.
 * `wanted`: which rows, by their position in the file; no others are built.
 */
export async function decodeParquet(
  columns: readonly LakeColumn[],
  bytes: Uint8Array,
  wanted?: (at: number) => boolean,
): Promise<LakeRow[]> {
  // Clones of an object that JSON.parse made keep its hidden class: some 8 bytes a column. Rows that are built up
  // name by name turn into hash tables of ten times that.
  const empty: Record<string, unknown> = JSON.parse(
    JSON.stringify(Object.fromEntries(columns.map((column) => [column.name, null]))),
  );
  const rows: Record<string, unknown>[] = [];
  // Position in the file → position in the answer, -1 for what is not wanted.
  let places = new Int32Array();
  await eachColumnPart(columns, bytes, {
    begin: (count) => {
      places = new Int32Array(count).fill(-1);
      for (let at = 0; at < count; at += 1)
        if (wanted === undefined || wanted(at)) places[at] = rows.push({ ...empty }) - 1;
    },
    part: (name, values, from) => {
      for (let at = 0; at < values.length; at += 1) {
        const value = values[at];
        if (value === null || value === undefined) continue;
        const row = rows[places[from + at] ?? -1];
        if (row) row[name] = value;
      }
    },
  });
  return rows;
}

/** The same, column by column. */
export async function decodeColumns(
  columns: readonly LakeColumn[],
  bytes: Uint8Array,
): Promise<{ readonly rows: number; readonly values: ReadonlyMap<string, readonly unknown[]> }> {
  const values = new Map<string, unknown[]>();
  let rows = 0;
  await eachColumnPart(columns, bytes, {
    begin: (count) => {
      rows = count;
    },
    part: (name, part, from) => {
      const column = values.get(name) ?? Array.from({ length: rows }, () => null);
      values.set(name, column);
      for (let at = 0; at < part.length; at += 1) column[from + at] = part[at];
    },
  });
  return { rows, values };
}

type ColumnVisitor = {
  begin(rows: number): void;
  /** Values of a column from row `from` on. */
  part(name: string, values: readonly unknown[], from: number): void;
};

async function eachColumnPart(
  columns: readonly LakeColumn[],
  bytes: Uint8Array,
  visit: ColumnVisitor,
): Promise<void> {
  const file = bufferOf(bytes);
  const metadata = parquetMetadata(file);
  const stored = new Map(metadata.schema.map((element) => [element.name, element]));
  const present = columns.filter((column) => isStored(column, stored.get(column.name)));
  visit.begin(Number(metadata.num_rows));
  const valueOf = new Map(columns.map((column) => [column.name, fromStored(column.type)]));
  await parquetRead({
    file,
    metadata,
    columns: present.map((column) => column.name),
    parsers: {
      dateFromDays: dayText(),
      timestampFromMilliseconds: (millis) => new Date(Number(millis)).toISOString(),
    },
    onChunk: ({ columnName, columnData, rowStart }) => {
      const value = valueOf.get(columnName);
      const values = value
        ? Array.from(columnData, (each: unknown) =>
            each === null || each === undefined ? null : value(each),
          )
        : columnData;
      visit.part(columnName, Array.isArray(values) ? values : Array.from<unknown>(values), rowStart);
    },
  });
}

/** False for a column that the file does not have. */
function isStored({ name, type }: LakeColumn, element: SchemaElement | undefined): boolean {
  if (!element) return false;
  const declared: Omit<SchemaElement, 'name'> = ELEMENTS[type];
  if (element.type !== declared.type || element.converted_type !== declared.converted_type)
    throw new TypeError(`column ${name} of a file is no ${type}`);
  return true;
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = bytes;
  if (buffer instanceof ArrayBuffer && byteOffset === 0 && byteLength === buffer.byteLength) return buffer;
  const copy = new ArrayBuffer(byteLength);
  new Uint8Array(copy).set(bytes);
  return copy;
}

/** What is done to a stored value; undefined where it stands as it is. */
function fromStored(type: ColumnType): ((value: unknown) => unknown) | undefined {
  if (type !== 'json') return undefined;
  const kept = new Map<string, unknown>();
  return (text) => {
    if (typeof text !== 'string') throw new TypeError('a json column holds what is no text');
    const known = kept.get(text);
    if (known !== undefined) return known;
    // Rows share the value, so nobody may change it.
    const value = frozen(JSON.parse(text));
    if (kept.size < MOST_KEPT) kept.set(text, value);
    return value;
  };
}

/** Most texts of a file are dates and small JSON values that repeat; each is kept once up to so many. */
const MOST_KEPT = 100_000;

function frozen(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}

function dayText(): (days: number) => string {
  const kept = new Map<number, string>();
  return (days) => {
    const known = kept.get(days);
    if (known !== undefined) return known;
    const text = new Date(days * DAY_MS).toISOString().slice(0, 10);
    if (kept.size < MOST_KEPT) kept.set(days, text);
    return text;
  };
}
