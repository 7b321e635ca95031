import * as z from 'zod';
import { type LakeTable, historyName } from './tables.ts';

/**
 * SELECT that gives a table's state at a version, in Trino's SQL: the newest row per key of the deltas between
 * base and version without the tombstones, or the whole of that one version. `version` and `base` are
 * expressions: literals (`versionLiteral`) for a pinned query, subqueries on the pointers for a view.
 * Nothing else enters the text but names of `LAKE_TABLES` and of the database (R49), and `only`: a condition on what
 * never changes under one key of a delta, so that rows that nobody asked for are not sorted by version first.
 * Throws RangeError for a log, which has no state.
 */
export function stateSql(
  table: LakeTable,
  version: string,
  base: string,
  database?: string,
  only?: string,
): string {
  const columns = table.columns.map((column) => column.name).join(', ');
  const source = database === undefined ? historyName(table) : `${database}.${historyName(table)}`;
  if (table.history === 'log')
    throw new RangeError(`${table.name} is a log: it has days, and no version to stand at`);
  if (table.history === 'whole') return `SELECT ${columns} FROM ${source} WHERE version = ${version}`;
  const keys = table.key.join(', ');
  return [
    `SELECT ${columns} FROM (`,
    `SELECT ${columns}, deleted, row_number() OVER (PARTITION BY ${keys} ORDER BY version DESC) AS newest`,
    `FROM ${source} WHERE version BETWEEN ${base} AND ${version}`,
    // A tombstone has no content left to ask of.
    ...(only === undefined ? [] : [`AND (deleted OR ${only})`]),
    ') AS history WHERE newest = 1 AND NOT deleted',
  ].join(' ');
}

/** A version as a literal. Throws RangeError for what is no version number. */
export function versionLiteral(version: number): string {
  if (!Number.isSafeInteger(version) || version < 0) throw new RangeError(`${version} is no version`);
  return String(version);
}

/** The one row `clock` on which every pattern stands, bound to a version: the newest reference date linked, and the version. Throws a ZodError for what is no ISO day. */
export const clockLiteralSql = (pin: { readonly version: number; readonly asOf: string }): string =>
  `SELECT DATE '${z.iso.date().parse(pin.asOf)}' AS as_of, ${versionLiteral(pin.version)} AS version`;
