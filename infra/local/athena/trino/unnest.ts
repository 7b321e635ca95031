import { type Body, bodyOf, call, identifier, isRecord, list, named, number } from './ast.ts';
import { binary } from './casts.ts';
import { QueryError } from './query-error.ts';

/** What two names for one unnested value stand for, where the query's text does not tell: a map's pairs, or a row's fields. */
export type Pairs = 'map' | 'row';

/**
 * `UNNEST(a, b) WITH ORDINALITY AS u(x, y, n)` → `(SELECT unnest(a), unnest(b), unnest(range(…))) AS u(x, y, n)`:
 * in a SELECT list DuckDB unnests side by side and fills up with NULL, as Trino does.
 */
export function unnestNode(unnest: Body, alias: Body | undefined, pairs: Pairs): unknown {
  const values = [unnest['this'], ...list(unnest['expressions'])];
  const ordinality = unnest['with_ordinality'] === true;
  const given = list(alias?.['column_aliases']).flatMap((each) => identifier(each) ?? []);
  const names = given.length > 0 ? given.length - (ordinality ? 1 : 0) : values.reduce(width, 0);
  const shapes = values.map((value) => shapeOf(value, names, values.length, pairs));
  const columns = shapes.flatMap(({ columns: each }) => each);
  if (ordinality) {
    const [first, ...others] = shapes.map(({ length }) => length);
    const longest = others.length === 0 ? first : call('greatest', [first, ...others]);
    columns.push(call('unnest', [call('range', [number(1), { add: binary(longest, number(1)) }])]));
  }
  const columnAliases =
    given.length > 0
      ? list(alias?.['column_aliases'])
      : Array.from({ length: names + (ordinality ? 1 : 0) }, (_, index) => named(`_col${index}`));
  return relation(columns, isRecord(alias?.['alias']) ? alias['alias'] : named('_unnest'), columnAliases);
}

type Shape = { readonly columns: unknown[]; readonly length: unknown };

function width(sum: number, value: unknown): number {
  return sum + (typeKind(value) === 'map' ? 2 : 1);
}

function shapeOf(value: unknown, names: number, values: number, pairs: Pairs): Shape {
  const kind = typeKind(value);
  const several = names > values;
  if (kind === 'map' || (several && kind === undefined && names === 2 && pairs === 'map')) {
    const keys = call('map_keys', [value]);
    return {
      columns: [call('unnest', [keys]), call('unnest', [call('map_values', [value])])],
      length: call('len', [keys]),
    };
  }
  const length = call('len', [value]);
  if (!several) return { columns: [call('unnest', [value])], length };
  if (values > 1)
    throw new QueryError(
      'NOT_SUPPORTED',
      'UNNEST of several values is only spoken here with one name for each',
    );
  const depth = { named_argument: { name: named('max_depth'), value: number(2), separator: 'ColonEq' } };
  return { columns: [call('unnest', [value, depth])], length };
}

/** What the text says the value is: a map, or a list of rows. */
function typeKind(value: unknown): 'map' | 'row' | undefined {
  const to = bodyOf(value, 'cast')?.['to'] ?? bodyOf(value, 'try_cast')?.['to'];
  if (isRecord(to)) {
    if (to['data_type'] === 'map') return 'map';
    const element = to['element_type'];
    return isRecord(element) && element['data_type'] === 'struct' ? 'row' : undefined;
  }
  const rows =
    list(bodyOf(value, 'case')?.['whens']).length > 0 ? bodyOf(value, 'case')?.['else_'] : undefined;
  if (rows !== undefined && rows !== null) return typeKind(rows);
  const name = bodyOf(value, 'function')?.['name'];
  return typeof name === 'string' &&
    /^(map|map_\w+|histogram|trino_map_agg)$/i.test(name) &&
    !/keys|values|entries/.test(name)
    ? 'map'
    : undefined;
}

function relation(columns: readonly unknown[], alias: unknown, columnAliases: readonly unknown[]): unknown {
  return {
    subquery: {
      this: { select: { ...EMPTY_SELECT, expressions: columns } },
      alias,
      column_aliases: columnAliases,
      alias_explicit_as: true,
      order_by: null,
      limit: null,
      offset: null,
      lateral: false,
      modifiers_inside: false,
      trailing_comments: [],
    },
  };
}

const EMPTY_SELECT: Body = {
  from: null,
  joins: [],
  lateral_views: [],
  where_clause: null,
  group_by: null,
  having: null,
  qualify: null,
  order_by: null,
  distribute_by: null,
  cluster_by: null,
  sort_by: null,
  limit: null,
  offset: null,
  fetch: null,
  distinct: false,
  distinct_on: null,
  top: null,
  with: null,
  sample: null,
  windows: null,
  hint: null,
  connect: null,
  into: null,
  locks: [],
  leading_comments: [],
};
