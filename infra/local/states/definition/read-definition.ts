import { ServiceError } from '../../service.ts';
import { templateProblems } from './check-expression.ts';
import { stateProblems } from './check-state.ts';
import { issueLines } from './issue-lines.ts';
import { type Flow, isDistributed, Machine, type State } from './states.ts';
import { assignedBy, targetsOf, templatesOf } from './templates.ts';

/** The quota on the length of a definition. */
const LONGEST_DEFINITION_BYTES = 1024 * 1024;

/**
 * Reads a definition whole and strictly: Amazon States Language with JSONata, and of that what is built here.
 * Throws InvalidDefinition that names every problem with its place.
 */
export function readDefinition(text: string): Machine {
  if (Buffer.byteLength(text) > LONGEST_DEFINITION_BYTES) throw invalid(['is longer than 1 MiB']);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw invalid([`is not JSON: ${String(error)}`]);
  }
  const parsed = Machine.safeParse(document);
  if (!parsed.success) throw invalid([...issueLines(parsed.error.issues, '')]);
  const problems = [...flowProblems(parsed.data, '', new Set(), new Set())];
  if (problems.length > 0) throw invalid(problems);
  return parsed.data;
}

function invalid(problems: readonly string[]): ServiceError {
  return new ServiceError('InvalidDefinition', `Invalid State Machine Definition: ${problems.join('; ')}`);
}

function* flowProblems(
  flow: Flow,
  path: string,
  outerVariables: ReadonlySet<string>,
  names: Set<string>,
): Generator<string> {
  const own = new Set<string>();
  for (const [name, state] of Object.entries(flow.States)) {
    if (names.has(name)) yield `${path}/States/${name}: another state has this name`;
    names.add(name);
    for (const variable of assignedBy(state)) {
      if (outerVariables.has(variable))
        yield `${path}/States/${name}: the variable $${variable} belongs to an outer flow`;
      own.add(variable);
    }
  }
  const variables = new Set([...outerVariables, ...own]);
  for (const [name, state] of Object.entries(flow.States)) {
    const at = `${path}/States/${name}`;
    yield* stateProblems(state, at);
    for (const [field, target] of targetsOf(state)) {
      if (flow.States[target] === undefined) yield `${at}/${field}: there is no state ${target}`;
    }
    for (const { path: field, template, sees } of templatesOf(state)) {
      yield* templateProblems(template, { path: `${at}/${field}`, variables, statesFields: sees });
    }
    yield* innerProblems(state, at, variables, names);
  }
  yield* reachProblems(flow, path);
}

function* innerProblems(
  state: State,
  path: string,
  variables: ReadonlySet<string>,
  names: Set<string>,
): Generator<string> {
  if (state.Type === 'Parallel') {
    for (const [index, branch] of state.Branches.entries()) {
      yield* flowProblems(branch, `${path}/Branches/${index}`, variables, names);
    }
  }
  if (state.Type === 'Map') {
    // The children of a distributed Map are executions of their own, which see no variable from outside.
    const visible = isDistributed(state) ? new Set<string>() : variables;
    yield* flowProblems(state.ItemProcessor, `${path}/ItemProcessor`, visible, names);
  }
}

function* reachProblems(flow: Flow, path: string): Generator<string> {
  if (flow.States[flow.StartAt] === undefined) {
    yield `${path}/StartAt: there is no state ${flow.StartAt}`;
    return;
  }
  const reached = new Set<string>();
  const open = [flow.StartAt];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const state = flow.States[name];
    if (state === undefined || reached.has(name)) continue;
    reached.add(name);
    for (const [, target] of targetsOf(state)) open.push(target);
  }
  for (const name of Object.keys(flow.States)) {
    if (!reached.has(name)) yield `${path}/States/${name}: no state leads here`;
  }
}
