import { BUILT_IN_FUNCTIONS } from '../expression/built-in.ts';
import { compile, reasonOf } from '../expression/compile.ts';
import { type References, referencesOf } from '../expression/references.ts';
import type { Json } from '../json.ts';
import { expressionSource, isExpression } from './expression-text.ts';

export type StatesField = 'input' | 'context' | 'result' | 'errorOutput';

/** Where a template stands, and what it may refer to. */
export type Place = {
  readonly path: string;
  readonly variables: ReadonlySet<string>;
  readonly statesFields: readonly StatesField[];
};

/** One line for each thing in a template's expressions that Step Functions would refuse, at once or when it runs. */
export function* templateProblems(template: Json | undefined, place: Place): Generator<string> {
  if (typeof template === 'string') yield* stringProblems(template, place);
  else if (typeof template === 'object' && template !== null) {
    for (const [key, value] of Object.entries(template)) {
      yield* templateProblems(value, { ...place, path: `${place.path}/${key}` });
    }
  }
}

function* stringProblems(text: string, place: Place): Generator<string> {
  if (!isExpression(text)) {
    if (/^\s*\{%|%\}\s*$/.test(text))
      yield `${place.path}: an expression starts with {% and ends with %}, with nothing around it`;
    return;
  }
  let references: References;
  try {
    references = referencesOf(compile(expressionSource(text)).ast());
  } catch (error) {
    yield `${place.path}: no JSONata: ${reasonOf(error)}`;
    return;
  }
  yield* referenceProblems(references, place);
}

function* referenceProblems(references: References, place: Place): Generator<string> {
  for (const name of references.variables) {
    if (name === 'eval') yield `${place.path}: Step Functions has no $eval; use $parse`;
    else if (!BUILT_IN_FUNCTIONS.has(name) && !place.variables.has(name)) {
      yield `${place.path}: no state that this one can see assigns the variable $${name}`;
    }
  }
  for (const field of references.statesFields) {
    if (field !== undefined && !place.statesFields.some((allowed) => allowed === field)) {
      yield `${place.path}: $states.${field} is not there (there are ${place.statesFields.map((name) => `$states.${name}`).join(', ')})`;
    }
  }
  if (references.bareField !== undefined) {
    yield `${place.path}: '${references.bareField}' has no document to look into; start from $states.input`;
  }
  if (references.newerOperator !== undefined) {
    yield `${place.path}: the operator ${references.newerOperator} is newer than JSONata 2.0.6, which Step Functions runs`;
  }
}
