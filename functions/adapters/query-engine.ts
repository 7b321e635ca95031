import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  InvalidRequestException,
  QueryExecutionState,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import type { QueryEngine, QueryRows } from '#ports';
import { Failure } from '#schemas/failures.ts';

/** Athena allows 100 of these a second; not every emulator knows the call that asks for fifty at once. */
const ASKED_AT_ONCE = 10;
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
      const states = new Map<string, QueryState>();
      for (let from = 0; from < queryIds.length; from += ASKED_AT_ONCE) {
        const asked = queryIds.slice(from, from + ASKED_AT_ONCE);
        const answers = await Promise.all(asked.map(async (id) => stateOf(client, id)));
        for (const [index, id] of asked.entries()) {
          const answer = answers[index];
          if (answer) states.set(id, answer);
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

type QueryState = {
  readonly state: 'running' | 'succeeded' | 'failed';
  readonly reason: string | undefined;
};

/** Undefined for a query that Athena does not know. */
async function stateOf(client: AthenaClient, queryId: string): Promise<QueryState | undefined> {
  try {
    const answer = await client.send(new GetQueryExecutionCommand({ QueryExecutionId: queryId }));
    const state = answer.QueryExecution?.Status?.State ?? '';
    return {
      state:
        state === QueryExecutionState.SUCCEEDED
          ? 'succeeded'
          : FINAL_FAILURES.includes(state)
            ? 'failed'
            : 'running',
      reason: answer.QueryExecution?.Status?.StateChangeReason,
    };
  } catch (error) {
    if (error instanceof InvalidRequestException) return undefined;
    throw error;
  }
}
