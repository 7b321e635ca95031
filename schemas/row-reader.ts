import type * as z from 'zod';
import { type ColumnType, type LakeTableName, lakeTable } from './tables.ts';

/** Is a stored value what its column holds? */
export type ValueCheck = (value: unknown) => boolean;

export const isText: ValueCheck = (value) => typeof value === 'string' && value !== '';
export const isNumber: ValueCheck = (value) => typeof value === 'number' && Number.isFinite(value);
export const isWhole: ValueCheck = (value) => Number.isSafeInteger(value);
export const isFlag: ValueCheck = (value) => typeof value === 'boolean';
export const isList: ValueCheck = Array.isArray;
export const isObject: ValueCheck = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** `jjjj-mm-dd`. */
export const isDay: ValueCheck = (value) => typeof value === 'string' && value.length === 10;
/** An id of `schemas/ids.ts`: its kind, a dash, 26 characters. */
export const isId: ValueCheck = (value) =>
  typeof value === 'string' && value.length === ID_LENGTH && value[DASH] === '-';
export const orNull =
  (check: ValueCheck): ValueCheck =>
  (value) =>
    value === null || check(value);
export const isOneOf = (choices: readonly string[]): ValueCheck => {
  const known = new Set<unknown>(choices);
  return (value) => known.has(value);
};

const ID_LENGTH = 30;
const DASH = 3;

/** What a column of a type holds where nothing more is said. */
const OF_TYPE: Readonly<Record<ColumnType, ValueCheck>> = {
  string: orNull(isText),
  int: orNull(isWhole),
  double: orNull(isNumber),
  boolean: orNull(isFlag),
  date: orNull(isDay),
  timestamp: orNull(isText),
  json: orNull(isObject),
};

/** The checks of a table's columns; `stricter` for those that are never empty or have a closed list of values. */
export const columnChecks = (
  table: LakeTableName,
  stricter: Readonly<Record<string, ValueCheck>>,
): ReadonlyMap<string, ValueCheck> =>
  new Map(lakeTable(table).columns.map(({ name, type }) => [name, stricter[name] ?? OF_TYPE[type]]));

/**
 * Reads rows that the program itself wrote, a million at a time: every value's type is tested and the row itself is
 * given back, where zod would make a copy of it. What does not pass is zod's to judge, and to name. A delta's row loses
 * its tombstone column.
 */
export function rowReader<Row extends Readonly<Record<string, unknown>>>(
  schema: z.ZodType<Row>,
  checks: ReadonlyMap<string, ValueCheck>,
): (row: Readonly<Record<string, unknown>>) => Row {
  const tests = [...checks];
  // Clones of what JSON.parse made keep its hidden class; objects built up name by name become hash tables.
  const empty: Record<string, unknown> = JSON.parse(
    JSON.stringify(Object.fromEntries(tests.map(([name]) => [name, null]))),
  );
  const fits = (row: Readonly<Record<string, unknown>>): row is Row => {
    for (const [name, check] of tests) if (!check(row[name])) return false;
    return true;
  };
  const withoutTombstone = (row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
    const copy = { ...empty };
    for (const [name] of tests) copy[name] = row[name];
    return copy;
  };
  return (row) => {
    const own = 'deleted' in row ? withoutTombstone(row) : row;
    return fits(own) ? own : schema.parse(own);
  };
}
