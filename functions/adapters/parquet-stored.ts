import type { SchemaElement } from 'hyparquet';
import type { ColumnType } from '#schemas/tables.ts';

/** Physical and logical Parquet types as Athena reads them: DATE for a Glue `date`, milliseconds for a `timestamp`. */
export const ELEMENTS = {
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  json: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  int: { type: 'INT32' },
  double: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  date: { type: 'INT32', converted_type: 'DATE' },
  timestamp: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
} as const satisfies Readonly<Record<ColumnType, Omit<SchemaElement, 'name'>>>;

/** Values as they are stored. Each throws TypeError or RangeError for a value that is none of its type. */

export function storedText(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('a string column got what is no text');
  return value;
}

export function storedNumber(value: unknown): number {
  if (typeof value !== 'number') throw new TypeError('a column of numbers got what is none');
  return value;
}

export function storedFlag(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new TypeError('a boolean column got what is none');
  return value;
}

/** Of the million lists of a file nearly all are empty. */
export const storedJson = (value: unknown): string =>
  Array.isArray(value) && value.length === 0 ? '[]' : JSON.stringify(value);

/** Days since 1970. */
export const storedDay = (value: unknown): number => Math.floor(instant('date', value) / DAY_MS);

/** Milliseconds since 1970. */
export const storedInstant = (value: unknown): number => instant('timestamp', value);

/** Throws for what is no date: written as it is, it would read as 1 January 1970. */
function instant(type: ColumnType, value: unknown): number {
  const found = value instanceof Date ? value : new Date(typeof value === 'string' ? value : Number.NaN);
  if (Number.isNaN(found.getTime())) throw new RangeError(`a ${type} column got what is no ${type}`);
  return found.getTime();
}

export const DAY_MS = 86_400_000;
