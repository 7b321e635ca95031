import * as z from 'zod';
import type { EventRow } from '../journal/history.ts';
import { type Json, type JsonObject, parseJson } from '../json.ts';
import {
  executionOrThrow,
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

export function historyOperations(context: OperationContext): Record<string, Operation> {
  return {
    GetExecutionHistory: operation(
      z.strictObject({
        ...Page,
        executionArn: z.string(),
        reverseOrder: z.boolean().optional(),
        includeExecutionData: z.boolean().optional(),
      }),
      ({ executionArn, maxResults, nextToken, reverseOrder = false, includeExecutionData = true }) => {
        const execution = executionOrThrow(context, executionArn);
        const size = pageSize(maxResults);
        const start = pageStartNumber(nextToken, reverseOrder ? Number.MAX_SAFE_INTEGER : 0);
        const rows = page(
          context.journal.history.page(execution.id, start, size + 1, reverseOrder),
          size,
          (row) => row.id,
        );
        const events = rows.shown.map((row) => historyEvent(row, includeExecutionData));
        return present({ events, nextToken: rows.nextToken });
      },
    ),
  };
}

/** What `includeExecutionData: false` leaves out. */
const DATA = new Set([
  'input',
  'inputDetails',
  'output',
  'outputDetails',
  'parameters',
  'assignedVariables',
  'assignedVariablesDetails',
]);

function historyEvent({ id, previous, at, type, details }: EventRow, withData: boolean): JsonObject {
  const event: JsonObject = { timestamp: seconds(at), type, id, previousEventId: previous };
  const members = Object.entries(objectIn(parseJson(details)))
    // A parameter that the model calls required stays, empty.
    .flatMap(([name, value]): [string, Json][] =>
      withData || !DATA.has(name) ? [[name, value]] : name === 'parameters' ? [[name, '']] : [],
    );
  if (members.length > 0) event[detailsField(type)] = Object.fromEntries(members);
  return event;
}

/** `TaskStateEntered` has `stateEnteredEventDetails`, `MapIterationStarted` has `mapIterationStartedEventDetails`. */
function detailsField(type: string): string {
  const shared = /State(Entered|Exited)$/.exec(type)?.[1];
  const name = shared === undefined ? type : `State${shared}`;
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}EventDetails`;
}

function objectIn(value: Json): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
