import { ServiceError } from '../service.ts';
import type { Column } from './shapes.ts';

type Comparison = {
  readonly key: number;
  readonly numeric: boolean;
  readonly operator: string;
  readonly operand: string;
};

const COMPARISON = /^\s*\(?\s*([\w]+)\s*(<=|>=|<>|!=|=|<|>)\s*('(?:[^']|'')*'|-?\d+(?:\.\d+)?)\s*\)?\s*$/;
const NUMERIC = /^(tinyint|smallint|int|integer|bigint|float|double|decimal)/i;

/**
 * The test of GetPartitions' `Expression`: comparisons of a partition key with a literal, joined by AND.
 * Anything else in Glue's expression language is refused with `InvalidInputException`.
 */
export function partitionFilter(
  keys: readonly Column[],
  expression: string | undefined,
): (values: readonly string[]) => boolean {
  if (expression === undefined || expression.trim() === '') return () => true;
  const comparisons = expression
    .split(/\band\b(?=(?:[^']*'[^']*')*[^']*$)/i)
    .map((text) => comparison(keys, text));
  return (values) => comparisons.every((each) => holds(each, values[each.key] ?? ''));
}

function comparison(keys: readonly Column[], text: string): Comparison {
  const [, name = '', operator = '', literal = ''] = COMPARISON.exec(text) ?? [];
  const key = keys.findIndex((column) => column.Name.toLowerCase() === name.toLowerCase());
  if (key < 0) {
    throw new ServiceError(
      'InvalidInputException',
      `only comparisons of a partition key with a literal, joined by AND, are spoken here, not "${text.trim()}"`,
    );
  }
  const operand = literal.startsWith("'") ? literal.slice(1, -1).replaceAll("''", "'") : literal;
  return { key, numeric: NUMERIC.test(keys[key]?.Type ?? ''), operator, operand };
}

function holds({ numeric, operator, operand }: Comparison, value: string): boolean {
  const order = numeric ? Number(value) - Number(operand) : value < operand ? -1 : value > operand ? 1 : 0;
  if (operator === '=') return order === 0;
  if (operator === '<>' || operator === '!=') return order !== 0;
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}
