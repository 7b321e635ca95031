import type validation from 'dynalite/validations/putItem.js';
import validations from 'dynalite/validations/index.js';
import * as z from 'zod';
import { ServiceError } from '../service.ts';
import { type Request, serviceError } from './act.ts';
import type { Levels } from './levels.ts';

/** One of dynalite's validations: the types and constraints of an operation's parameters. */
export type Rules = typeof validation;

const Expressions = z.object({
  ConditionExpression: z.string().optional(),
  FilterExpression: z.string().optional(),
  ExpressionAttributeValues: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});

/** Checks types and constraints and parses the expressions. Throws what DynamoDB answers to a malformed request. */
export function check(levels: Levels, rules: Rules, data: Readonly<Record<string, unknown>>): Request {
  try {
    const checked = validations.checkTypes({ ...data }, rules.types);
    validations.checkValidations(checked, rules.types, rules.custom, levels);
    refuseDocumentComparison(checked);
    return checked;
  } catch (error) {
    throw serviceError(error);
  }
}

/** dynalite compares lists and maps by reference, so that `=` is always false and `<>` always true. */
function refuseDocumentComparison(data: Request): void {
  const {
    ConditionExpression = '',
    FilterExpression = '',
    ExpressionAttributeValues = {},
  } = Expressions.parse(data);
  for (const [name] of `${ConditionExpression} ${FilterExpression}`.matchAll(/:\w+/g)) {
    const value = ExpressionAttributeValues[name];
    if (value !== undefined && ('L' in value || 'M' in value)) {
      throw new ServiceError(
        'ValidationException',
        `a condition or filter does not compare lists and maps here (${name})`,
      );
    }
  }
}
