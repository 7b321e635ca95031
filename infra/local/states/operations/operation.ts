import * as z from 'zod';
import { ServiceError } from '../../service.ts';
import type { Definitions } from '../execution/definitions.ts';
import type { ExecutionControl } from '../execution/executions.ts';
import type { ExecutionRow, MachineRow } from '../journal/execution-row.ts';
import type { Journal } from '../journal/journal.ts';
import type { JsonObject } from '../json.ts';
import type { Clock } from '../run/clock.ts';

/** What the operations of the wire protocol work on. */
export type OperationContext = {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly definitions: Definitions;
  readonly executions: ExecutionControl;
  /** Wakes the task that waits for a token. */
  readonly tokenChanged: (token: string) => void;
};

export type Operation = (request: unknown) => JsonObject;

/** Reads a request strictly: a parameter that is not spoken here is refused by name. Throws ValidationException. */
export function operation<T>(schema: z.ZodType<T>, answer: (request: T) => JsonObject): Operation {
  return (request) => {
    const parsed = schema.safeParse(request);
    if (parsed.success) return answer(parsed.data);
    const problems = parsed.error.issues.map((issue) =>
      [...issue.path.map(String), issue.message].join(': '),
    );
    throw new ServiceError('ValidationException', problems.join('; '));
  };
}

/** As the protocol writes times: seconds since 1970, with a fraction. */
export const seconds = (at: number): number => at / 1000;

/** Members that are there only when they have a value. */
export function present(members: Readonly<Record<string, JsonObject[string] | undefined>>): JsonObject {
  const object: JsonObject = {};
  for (const [name, value] of Object.entries(members))
    if (value !== undefined && value !== null) object[name] = value;
  return object;
}

export const Page = { maxResults: z.int().min(0).max(1000).optional(), nextToken: z.string().optional() };

/** Rows per page: 100 when none is asked for, as in Step Functions. */
export const pageSize = (maxResults: number | undefined): number => maxResults || 100;

/** Splits rows, of which one more than the page holds was read, into a page and the token for the next. */
export function page<T>(rows: readonly T[], size: number, keyOf: (row: T) => string | number) {
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  const nextToken =
    rows.length > size && last !== undefined
      ? Buffer.from(String(keyOf(last))).toString('base64url')
      : undefined;
  return { shown, nextToken };
}

/** The key in a page token, or `first` without one. Throws InvalidToken. */
export function pageStart(nextToken: string | undefined, first: string): string {
  if (nextToken === undefined) return first;
  const key = Buffer.from(nextToken, 'base64url').toString();
  if (key === '') throw new ServiceError('InvalidToken', `Invalid Token: '${nextToken}'`);
  return key;
}

/** As {@link pageStart} where pages go by number. */
export function pageStartNumber(nextToken: string | undefined, first: number): number {
  const start = Number(pageStart(nextToken, String(first)));
  if (!Number.isInteger(start)) throw new ServiceError('InvalidToken', `Invalid Token: '${nextToken}'`);
  return start;
}

export function machineOrThrow({ journal }: OperationContext, arn: string): MachineRow {
  const machine = journal.machines.find(arn);
  if (machine === undefined)
    throw new ServiceError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  return machine;
}

export function executionOrThrow({ journal }: OperationContext, arn: string): ExecutionRow {
  const execution = journal.executions.find(arn);
  if (execution === undefined || execution.status === 'PENDING') {
    throw new ServiceError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
  }
  return execution;
}
