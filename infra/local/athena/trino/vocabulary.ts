import { isRecord, list, visit } from './ast.ts';
import { SPOKEN } from './functions.ts';
import { notRegistered, PREFIX } from './prepare.ts';
import { QueryError } from './query-error.ts';
import type { Token } from './tokens.ts';

/** Constructs of Trino's that are spoken here. The parser knows thirty dialects: what is not in this list is refused. */
const KINDS: ReadonlySet<string> = new Set(
  `add aggregate_function alias all and any array_agg array_func at_time_zone between boolean case cast column
   concat count cube div dot eq except exists extract first_value function grouping_sets gt gte in intersect
   interval is_false is_null is_true joined_table lag lambda last_value lead like list_agg literal lt lte mod mul neg neq not
   nth_value null null_safe_eq null_safe_neq or ordered over paren placeholder position rollup select star
   str_position sub subquery subscript substring table trim try_cast tuple union unnest values
   window_function within_group`.split(/\s+/),
);
/** Members that hold one thing and are no node. */
const STRUCTURAL: ReadonlySet<string> = new Set([
  'this',
  'expressions',
  'ctes',
  'Preceding',
  'Following',
  'Custom',
  'window_name',
  'partition_by',
  'order_by',
]);

/** Throws a {@link QueryError} that names the first construct or function that is not spoken here. */
export function requireSpoken(tree: unknown, sql: string, found: readonly Token[]): void {
  visit(tree, (kind, body) => {
    if (STRUCTURAL.has(kind)) return;
    const name = kind === 'function' || kind === 'aggregate_function' ? String(body['name']) : undefined;
    if (name !== undefined) {
      if (!name.startsWith(PREFIX) && !SPOKEN.has(name.toLowerCase()))
        throw notRegistered(name.toLowerCase(), sql, callStart(found, name));
      return;
    }
    if (!KINDS.has(kind)) throw unspoken(kind, sql, found);
    const refused = REFUSED[kind]?.(body);
    if (refused !== undefined) throw new QueryError('NOT_SUPPORTED', `${refused} is not spoken here`);
  });
}

/** Members of known constructs that belong to other dialects, or that DuckDB cannot answer as Trino does. */
const REFUSED: Readonly<Record<string, (body: Readonly<Record<string, unknown>>) => string | undefined>> = {
  select: (body) =>
    isRecord(body['qualify'])
      ? 'QUALIFY'
      : isRecord(body['fetch']) && body['fetch']['with_ties'] === true
        ? 'FETCH FIRST … WITH TIES'
        : isRecord(body['distinct_on']) || list(body['distinct_on']).length > 0
          ? 'DISTINCT ON'
          : list(body['lateral_views']).length > 0
            ? 'LATERAL VIEW'
            : undefined,
  cast: (body) => (body['double_colon_syntax'] === true ? 'the operator ::' : undefined),
  star: (body) => ((body['except'] ?? body['replace'] ?? body['rename']) ? '* with changes' : undefined),
  table: (body) => ((body['table_sample'] ?? body['sample']) ? 'TABLESAMPLE' : undefined),
  literal: (body) =>
    ['string', 'number', 'date', 'time', 'timestamp', 'hex_string'].includes(String(body['literal_type']))
      ? undefined
      : `a literal of type ${String(body['literal_type'])}`,
};

function unspoken(kind: string, sql: string, found: readonly Token[]): QueryError {
  const name = kind.replaceAll('_', '');
  const call = found.find(
    (token, index) =>
      token.kind === 'word' &&
      token.text.toLowerCase().replaceAll('_', '') === name &&
      found[index + 1]?.text === '(',
  );
  if (call !== undefined) return notRegistered(call.text.toLowerCase(), sql, call.start);
  return new QueryError('NOT_SUPPORTED', `${kind.replaceAll('_', ' ').toUpperCase()} is not spoken here`);
}

function callStart(found: readonly Token[], name: string): number {
  return found.find((token) => token.text.toLowerCase() === name.toLowerCase())?.start ?? 0;
}
