import { InvokeArguments, SPOKEN_RESOURCES, StartArguments, taskResource } from '../task/resource.ts';
import { isDistributed, type MapState, type State, type TaskState } from './states.ts';
import { catchersOf, retriersOf } from './templates.ts';
import { issueLines } from './issue-lines.ts';

/** What the schema of a state cannot say about it. */
export function* stateProblems(state: State, path: string): Generator<string> {
  if (state.Type !== 'Choice' && state.Type !== 'Succeed' && state.Type !== 'Fail') {
    if ((state.Next === undefined) === (state.End === undefined)) yield `${path}: needs either Next or End`;
  }
  yield* wildcardProblems('Retry', retriersOf(state), path);
  yield* wildcardProblems('Catch', catchersOf(state), path);
  if (state.Type === 'Task') yield* taskProblems(state, path);
  if (state.Type === 'Map') yield* mapProblems(state, path);
}

function* wildcardProblems(
  field: string,
  takers: readonly { readonly ErrorEquals: readonly string[] }[],
  path: string,
): Generator<string> {
  for (const [index, { ErrorEquals }] of takers.entries()) {
    if (!ErrorEquals.includes('States.ALL')) continue;
    if (ErrorEquals.length > 1) yield `${path}/${field}/${index}: States.ALL stands alone`;
    if (index < takers.length - 1) yield `${path}/${field}/${index}: States.ALL comes last`;
  }
}

function* taskProblems(state: TaskState, path: string): Generator<string> {
  const resource = taskResource(state.Resource);
  if (resource === undefined) {
    yield `${path}/Resource: ${state.Resource} is not spoken here; spoken are ${SPOKEN_RESOURCES.join(', ')}`;
    return;
  }
  if (resource.kind !== 'function' && typeof state.Arguments === 'object') {
    const schema = resource.kind === 'lambda' ? InvokeArguments : StartArguments;
    const parsed = schema.safeParse(state.Arguments);
    if (!parsed.success) yield* issueLines(parsed.error.issues, `${path}/Arguments`);
  }
  const { TimeoutSeconds, HeartbeatSeconds } = state;
  if (HeartbeatSeconds !== undefined && !(resource.kind === 'lambda' && resource.token)) {
    yield `${path}/HeartbeatSeconds: only a task with .waitForTaskToken has heartbeats`;
  }
  if (
    typeof TimeoutSeconds === 'number' &&
    typeof HeartbeatSeconds === 'number' &&
    HeartbeatSeconds >= TimeoutSeconds
  ) {
    yield `${path}/HeartbeatSeconds: must be below TimeoutSeconds`;
  }
}

function* mapProblems(state: MapState, path: string): Generator<string> {
  if (state.Items !== undefined && state.ItemReader !== undefined)
    yield `${path}: has both Items and ItemReader`;
  if (!isDistributed(state)) {
    const {
      ItemReader,
      ItemBatcher,
      ResultWriter,
      ToleratedFailureCount,
      ToleratedFailurePercentage,
      Label,
    } = state;
    const fields = {
      ItemReader,
      ItemBatcher,
      ResultWriter,
      ToleratedFailureCount,
      ToleratedFailurePercentage,
      Label,
    };
    for (const [field, value] of Object.entries(fields)) {
      if (value !== undefined) yield `${path}/${field}: only a Map in mode DISTRIBUTED has it`;
    }
  }
}
