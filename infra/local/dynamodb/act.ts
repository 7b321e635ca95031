import * as z from 'zod';
import { ServiceError } from '../service.ts';
import type { Answer, Levels } from './levels.ts';

/** A checked request, to which dynalite's validations have added their parsed expressions (`_condition`, …). */
export type Request = Record<string, unknown>;
export type Result = Readonly<Record<string, unknown>>;
export type Action = (levels: Levels, data: Request, answer: Answer) => void;

const Result = z.record(z.string(), z.unknown());
const DynaliteError = z.object({
  statusCode: z.number(),
  body: z.object({ __type: z.string(), message: z.string().optional(), Message: z.string().optional() }),
});

/**
 * Runs an action that reads and writes single items, within this turn: a transaction may stand around it.
 * Throws a ServiceError where DynamoDB would answer with an error.
 */
export function actNow(levels: Levels, action: Action, data: Request): Result {
  const settled: { outcome?: { readonly error: unknown; readonly value: unknown } } = {};
  action(levels, data, (error, value) => {
    settled.outcome = { error, value };
  });
  if (settled.outcome === undefined) throw new Error(`the action ${action.name} did not end in its turn`);
  if (settled.outcome.error) throw serviceError(settled.outcome.error);
  return Result.parse(settled.outcome.value ?? {});
}

/** Runs an action that streams (Query, Scan, ListTables): it takes many turns and only reads. */
export function act(levels: Levels, action: Action, data: Request): Promise<Result> {
  return new Promise((resolve, reject) => {
    action(levels, data, (error, value) => {
      if (error) reject(serviceError(error));
      else resolve(Result.parse(value));
    });
  });
}

/** dynalite's error as the service's; what is none of its own errors comes back as it is. */
export function serviceError(error: unknown): unknown {
  const known = DynaliteError.safeParse(error);
  if (!known.success) return error;
  const { statusCode, body } = known.data;
  const code = body.__type.slice(body.__type.indexOf('#') + 1);
  return new ServiceError(code, body.message ?? body.Message ?? code, statusCode);
}
