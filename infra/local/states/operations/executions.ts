import * as z from 'zod';
import { ServiceError } from '../../service.ts';
import { notRedrivable } from '../execution/redrive.ts';
import { ExecutionStatus, type ExecutionRow } from '../journal/execution-row.ts';
import type { JsonObject } from '../json.ts';
import {
  executionOrThrow,
  machineOrThrow,
  operation,
  type Operation,
  type OperationContext,
  Page,
  page,
  pageSize,
  pageStartNumber,
  present,
  seconds,
} from './operation.ts';

export function executionOperations(context: OperationContext): Record<string, Operation> {
  const { clock, executions, journal } = context;
  return {
    StartExecution: operation(
      z.strictObject({
        stateMachineArn: z.string(),
        name: z.string().optional(),
        input: z.string().optional(),
      }),
      ({ stateMachineArn, name, input }) => {
        const { arn, startedAt } = executions.enter(stateMachineArn, input ?? '{}', name);
        return { executionArn: arn, startDate: seconds(startedAt) };
      },
    ),

    DescribeExecution: operation(
      z.strictObject({
        executionArn: z.string(),
        includedData: z.enum(['ALL_DATA', 'METADATA_ONLY']).optional(),
      }),
      ({ executionArn, includedData }) =>
        describe(executionOrThrow(context, executionArn), includedData !== 'METADATA_ONLY', clock.now()),
    ),

    ListExecutions: operation(
      z.strictObject({
        ...Page,
        stateMachineArn: z.string().optional(),
        mapRunArn: z.string().optional(),
        statusFilter: ExecutionStatus.exclude(['PENDING']).optional(),
        redriveFilter: z.enum(['REDRIVEN', 'NOT_REDRIVEN']).optional(),
      }),
      ({ stateMachineArn, mapRunArn, statusFilter, redriveFilter, maxResults, nextToken }) => {
        if ((stateMachineArn === undefined) === (mapRunArn === undefined)) {
          throw new ServiceError('ValidationException', 'needs either stateMachineArn or mapRunArn');
        }
        if (stateMachineArn !== undefined) machineOrThrow(context, stateMachineArn);
        if (mapRunArn !== undefined && journal.mapRuns.find(mapRunArn) === undefined) {
          throw new ServiceError('ResourceNotFound', `Resource not found: '${mapRunArn}'`);
        }
        const size = pageSize(maxResults);
        const redriven = redriveFilter === undefined ? undefined : redriveFilter === 'REDRIVEN';
        const filter = { machineArn: stateMachineArn, mapRunArn, status: statusFilter, redriven };
        const before = pageStartNumber(nextToken, Number.MAX_SAFE_INTEGER);
        const rows = page(journal.executions.list(filter, before, size + 1), size, (row) => row.id);
        return present({ executions: rows.shown.map(listed), nextToken: rows.nextToken });
      },
    ),

    StopExecution: operation(
      z.strictObject({
        executionArn: z.string(),
        error: z.string().optional(),
        cause: z.string().optional(),
      }),
      ({ executionArn, error, cause }) => {
        executions.stop(executionOrThrow(context, executionArn).arn, error, cause);
        return { stopDate: seconds(executionOrThrow(context, executionArn).stopped_at ?? clock.now()) };
      },
    ),

    RedriveExecution: operation(
      z.strictObject({ executionArn: z.string(), clientToken: z.string().optional() }),
      ({ executionArn }) => {
        executions.redrive(executionOrThrow(context, executionArn));
        return { redriveDate: seconds(executionOrThrow(context, executionArn).redriven_at ?? clock.now()) };
      },
    ),
  };
}

const date = (at: number | null): number | undefined => (at === null ? undefined : seconds(at));

function listed(row: ExecutionRow): JsonObject {
  return present({
    executionArn: row.arn,
    stateMachineArn: row.machine_arn,
    name: row.name,
    status: row.status,
    startDate: date(row.started_at),
    stopDate: date(row.stopped_at),
    mapRunArn: row.map_run_arn,
    itemCount: row.item_count,
    redriveCount: row.redrive_count,
    redriveDate: date(row.redriven_at),
  });
}

function describe(row: ExecutionRow, withData: boolean, now: number): JsonObject {
  const { itemCount: _itemCount, ...common } = listed(row);
  const reason = notRedrivable(row, now);
  return {
    ...common,
    ...present({
      inputDetails: { included: withData },
      input: withData ? row.input : undefined,
      outputDetails: row.output === null ? undefined : { included: withData },
      output: withData ? row.output : undefined,
      error: row.error,
      cause: row.cause,
      redriveStatus:
        reason === undefined
          ? 'REDRIVABLE'
          : row.map_run_arn === null
            ? 'NOT_REDRIVABLE'
            : 'REDRIVABLE_BY_MAP_RUN',
      redriveStatusReason: reason,
    }),
  };
}
