import {
  AthenaClient,
  BatchGetQueryExecutionCommand,
  GetQueryResultsCommand,
  QueryExecutionState,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import type { QueryEngine, QueryRows } from '#ports';
import { Failure } from '#schemas/failures.ts';

const ASKED_AT_ONCE = 50;
const FINAL_FAILURES: readonly string[] = [QueryExecutionState.FAILED, QueryExecutionState.CANCELLED];

/** Athena in one workgroup, whose settings (scan limit, where results go) it enforces. */
export function athenaEngine(options: {
  readonly workgroup: string;
  readonly database: string;
  readonly client?: AthenaClient;
}): QueryEngine {
  const client = options.client ?? new AthenaClient({});
  return {
    start: async (sql, token, parameters) => {
      const answer = await client.send(
        new StartQueryExecutionCommand({
          QueryString: sql,
          // Athena wants at least 32 characters.
          ClientRequestToken: token.padEnd(32, '-'),
          WorkGroup: options.workgroup,
          QueryExecutionContext: { Database: options.database },
          ...(parameters && parameters.length > 0 ? { ExecutionParameters: [...parameters] } : {}),
        }),
      );
      if (answer.QueryExecutionId === undefined)
        throw new Failure('ServiceUnavailable', 'the query engine gave no id');
      return answer.QueryExecutionId;
    },
    state: async (queryIds) => {
      const states = new Map<
        string,
        { state: 'running' | 'succeeded' | 'failed'; reason: string | undefined }
      >();
      for (let from = 0; from < queryIds.length; from += ASKED_AT_ONCE) {
        const answer = await client.send(
          new BatchGetQueryExecutionCommand({
            QueryExecutionIds: queryIds.slice(from, from + ASKED_AT_ONCE),
          }),
        );
        for (const execution of answer.QueryExecutions ?? []) {
          const state = execution.Status?.State ?? '';
          if (execution.QueryExecutionId === undefined) continue;
          states.set(execution.QueryExecutionId, {
            state:
              state === QueryExecutionState.SUCCEEDED
                ? 'succeeded'
                : FINAL_FAILURES.includes(state)
                  ? 'failed'
                  : 'running',
            reason: execution.Status?.StateChangeReason,
          });
        }
      }
      return states;
    },
    rows: async (queryId) => {
      const rows: (string | null)[][] = [];
      let columns: QueryRows['columns'] = [];
      let token: string | undefined;
      let first = true;
      do {
        const page = await client.send(
          new GetQueryResultsCommand({ QueryExecutionId: queryId, NextToken: token, MaxResults: 1000 }),
        );
        columns = (page.ResultSet?.ResultSetMetadata?.ColumnInfo ?? []).map((column) => ({
          name: column.Name ?? '',
          type: column.Type ?? '',
        }));
        const found = (page.ResultSet?.Rows ?? []).map((row) =>
          (row.Data ?? []).map((cell) => cell.VarCharValue ?? null),
        );
        // The first row of a SELECT's first page repeats the column names.
        rows.push(...(first ? found.slice(1) : found));
        first = false;
        token = page.NextToken;
      } while (token !== undefined);
      return { columns, rows };
    },
  };
}
