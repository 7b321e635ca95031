import { parquetMetadata, parquetRead } from 'hyparquet';
import type { SchemaElement } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
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

/**
 * Rows → one Parquet file (Snappy). Missing and undefined become null; a column without any value is left out of the
 * file, which readers (Athena by name, DuckDB by union, `decodeParquet`) take as null.
 */
export function encodeParquet(columns: readonly LakeColumn[], rows: readonly LakeRow[]): Uint8Array {
  const values = storedValues(columns, rows);
  const filled = columns.flatMap(({ name, type }, index) => {
    const data = values[index];
    return data ? [{ name, type, data }] : [];
  });
  // A file has at least one column, or it could not say how many rows it holds.
  const [first] = columns;
  const written = filled.length > 0 || !first ? filled : [{ ...first, data: rows.map(() => null) }];
  const schema: SchemaElement[] = [
    { name: 'root', num_children: written.length },
    ...written.map(({ name, type }) => ({
      name,
      repetition_type: 'OPTIONAL' as const,
      ...ELEMENTS[type],
    })),
  ];
  const columnData = written.map(({ name, data }) => ({
    name,
    data,
    ...(DIGESTS.test(name) ? { codec: 'UNCOMPRESSED' as const } : {}),
  }));
  // Smallest and largest values would tell readers nothing: keys are digests, and every file is read as a whole.
  return new Uint8Array(parquetWriteBuffer({ columnData, schema, statistics: false }));
}

/** Columns of digests: text that Snappy only spends time on. */
const DIGESTS = /_(?:id|hash|token)$/;

/** Columns' values as they are stored; undefined for a column without any. Row by row, as rows lie far apart in memory. */
function storedValues(
  columns: readonly LakeColumn[],
  rows: readonly LakeRow[],
): readonly (unknown[] | undefined)[] {
  const plan = columns.map(({ name, type }, index) => ({ name, index, stored: toStored(type) }));
  const values: (unknown[] | undefined)[] = columns.map(() => undefined);
  for (const [at, row] of rows.entries())
    for (const { name, index, stored } of plan) {
      const value = row[name];
      if (value === null || value === undefined) continue;
      const column = (values[index] ??= rows.map(() => null));
      column[at] = stored ? stored(value) : value;
    }
  return values;
}

/**
 * One Parquet file → rows, column by column; null for what the file has no column of. Dates come back as `jjjj-mm-dd`,
 * timestamps as ISO text, json columns parsed. Throws TypeError where a file's column has another type than declared.
 */
export async function decodeParquet(columns: readonly LakeColumn[], bytes: Uint8Array): Promise<LakeRow[]> {
  const file = bufferOf(bytes);
  const metadata = parquetMetadata(file);
  const stored = new Map(metadata.schema.map((element) => [element.name, element]));
  const present = columns.filter((column) => isStored(column, stored.get(column.name)));
  // Clones of an object that JSON.parse made keep its hidden class: some 8 bytes a column. Rows that are built up
  // name by name turn into hash tables of ten times that.
  const empty: Record<string, unknown> = JSON.parse(
    JSON.stringify(Object.fromEntries(columns.map((column) => [column.name, null]))),
  );
  const rows = Array.from({ length: Number(metadata.num_rows) }, () => ({ ...empty }));
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
      for (let index = 0; index < columnData.length; index += 1) {
        const stored = columnData[index];
        const row = rows[rowStart + index];
        if (stored === null || stored === undefined || !row) continue;
        row[columnName] = value ? value(stored) : stored;
      }
    },
  });
  return rows;
}

/** False for a column that the file does not have. */
function isStored({ name, type }: LakeColumn, element: SchemaElement | undefined): boolean {
  if (!element) return false;
  const declared = ELEMENTS[type];
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

/** What is done to a value before it is stored; undefined where it is stored as it is. */
function toStored(type: ColumnType): ((value: unknown) => unknown) | undefined {
  if (type === 'json') return (value) => JSON.stringify(value);
  if (type === 'timestamp') return (value) => instant(type, value);
  if (type !== 'date') return undefined;
  const kept = new Map<unknown, number>();
  return (value) => {
    const known = kept.get(value);
    if (known !== undefined) return known;
    const days = Math.floor(instant(type, value).getTime() / DAY_MS);
    if (kept.size < MOST_KEPT) kept.set(value, days);
    return days;
  };
}

/** Throws RangeError for what is no date: written as it is, it would read as 1 January 1970. */
function instant(type: ColumnType, value: unknown): Date {
  const found = value instanceof Date ? value : new Date(typeof value === 'string' ? value : Number.NaN);
  if (Number.isNaN(found.getTime())) throw new RangeError(`a ${type} column got what is no ${type}`);
  return found;
}

/** Most texts of a file are dates and small JSON values that repeat; each is kept once up to so many. */
const MOST_KEPT = 100_000;

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

function frozen(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}

const DAY_MS = 86_400_000;

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
