import * as z from 'zod';
import { ServiceError } from '../../service.ts';
import type { MapRunRow } from '../journal/execution-row.ts';
import type { JsonObject } from '../json.ts';
import {
  executionOrThrow,
  operation,
  type Operation,
  type OperationContext,
  Page,
  page,
  pageSize,
  pageStart,
  present,
  seconds,
} from './operation.ts';

const StatusCount = z.object({ status: z.string(), executions: z.number(), items: z.number() });
const COUNTED = {
  pending: 'PENDING',
  running: 'RUNNING',
  succeeded: 'SUCCEEDED',
  failed: 'FAILED',
  timedOut: 'TIMED_OUT',
  aborted: 'ABORTED',
};

export function mapRunOperations(context: OperationContext): Record<string, Operation> {
  const { journal } = context;
  return {
    ListMapRuns: operation(
      z.strictObject({ ...Page, executionArn: z.string() }),
      ({ executionArn, maxResults, nextToken }) => {
        const execution = executionOrThrow(context, executionArn);
        const size = pageSize(maxResults);
        const rows = page(
          journal.mapRuns.list(execution.arn, pageStart(nextToken, ''), size + 1),
          size,
          (row) => row.arn,
        );
        const mapRuns = rows.shown.map((row) => ({ ...times(row), stateMachineArn: row.machine_arn }));
        return present({ mapRuns, nextToken: rows.nextToken });
      },
    ),

    DescribeMapRun: operation(z.strictObject({ mapRunArn: z.string() }), ({ mapRunArn }) => {
      const row = journal.mapRuns.find(mapRunArn);
      if (row === undefined) throw new ServiceError('ResourceNotFound', `Resource not found: '${mapRunArn}'`);
      const counts = z.array(StatusCount).parse(journal.executions.counts(mapRunArn));
      return {
        ...times(row),
        ...present({
          status: row.status,
          maxConcurrency: row.max_concurrency,
          toleratedFailurePercentage: row.tolerated_percentage,
          toleratedFailureCount: row.tolerated_count,
          itemCounts: countedBy(counts, 'items'),
          executionCounts: countedBy(counts, 'executions'),
          redriveCount: row.redrive_count,
          redriveDate: row.redriven_at === null ? undefined : seconds(row.redriven_at),
        }),
      };
    }),
  };
}

function times(row: MapRunRow): JsonObject {
  return present({
    mapRunArn: row.arn,
    executionArn: row.execution_arn,
    startDate: seconds(row.started_at),
    stopDate: row.stopped_at === null ? undefined : seconds(row.stopped_at),
  });
}

function countedBy(counts: readonly z.infer<typeof StatusCount>[], what: 'items' | 'executions'): JsonObject {
  const result: JsonObject = {};
  for (const [name, status] of Object.entries(COUNTED)) {
    result[name] = counts.find((count) => count.status === status)?.[what] ?? 0;
  }
  const total = counts.reduce((sum, count) => sum + count[what], 0);
  return { ...result, total, resultsWritten: 0, failuresNotRedrivable: 0, pendingRedrive: 0 };
}
