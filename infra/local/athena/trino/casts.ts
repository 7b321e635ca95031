import { type Body, call, isRecord, type Node, number, rowValues, text } from './ast.ts';
import { duckdbType, holdsStruct, jsonStructure } from './types.ts';

/** CAST and TRY_CAST with Trino's meaning where DuckDB has another for the same types. */
export function castNode(kind: 'cast' | 'try_cast', body: Body): Node {
  const type = isRecord(body['to']) ? body['to'] : {};
  // A row is cast by position: its own names must not be matched with the type's.
  const values = rowValues(body['this']);
  const value = values === undefined ? body['this'] : call('row', values);
  const to = duckdbType(type);
  const plain = (operand: unknown): Node => ({ [kind]: { ...body, this: operand, to } });
  if (type['data_type'] === 'json') return call('to_json', [value]);
  if (type['data_type'] === 'var_char') {
    const whole = call('trino_varchar', [value]);
    return typeof type['length'] === 'number'
      ? call('substr', [whole, number(1), number(type['length'])])
      : whole;
  }
  if (!holdsStruct(to)) return plain(value);
  // JSON objects lack members; rows do not. `typeof` is a constant, so that only one branch is left in the plan.
  const fromJson = call('json_transform', [
    call('trino_json_of', [value]),
    text(JSON.stringify(jsonStructure(to))),
  ]);
  const isJson = { eq: binary(call('typeof', [value]), text('JSON')) };
  return { case: { operand: null, whens: [[isJson, fromJson]], else_: plain(value), comments: [] } };
}

export function binary(left: unknown, right: unknown): Body {
  return { left, right, left_comments: [], operator_comments: [], trailing_comments: [] };
}
