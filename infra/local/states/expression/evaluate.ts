import { expressionSource, isExpression } from '../definition/expression-text.ts';
import { type Json, type JsonObject, parseJson } from '../json.ts';
import { StateError } from '../state-error.ts';
import { compile, reasonOf } from './compile.ts';

/** Names without `$`: `states` and the variables. */
export type Bindings = Readonly<Record<string, Json>>;

/**
 * Evaluates every `{% … %}` in a template; the rest stays as it is. `field` names the place in errors.
 * Throws States.QueryEvaluationError, also for an expression that gives nothing, as Step Functions does.
 */
export async function evaluate(template: Json, bindings: Bindings, field: string): Promise<Json> {
  if (typeof template === 'string') {
    return isExpression(template) ? evaluateExpression(template, bindings, field) : template;
  }
  if (typeof template !== 'object' || template === null) return template;
  if (Array.isArray(template)) {
    const items: Json[] = [];
    for (const [index, item] of template.entries())
      items.push(await evaluate(item, bindings, `${field}[${index}]`));
    return items;
  }
  const object: JsonObject = {};
  for (const [key, value] of Object.entries(template)) {
    Object.defineProperty(object, key, {
      value: await evaluate(value, bindings, `${field}/${key}`),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return object;
}

async function evaluateExpression(text: string, bindings: Bindings, field: string): Promise<Json> {
  const source = expressionSource(text);
  let json: string | undefined;
  try {
    // There is no input document in Step Functions: `$` is nothing, and data comes from `$states` and variables.
    const value: unknown = await compile(source).evaluate(undefined, bindings);
    // JSON text and back: sequences, functions and undefined members do not outlive the expression.
    if (typeof value !== 'function') json = JSON.stringify(value, refuseFunctions);
  } catch (error) {
    throw evaluationError(source, field, `failed: ${reasonOf(error)}`);
  }
  if (json === undefined) throw evaluationError(source, field, 'returned nothing (undefined)');
  return parseJson(json);
}

function refuseFunctions(_key: string, value: unknown): unknown {
  const isLambda = typeof value === 'object' && value !== null && '_jsonata_lambda' in value;
  if (typeof value === 'function' || isLambda)
    throw new Error('the result holds a function, which is not JSON');
  return value;
}

function evaluationError(source: string, field: string, what: string): StateError {
  return new StateError(
    'States.QueryEvaluationError',
    `The JSONata expression '${source}' specified for the field '${field}' ${what}`,
  );
}
