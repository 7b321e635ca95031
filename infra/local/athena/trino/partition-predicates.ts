import { type Body, bodyOf, identifier, isRecord, list, nodeParts } from './ast.ts';

/** What a WHERE says of one column with a literal: enough to leave out partitions that cannot match. */
export type Predicate = {
  /** Lower case. */
  readonly column: string;
  readonly operator: '=' | '<' | '<=' | '>' | '>=' | 'in';
  readonly operands: readonly string[];
};

const OPERATORS: Readonly<Record<string, Predicate['operator']>> = {
  eq: '=',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
};
const MIRRORED: Readonly<Record<string, Predicate['operator']>> = {
  '=': '=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/**
 * Comparisons with literals in the conjunction of a SELECT's WHERE that speak of the relation `name`. Rows that fail one
 * are no part of the answer, under outer joins too, as none of them is true of NULL.
 */
export function predicatesOn(select: Body, name: string): Predicate[] {
  const where = isRecord(select['where_clause']) ? select['where_clause']['this'] : undefined;
  return conjuncts(where).flatMap((each) => predicatesOf(each, name.toLowerCase()));
}

function conjuncts(value: unknown): unknown[] {
  const { kind, body } = nodeParts(value) ?? { kind: '', body: {} };
  if (kind === 'and') return [...conjuncts(body['left']), ...conjuncts(body['right'])];
  if (kind === 'paren') return conjuncts(body['this']);
  return kind === '' ? [] : [value];
}

function predicatesOf(value: unknown, name: string): Predicate[] {
  const { kind, body } = nodeParts(value) ?? { kind: '', body: {} };
  const operator = OPERATORS[kind];
  if (operator !== undefined) {
    return [
      ...comparison(body['left'], operator, body['right'], name),
      ...comparison(body['right'], MIRRORED[operator] ?? operator, body['left'], name),
    ];
  }
  if (kind === 'between' && body['not'] !== true) {
    return [
      ...comparison(body['this'], '>=', body['low'], name),
      ...comparison(body['this'], '<=', body['high'], name),
    ];
  }
  if (kind === 'in' && body['not'] !== true && !isRecord(body['query'])) {
    const column = columnOf(body['this'], name);
    const operands = list(body['expressions']).map(literalOf);
    const known = operands.flatMap((each) => each ?? []);
    if (column !== undefined && known.length === operands.length && known.length > 0)
      return [{ column, operator: 'in', operands: known }];
  }
  return [];
}

function comparison(
  left: unknown,
  operator: Predicate['operator'],
  right: unknown,
  name: string,
): Predicate[] {
  const column = columnOf(left, name);
  const operand = literalOf(right);
  return column === undefined || operand === undefined ? [] : [{ column, operator, operands: [operand] }];
}

/** The column's name where it is this relation's: named with it, or bare (then it can be no other's). */
function columnOf(value: unknown, name: string): string | undefined {
  const body = bodyOf(value, 'column');
  const table = identifier(body?.['table'])?.toLowerCase();
  return table === undefined || table === name ? identifier(body?.['name'])?.toLowerCase() : undefined;
}

function literalOf(value: unknown): string | undefined {
  const negated = bodyOf(value, 'neg');
  if (negated !== undefined) {
    const operand = bodyOf(negated['this'], 'literal');
    return operand?.['literal_type'] === 'number' ? `-${String(operand['value'])}` : undefined;
  }
  const body = bodyOf(value, 'literal');
  return ['number', 'string', 'date'].includes(String(body?.['literal_type']))
    ? String(body?.['value'])
    : undefined;
}
