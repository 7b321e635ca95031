import { parseStatement } from './statement.ts';

/**
 * Trino's SQL (Athena engine version 3) → DuckDB's, as the embedded Athena runs it, with tables under their written names.
 * The answer calls macros of `engine/macros.ts`. Throws StatementRefused for what is no query, QueryError for a
 * function or construct that is not spoken here.
 */
export function translateTrino(sql: string): string {
  return parseStatement(sql).translate(({ database, table }) =>
    database === undefined ? table : `${database}.${table}`,
  );
}
