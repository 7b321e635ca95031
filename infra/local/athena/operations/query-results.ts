import * as z from 'zod';
import { type Execution, isOver } from '../executions/execution.ts';
import type { ResultFiles, ResultRow } from '../results/result-files.ts';
import { invalid, read } from './read.ts';

const GetQueryResults = z.strictObject({
  QueryExecutionId: z.string(),
  NextToken: z.string().optional(),
  MaxResults: z.number().int().min(1).max(1000).optional(),
  QueryResultType: z.literal('DATA_ROWS').optional(),
});

/** A page of rows. The first row of a query's first page names the columns, and counts. */
export async function resultPage(
  results: ResultFiles,
  executionOf: (id: string) => Execution,
  input: unknown,
): Promise<Record<string, unknown>> {
  const request = read(GetQueryResults, input);
  const execution = executionOf(request.QueryExecutionId);
  if (!isOver(execution)) throw invalid(`Query has not yet finished. Current state: ${execution.state}`);
  if (execution.state !== 'SUCCEEDED')
    throw invalid(`Query did not finish successfully. Final query state: ${execution.state}`);
  const from = placeOf(request.NextToken);
  const head = execution.kind === 'query' && request.NextToken === undefined;
  const most = (request.MaxResults ?? 1000) - (head ? 1 : 0);
  const { rows, next } = await results.read(execution.id, from, most);
  const names = execution.columns.map(({ Name }) => Name);
  return {
    UpdateCount: 0,
    ResultSet: {
      Rows: [...(head ? [names] : []), ...rows].map(rowOf),
      ResultSetMetadata: { ColumnInfo: execution.columns },
    },
    ...(next === undefined ? {} : { NextToken: String(next) }),
  };
}

function placeOf(token: string | undefined): number {
  const place = token === undefined ? 0 : Number(token);
  if (!Number.isSafeInteger(place) || place < 0) throw invalid('NextToken was not given by this service');
  return place;
}

function rowOf(cells: ResultRow): Record<string, unknown> {
  return { Data: cells.map((cell) => (cell === null ? {} : { VarCharValue: cell })) };
}
