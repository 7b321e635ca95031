import { bodyOf, column, identifier, isRecord, list, named, rebuild, type Node } from './ast.ts';
import { QueryError } from './query-error.ts';

const ENTRY = 'trino_entry';

export const entryKey = (): Node => column('key', ENTRY);
export const entryValue = (): Node => column('value', ENTRY);
export const entryPart = (index: unknown): Node => ({ subscript: { this: column(ENTRY), index } });

/** `e -> body`, where the body speaks of the entry by the parts above. */
export function entryLambda(body: unknown): Node {
  return { lambda: { parameters: [named(ENTRY)], body, colon: false, parameter_types: [] } };
}

/** The body of a lambda of several parameters with an entry's parts in their places. Throws TYPE_MISMATCH for no lambda. */
export function bodyOnEntry(lambda: unknown, parts: readonly unknown[]): unknown {
  const body = bodyOf(lambda, 'lambda');
  if (body === undefined) throw new QueryError('TYPE_MISMATCH', 'a lambda expression is expected');
  const parameters = list(body['parameters']).map((each) => identifier(each)?.toLowerCase());
  return rebuild(body['body'], (kind, each, node) => {
    if (kind !== 'column' || isRecord(each['table'])) return node;
    const place = parameters.indexOf(identifier(each['name'])?.toLowerCase());
    return place < 0 ? node : (parts[place] ?? node);
  });
}
