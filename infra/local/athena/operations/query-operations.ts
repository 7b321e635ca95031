import * as z from 'zod';
import type { Operation } from '#local/glue/json-protocol.ts';
import { page } from '#local/glue/pages.ts';
import { type Execution, isOver } from '../executions/execution.ts';
import type { AthenaParts } from './parts.ts';
import { described } from './described-execution.ts';
import { resultPage } from './query-results.ts';
import { invalid, Paged, read } from './read.ts';
import { startQuery } from './start-query.ts';

const ById = z.strictObject({ QueryExecutionId: z.string() });
const ByIds = z.strictObject({ QueryExecutionIds: z.array(z.string()).min(1).max(50) });
const ByWorkGroup = z.strictObject({ WorkGroup: z.string().optional(), ...Paged });

/** Executions over the API. */
export function queryOperations(parts: AthenaParts): Record<string, Operation> {
  const { executions, queue, workgroups } = parts;
  const executionOf = (id: string): Execution => {
    const execution = executions.get(id);
    if (execution === undefined) throw invalid(`QueryExecution ${id} was not found`);
    return execution;
  };
  return {
    StartQueryExecution: (input) => startQuery(parts, input),
    GetQueryExecution: (input) => ({
      QueryExecution: described(executionOf(read(ById, input).QueryExecutionId)),
    }),
    BatchGetQueryExecution(input) {
      const asked = read(ByIds, input).QueryExecutionIds.map((id) => ({ id, found: executions.get(id) }));
      return {
        QueryExecutions: asked.flatMap(({ found }) => (found === undefined ? [] : [described(found)])),
        UnprocessedQueryExecutionIds: asked
          .filter(({ found }) => found === undefined)
          .map(({ id }) => ({
            QueryExecutionId: id,
            ErrorCode: 'INVALID_QUERY_EXECUTION_ID',
            ErrorMessage: `QueryExecution ${id} was not found`,
          })),
      };
    },
    GetQueryResults: (input) => resultPage(parts.results, executionOf, input),
    StopQueryExecution(input) {
      const execution = executionOf(read(ById, input).QueryExecutionId);
      if (!isOver(execution)) queue.stop(execution.id);
      return {};
    },
    ListQueryExecutions(input) {
      const request = read(ByWorkGroup, input);
      const name = request.WorkGroup ?? 'primary';
      if (workgroups.get(name) === undefined) throw invalid(`WorkGroup ${name} is not found.`);
      return page('QueryExecutionIds', executions.ids(name), limited(request, 50), 'InvalidRequestException');
    },
  };
}

export function limited<T extends { readonly MaxResults?: number | undefined }>(
  request: T,
  most: number,
): T & { readonly MaxResults: number } {
  return { ...request, MaxResults: Math.min(request.MaxResults ?? most, most) };
}
