import type { DuckDBResult } from '@duckdb/node-api';
import type { Catalog } from '#local/glue/catalog.ts';
import type { S3Tree } from '../engine/object-files.ts';
import { type Engine, openEngine, type Session } from '../engine/duckdb.ts';
import { placeQuery } from '../engine/place-query.ts';
import { cellWriter } from '../results/cell.ts';
import { columnInfo, type ColumnInfo, plainColumn } from '../results/column-info.ts';
import type { ResultRow } from '../results/result-files.ts';
import { bindParameters } from '../trino/parameters.ts';
import { QueryError, StatementRefused } from '../trino/query-error.ts';
import { knownStatement } from '../trino/known-statements.ts';
import type { Statement } from '../trino/statement.ts';
import { catalogStatement } from './catalog-statements.ts';
import { type Failure, failureOf, ScanLimitExceeded } from './failure.ts';
import { type StatementKind, statementKind } from './statement-kind.ts';

export { openEngine, QueryError, ScanLimitExceeded, StatementRefused };
export type { Engine, Failure };

/** What a query is, before it runs. */
export type QueryText = {
  readonly sql: string;
  readonly parameters: readonly string[];
  readonly database: string | undefined;
};
export type QueryContext = {
  readonly catalog: Catalog;
  readonly s3Tree: S3Tree;
  readonly session: Session;
  readonly scanLimitBytes: number | undefined;
  /** Aborted when the query is stopped; what runs in the session is interrupted beside it. */
  readonly signal: AbortSignal;
};
export type RunningQuery = {
  readonly columns: ColumnInfo[];
  readonly bytesScanned: number;
  readonly rows: AsyncIterable<readonly ResultRow[]>;
};

/**
 * What is wrong with a statement by its text alone: Athena refuses it at the call. Throws StatementRefused for a text
 * that is no SQL or no query. Functions that are not there are the execution's failure, not the call's.
 */
export function checkText(sql: string): StatementKind {
  const kind = statementKind(sql);
  if (kind === 'query') knownStatement(sql);
  if (kind === 'explain') knownStatement(explained(sql));
  return kind;
}

/** Begins a query; its rows come as they are read. Throws what {@link describeFailure} tells of. */
export async function runQuery(text: QueryText, context: QueryContext): Promise<RunningQuery> {
  const kind = statementKind(text.sql);
  if (kind === 'show' || kind === 'describe') {
    const { columns, rows } = catalogStatement(text.sql, text.database, context.catalog);
    return { columns, bytesScanned: 0, rows: oneBatch(rows) };
  }
  const bound = bindParameters(text.sql, text.parameters);
  const statement = knownStatement(kind === 'explain' ? explained(bound) : bound);
  const scan = { ...context, now: new Date() };
  return placeQuery(statement, text.database, scan, async ({ sql, bytes }) => {
    context.signal.throwIfAborted();
    if (kind === 'explain') return planOf(sql, context.session);
    if (context.scanLimitBytes !== undefined && bytes > context.scanLimitBytes)
      throw new ScanLimitExceeded('Query cancelled! : Bytes scanned limit was exceeded');
    const result = await context.session.stream(sql);
    const columns = result.columnNames().map((name, index) => columnInfo(name, result.columnType(index)));
    return { columns, bytesScanned: bytes, rows: batches(result) };
  });
}

/** An error of {@link runQuery} in Athena's words. */
export function describeFailure(error: unknown, text: QueryText): Failure {
  return failureOf(error, statementOf(text));
}

function statementOf({ sql, parameters }: QueryText): Statement | undefined {
  try {
    return knownStatement(bindParameters(sql, parameters));
  } catch {
    return undefined; // Then the error at hand tells why, and has no need of places in the text.
  }
}

function explained(sql: string): string {
  const [, options, rest = ''] =
    /^\s*explain\s+(\((?:[^)]*)\)\s*|analyze\s+|verbose\s+)?([\s\S]*)$/i.exec(sql) ?? [];
  if (options !== undefined)
    throw new QueryError('NOT_SUPPORTED', `EXPLAIN ${options.trim()} is not spoken here`);
  return rest;
}

async function planOf(sql: string, session: Session): Promise<RunningQuery> {
  const plans = await session.rows(`EXPLAIN ${sql}`);
  const lines = plans.flatMap(([, plan]) => String(plan).split('\n'));
  return {
    columns: [plainColumn('Query Plan', 'varchar')],
    bytesScanned: 0,
    rows: oneBatch(lines.map((line) => [line])),
  };
}

async function* oneBatch(rows: readonly ResultRow[]): AsyncGenerator<readonly ResultRow[]> {
  yield rows;
}

async function* batches(result: DuckDBResult): AsyncGenerator<readonly ResultRow[]> {
  const writers = result.columnTypes().map(cellWriter);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    yield chunk.getRows().map((row) => writers.map((write, index) => write(row[index] ?? null)));
  }
}
