import {
  type ChoiceState,
  type FailState,
  isDistributed,
  type MapState,
  type ParallelState,
  type State,
  type TaskState,
  type WaitState,
} from '../definition/states.ts';
import { type Json, withinLimit } from '../json.ts';
import { runDistributedMap } from '../map/distributed-map.ts';
import { runInlineMap } from '../map/inline-map.ts';
import { StateError } from '../state-error.ts';
import { runTask } from '../task/task.ts';
import { type Exit, exitBy } from './exit.ts';
import { evaluateNumber } from './evaluate-number.ts';
import { runParallel } from './parallel.ts';
import { evaluateField, commit, type Walk } from './walk.ts';

/** Does what the state in progress says, once. Throws StateError when it fails. */
export async function runState(walk: Walk, state: State): Promise<Exit> {
  switch (state.Type) {
    case 'Pass':
      return exitBy(walk, state, state.Next, walk.frame.input);
    case 'Succeed':
      return exitBy(walk, state, undefined, walk.frame.input);
    case 'Fail':
      throw await failure(walk, state);
    case 'Choice':
      return choose(walk, state);
    case 'Wait':
      await wait(walk, state);
      return exitBy(walk, state, state.Next, walk.frame.input);
    case 'Task':
      return withResult(walk, state, await runTask(walk, state));
    case 'Parallel':
      return withResult(walk, state, await runParallel(walk, state));
    case 'Map':
      return withResult(
        walk,
        state,
        await (isDistributed(state) ? runDistributedMap : runInlineMap)(walk, state),
      );
  }
}

function withResult(walk: Walk, state: TaskState | ParallelState | MapState, result: Json): Promise<Exit> {
  withinLimit(JSON.stringify(result), `The result of the state '${walk.frame.state}'`);
  return exitBy(walk, state, state.Next, result, { result });
}

async function failure(walk: Walk, { Error: error = '', Cause: cause = '' }: FailState): Promise<StateError> {
  const texts = await evaluateField(walk, 'Error', [error, cause]);
  const [name, text] = Array.isArray(texts) ? texts : [];
  if (typeof name !== 'string' || typeof text !== 'string') {
    return new StateError('States.QueryEvaluationError', 'Error and Cause must be strings');
  }
  return new StateError(name, text);
}

async function choose(walk: Walk, state: ChoiceState): Promise<Exit> {
  for (const [index, rule] of state.Choices.entries()) {
    const at = `Choices[${index}]/`;
    const holds = await evaluateField(walk, `${at}Condition`, rule.Condition);
    if (typeof holds !== 'boolean') {
      throw new StateError(
        'States.QueryEvaluationError',
        `The field 'Condition' of choice ${index} of the state '${walk.frame.state}' must give true or false, not ${JSON.stringify(holds)}`,
      );
    }
    if (holds) return exitBy(walk, rule, rule.Next, walk.frame.input, {}, at);
  }
  if (state.Default === undefined) {
    throw new StateError(
      'States.NoChoiceMatched',
      `No rule of the choice state '${walk.frame.state}' holds, and it has no Default`,
    );
  }
  return exitBy(walk, state, state.Default, walk.frame.input);
}

async function wait(walk: Walk, state: WaitState): Promise<void> {
  const { frame, signal, run } = walk;
  if (frame.pending?.kind !== 'wait') {
    frame.pending = { kind: 'wait', until: await endOfWait(walk, state) };
    commit(walk);
  }
  await run.engine.clock.sleepUntil(frame.pending.until, signal);
  frame.pending = null;
}

async function endOfWait(walk: Walk, state: WaitState): Promise<number> {
  if (state.Seconds !== undefined) {
    return walk.run.engine.clock.now() + (await evaluateNumber(walk, 'Seconds', state.Seconds)) * 1000;
  }
  const timestamp = await evaluateField(walk, 'Timestamp', state.Timestamp ?? '');
  const at = typeof timestamp === 'string' ? Date.parse(timestamp) : Number.NaN;
  if (Number.isNaN(at)) {
    throw new StateError(
      'States.QueryEvaluationError',
      `Timestamp must be an ISO 8601 time, not ${JSON.stringify(timestamp)}`,
    );
  }
  return at;
}
