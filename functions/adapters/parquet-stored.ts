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

/** The values of a column that are there, as they are stored. */
export type StoredValues =
  | { readonly type: 'BYTE_ARRAY'; readonly values: readonly string[] }
  | { readonly type: 'INT32' | 'INT64' | 'DOUBLE'; readonly values: readonly number[] }
  | { readonly type: 'BOOLEAN'; readonly values: readonly boolean[] };

/** Throws TypeError or RangeError for a value that is none of the column's type; null and undefined are left out. */
export function storedValues(type: ColumnType, values: readonly unknown[]): StoredValues {
  switch (type) {
    case 'string':
      return { type: 'BYTE_ARRAY', values: present(values, textOf) };
    case 'json':
      return { type: 'BYTE_ARRAY', values: present(values, jsonOf) };
    case 'boolean':
      return { type: 'BOOLEAN', values: present(values, flagOf) };
    case 'date':
      return { type: 'INT32', values: present(values, daysOf()) };
    case 'timestamp':
      return { type: 'INT64', values: present(values, (value) => instant(type, value).getTime()) };
    default:
      return { type: ELEMENTS[type].type, values: present(values, numberOf) };
  }
}

function present<Stored>(values: readonly unknown[], stored: (value: unknown) => Stored): Stored[] {
  const found: Stored[] = [];
  for (const value of values) if (value !== null && value !== undefined) found.push(stored(value));
  return found;
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('a string column got what is no text');
  return value;
}

function numberOf(value: unknown): number {
  if (typeof value !== 'number') throw new TypeError('a column of numbers got what is none');
  return value;
}

function flagOf(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new TypeError('a boolean column got what is none');
  return value;
}

/** Of the million lists of a file nearly all are empty. */
const jsonOf = (value: unknown): string =>
  Array.isArray(value) && value.length === 0 ? '[]' : JSON.stringify(value);

/** Days since 1970. Dates repeat; each is read once up to so many. */
function daysOf(): (value: unknown) => number {
  const kept = new Map<unknown, number>();
  return (value) => {
    const known = kept.get(value);
    if (known !== undefined) return known;
    const days = Math.floor(instant('date', value).getTime() / DAY_MS);
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

export const DAY_MS = 86_400_000;
export const MOST_KEPT = 100_000;
