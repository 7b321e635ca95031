import type { TaskState } from '../definition/states.ts';
import { type Json, withinLimit } from '../json.ts';
import { evaluateNumber } from '../run/evaluate-number.ts';
import { evaluateField, type Walk } from '../run/walk.ts';
import { StateError } from '../state-error.ts';
import { runExecutionTask } from './execution-task.ts';
import { runFunctionTask } from './function-task.ts';
import { taskResource } from './resource.ts';
import { taskEvents, type Limits } from './task-events.ts';
import { runTokenTask } from './token-task.ts';

/** A task about to run, or taken up again. */
export type Task = {
  readonly walk: Walk;
  readonly events: ReturnType<typeof taskEvents>;
  /** Evaluates `Arguments`: the value and the JSON text, within the limit. */
  readonly parameters: () => Promise<{ readonly value: Json; readonly text: string }>;
  readonly limits: () => Promise<Limits>;
};

/** Runs a task once and gives its result. Throws StateError when it fails or its time runs out. */
export async function runTask(walk: Walk, state: TaskState): Promise<Json> {
  const resource = taskResource(state.Resource);
  if (resource === undefined) throw new StateError('States.Runtime', `${state.Resource} is not spoken here`);
  const name = walk.frame.state;
  const events = taskEvents(walk, resource);
  const task: Task = {
    walk,
    events,
    async parameters() {
      const value =
        state.Arguments === undefined
          ? walk.frame.input
          : await evaluateField(walk, 'Arguments', state.Arguments);
      return {
        value,
        text: withinLimit(JSON.stringify(value), `What the state '${name}' hands to its task`),
      };
    },
    limits: async () => ({
      timeoutSeconds: await optionalNumber(walk, 'TimeoutSeconds', state.TimeoutSeconds),
      heartbeatSeconds: await optionalNumber(walk, 'HeartbeatSeconds', state.HeartbeatSeconds),
    }),
  };
  try {
    const result = await runKind(task, resource);
    events.succeeded(withinLimit(JSON.stringify(result), `The result of the state '${name}'`));
    return result;
  } catch (error) {
    if (error instanceof StateError && error.error !== 'States.QueryEvaluationError') events.failed(error);
    throw error;
  }
}

function runKind(task: Task, resource: NonNullable<ReturnType<typeof taskResource>>): Promise<Json> {
  if (resource.kind === 'execution') return runExecutionTask(task, resource.sync);
  if (resource.kind === 'lambda' && resource.token) return runTokenTask(task);
  return runFunctionTask(task, resource.kind === 'function' ? resource.functionArn : undefined);
}

async function optionalNumber(walk: Walk, field: string, template: Json | undefined): Promise<number | null> {
  return template === undefined ? null : evaluateNumber(walk, field, template);
}
