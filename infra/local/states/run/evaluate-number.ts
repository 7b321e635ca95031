import type { Json } from '../json.ts';
import { StateError } from '../state-error.ts';
import { evaluateField, type Walk } from './walk.ts';

/** Evaluates a field that must give a number from 0 upwards; whole unless `fraction`. */
export async function evaluateNumber(
  walk: Walk,
  field: string,
  template: Json,
  fraction = false,
): Promise<number> {
  const value = await evaluateField(walk, field, template);
  if (typeof value !== 'number' || value < 0 || !(fraction || Number.isInteger(value))) {
    throw new StateError(
      'States.QueryEvaluationError',
      `The field '${field}' of the state '${walk.frame.state}' must give a ${fraction ? '' : 'whole '}number from 0, not ${JSON.stringify(value)}`,
    );
  }
  return value;
}
