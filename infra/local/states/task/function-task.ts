import type * as z from 'zod';
import { type Json, parseJson } from '../json.ts';
import { before, LATE } from '../run/interruptible.ts';
import { commit } from '../run/walk.ts';
import { StateError } from '../state-error.ts';
import { invoke } from './invoke.ts';
import { InvokeArguments } from './resource.ts';
import type { Task } from './task.ts';

/** Calls a function and waits for its answer: `functionArn` itself, or through `lambda:invoke` the one that its arguments name. */
export async function runFunctionTask(task: Task, functionArn: string | undefined): Promise<Json> {
  const { walk, events } = task;
  const { clock, lambda } = walk.run.engine;
  const parameters = await task.parameters();
  const call =
    functionArn === undefined
      ? invocation(parameters.value)
      : { functionName: functionArn, payload: parameters.text };
  const limits = await task.limits();
  events.scheduled(parameters.text, limits);
  events.started();
  commit(walk);
  const deadline = limits.timeoutSeconds === null ? null : clock.now() + limits.timeoutSeconds * 1000;
  const answer = await before(
    invoke(lambda, call.functionName, call.payload).then(readPayload),
    deadline,
    clock,
    walk.signal,
  );
  if (answer === LATE) throw timedOut(limits.timeoutSeconds);
  if (functionArn !== undefined) return answer.payload;
  return { ExecutedVersion: '$LATEST', Payload: answer.payload, StatusCode: 200 };
}

/** Reads the arguments of `lambda:invoke`. Throws States.Runtime that names what does not fit. */
export function invocation(value: Json): { functionName: string; payload: string } {
  const { FunctionName, Payload } = readArguments(InvokeArguments, value);
  return { functionName: FunctionName, payload: JSON.stringify(Payload ?? {}) };
}

export function readArguments<T>(schema: z.ZodType<T>, value: Json): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => [...issue.path.map(String), issue.message].join(': '));
  throw new StateError('States.Runtime', `The arguments do not fit the task: ${problems.join('; ')}`);
}

export function timedOut(timeoutSeconds: number | null): StateError {
  return new StateError(
    'States.Timeout',
    timeoutSeconds === null ? '' : `The task ran longer than ${timeoutSeconds} seconds`,
  );
}

function readPayload(text: string): { payload: Json } {
  try {
    return { payload: parseJson(text) };
  } catch {
    return { payload: text };
  }
}
