import type { Json } from '../json.ts';
import type { StatesField } from './check-expression.ts';
import type { State } from './states.ts';

type TemplateAt = {
  readonly path: string;
  readonly template: Json | undefined;
  readonly sees: readonly StatesField[];
};

const BEFORE: readonly StatesField[] = ['input', 'context'];
const AFTER: readonly StatesField[] = ['input', 'context', 'result'];
const CAUGHT: readonly StatesField[] = ['input', 'context', 'errorOutput'];

/** Every field of a state in which expressions may stand, with the members of `$states` that it sees. */
export function* templatesOf(state: State): Generator<TemplateAt> {
  const at = (path: string, template: Json | undefined, sees = BEFORE): TemplateAt => ({
    path,
    template,
    sees,
  });
  const hasResult = state.Type === 'Task' || state.Type === 'Parallel' || state.Type === 'Map';
  if ('Output' in state) yield at('Output', state.Output, hasResult ? AFTER : BEFORE);
  if ('Assign' in state) yield at('Assign', state.Assign, hasResult ? AFTER : BEFORE);
  if ('Arguments' in state) yield at('Arguments', state.Arguments);
  switch (state.Type) {
    case 'Task':
      yield at('TimeoutSeconds', state.TimeoutSeconds);
      yield at('HeartbeatSeconds', state.HeartbeatSeconds);
      break;
    case 'Wait':
      yield at('Seconds', state.Seconds);
      yield at('Timestamp', state.Timestamp);
      break;
    case 'Fail':
      yield at('Error', state.Error);
      yield at('Cause', state.Cause);
      break;
    case 'Choice':
      for (const [index, rule] of state.Choices.entries()) {
        yield at(`Choices/${index}/Condition`, rule.Condition);
        yield at(`Choices/${index}/Output`, rule.Output);
        yield at(`Choices/${index}/Assign`, rule.Assign);
      }
      break;
    case 'Map':
      yield at('Items', state.Items);
      yield at('ItemSelector', state.ItemSelector);
      yield at('MaxConcurrency', state.MaxConcurrency);
      yield at('ItemReader/Arguments', state.ItemReader?.Arguments);
      yield at('ItemReader/ReaderConfig/MaxItems', state.ItemReader?.ReaderConfig?.MaxItems);
      yield at('ItemBatcher/BatchInput', state.ItemBatcher?.BatchInput);
      yield at('ItemBatcher/MaxItemsPerBatch', state.ItemBatcher?.MaxItemsPerBatch);
      yield at('ItemBatcher/MaxInputBytesPerBatch', state.ItemBatcher?.MaxInputBytesPerBatch);
      yield at('ToleratedFailurePercentage', state.ToleratedFailurePercentage);
      yield at('ToleratedFailureCount', state.ToleratedFailureCount);
      yield at('ResultWriter/Arguments', state.ResultWriter?.Arguments);
      break;
  }
  for (const [index, catcher] of catchersOf(state).entries()) {
    yield at(`Catch/${index}/Output`, catcher.Output, CAUGHT);
    yield at(`Catch/${index}/Assign`, catcher.Assign, CAUGHT);
  }
}

export function catchersOf(state: State) {
  return 'Catch' in state && state.Catch !== undefined ? state.Catch : [];
}

export function retriersOf(state: State) {
  return 'Retry' in state && state.Retry !== undefined ? state.Retry : [];
}

/** The variables that a state may set, on any of its ways out. */
export function* assignedBy(state: State): Generator<string> {
  if ('Assign' in state) yield* Object.keys(state.Assign ?? {});
  if (state.Type === 'Choice') for (const rule of state.Choices) yield* Object.keys(rule.Assign ?? {});
  for (const catcher of catchersOf(state)) yield* Object.keys(catcher.Assign ?? {});
}

/** Where a state may lead, each with the field that says so. */
export function* targetsOf(state: State): Generator<readonly [field: string, target: string]> {
  if ('Next' in state && state.Next !== undefined) yield ['Next', state.Next];
  if (state.Type === 'Choice') {
    for (const [index, rule] of state.Choices.entries()) yield [`Choices/${index}/Next`, rule.Next];
    if (state.Default !== undefined) yield ['Default', state.Default];
  }
  for (const [index, catcher] of catchersOf(state).entries()) yield [`Catch/${index}/Next`, catcher.Next];
}
