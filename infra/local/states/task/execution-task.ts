import { ServiceError } from '../../service.ts';
import type { ExecutionRow } from '../journal/execution-row.ts';
import { type Json, type JsonObject, parseJson } from '../json.ts';
import { before, LATE } from '../run/interruptible.ts';
import { commit, type Walk } from '../run/walk.ts';
import { Interrupted, StateError } from '../state-error.ts';
import { readArguments, timedOut } from './function-task.ts';
import { StartArguments } from './resource.ts';
import type { Task } from './task.ts';

/** Starts an execution of another machine; with `sync` its end is awaited, and it is stopped when this run is. */
export async function runExecutionTask(task: Task, sync: boolean): Promise<Json> {
  const { walk } = task;
  const { journal } = walk.run.engine;
  const { arn, deadline } = await startedExecution(task);
  const started = journal.executions.find(arn);
  if (started === undefined) throw new StateError('States.Runtime', `the execution ${arn} is gone`);
  if (!sync) return { ExecutionArn: arn, StartDate: started.started_at };
  const ended = await endOf(walk, arn, deadline);
  const description = describe(ended);
  if (ended.status !== 'SUCCEEDED') throw new StateError('States.TaskFailed', JSON.stringify(description));
  return description;
}

/** Starts it in the transaction that notes it down, so that a restart waits for the one and does not start another. */
async function startedExecution({
  walk,
  events,
  parameters,
  limits,
}: Task): Promise<{ arn: string; deadline: number | null }> {
  const { frame, run } = walk;
  if (frame.pending?.kind === 'execution') return frame.pending;
  const { clock, executions, store } = run.engine;
  const { value, text } = await parameters();
  const { StateMachineArn, Input, Name } = readArguments(StartArguments, value);
  const { timeoutSeconds, heartbeatSeconds } = await limits();
  const deadline = timeoutSeconds === null ? null : clock.now() + timeoutSeconds * 1000;
  events.scheduled(text, { timeoutSeconds, heartbeatSeconds });
  events.started();
  return store.transaction(() => {
    const arn = startOrFail(() => executions.start(StateMachineArn, JSON.stringify(Input ?? {}), Name));
    frame.pending = { kind: 'execution', arn, deadline };
    events.submitted(JSON.stringify({ ExecutionArn: arn }));
    commit(walk);
    return frame.pending;
  });
}

function startOrFail(start: () => string): string {
  try {
    return start();
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const name = error.code.endsWith('Exception') ? error.code : `${error.code}Exception`;
    throw new StateError(`StepFunctions.${name}`, error.message);
  }
}

async function endOf({ run, signal }: Walk, arn: string, deadline: number | null): Promise<ExecutionRow> {
  const { busy, clock, closing, executions } = run.engine;
  try {
    const ended = await busy.away(before(executions.ended(arn), deadline, clock, signal));
    if (ended !== LATE) return ended;
  } catch (error) {
    if (error instanceof Interrupted && !closing.aborted) executions.stop(arn);
    throw error;
  }
  executions.stop(arn);
  throw timedOut(null);
}

/** The result of `startExecution.sync:2`: the description of the execution, with input and output as JSON. */
function describe(row: ExecutionRow): JsonObject {
  return {
    ExecutionArn: row.arn,
    Input: parseJson(row.input),
    InputDetails: { Included: true },
    Name: row.name,
    ...(row.output === null ? {} : { Output: parseJson(row.output), OutputDetails: { Included: true } }),
    ...(row.error === null ? {} : { Error: row.error }),
    ...(row.cause === null ? {} : { Cause: row.cause }),
    StartDate: row.started_at,
    StateMachineArn: row.machine_arn,
    Status: row.status,
    StopDate: row.stopped_at,
  };
}
