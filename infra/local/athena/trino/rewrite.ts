import {
  type Body,
  bodyOf,
  call,
  identifier,
  isRecord,
  list,
  named,
  nodeParts,
  rebuild,
  row,
  text,
} from './ast.ts';
import { castNode } from './casts.ts';
import { RENAMED } from './functions.ts';
import { PREFIX, UNNAMED } from './prepare.ts';
import { QueryError } from './query-error.ts';
import { AGGREGATES, RESHAPED } from './reshaped.ts';
import { type Pairs, unnestNode } from './unnest.ts';

/** Parts of a date and the functions that give them. */
const PARTS: Readonly<Record<string, string>> = {
  year: 'year',
  quarter: 'quarter',
  month: 'month',
  week: 'weekofyear',
  day: 'day',
  dayofmonth: 'day',
  dayofweek: 'isodow',
  dayofyear: 'dayofyear',
  hour: 'hour',
  minute: 'minute',
  second: 'second',
  year_of_week: 'isoyear',
  yow: 'isoyear',
};

/** Trino's tree → DuckDB's, node by node from the leaves up. */
export function rewrite(tree: unknown, pairs: Pairs): unknown {
  const changed = rebuild(tree, (kind, body, node) => {
    const change = CHANGES[kind];
    return change === undefined ? node : change(body, node, pairs);
  });
  // Those under an alias went with their alias.
  return rebuild(changed, (kind, body, node) =>
    kind === 'unnest' ? unnestNode(body, undefined, pairs) : node,
  );
}

type Change = (body: Body, node: unknown, pairs: Pairs) => unknown;

const CHANGES: Readonly<Record<string, Change>> = {
  function: calls,
  aggregate_function: calls,
  cast: (body) => castNode('cast', body),
  try_cast: (body) => castNode('try_cast', body),
  div: ({ left, right }) => call('trino_divide', [left, right]),
  mod: ({ left, right }) => call('trino_mod', [left, right]),
  add(body, node) {
    if (isInterval(body['right'])) return call('trino_add', [body['left'], body['right']]);
    return isInterval(body['left']) ? call('trino_add', [body['right'], body['left']]) : node;
  },
  sub: (body, node) =>
    isInterval(body['right']) ? call('trino_subtract', [body['left'], body['right']]) : node,
  interval(body, node) {
    const unit = body['unit'];
    if (isRecord(unit) && unit['type'] === 'simple') return node;
    throw new QueryError('NOT_SUPPORTED', 'intervals of more than one unit are not spoken here');
  },
  extract(body) {
    const field = isRecord(body['field']) ? Object.values(body['field'])[0] : body['field'];
    const part = PARTS[String(field).toLowerCase()];
    if (part === undefined)
      throw new QueryError('NOT_SUPPORTED', `EXTRACT of ${String(field)} is not spoken here`);
    return call(part, [body['this']]);
  },
  at_time_zone: (body) => call('trino_at_timezone', [body['this'], body['zone']]),
  substring: (body) => call('trino_substr', [body['this'], body['start'], body['length']].filter(isRecord)),
  trim: trimmed,
  within_group: listagg,
  literal: moment,
  subscript: (body) => ({ subscript: { ...body, this: bracketed(body['this']) } }),
  dot: (body) => ({ dot: { ...body, this: bracketed(body['this']) } }),
  select: selection,
  alias(body, node, pairs) {
    const unnest = bodyOf(body['this'], 'unnest');
    return unnest === undefined ? node : unnestNode(unnest, body, pairs);
  },
};

function calls(body: Body, node: unknown): unknown {
  const name = String(body['name']);
  if (name.toLowerCase() === 'row') return row(list(body['args']));
  if (!name.startsWith(PREFIX)) return node;
  const own = name.slice(PREFIX.length);
  const args = list(body['args']);
  const kind = nodeParts(node)?.kind ?? 'function';
  const aggregate = Object.hasOwn(AGGREGATES, own) ? AGGREGATES[own] : undefined;
  if (aggregate !== undefined) return { [kind]: { ...body, ...aggregate(args) } };
  const reshape = Object.hasOwn(RESHAPED, own) ? RESHAPED[own] : undefined;
  if (reshape === undefined) return { [kind]: { ...body, name: RENAMED[own] ?? name } };
  if (kind !== 'function' || body['distinct'] === true)
    throw new QueryError('NOT_SUPPORTED', `${own} is no aggregate function`);
  return reshape(args.map(operand), own);
}

/** In brackets, where the call around it may become an operator. */
function operand(value: unknown): unknown {
  const kind = nodeParts(value)?.kind ?? '';
  const alone = [
    'column',
    'literal',
    'function',
    'lambda',
    'paren',
    'cast',
    'dot',
    'subscript',
    'interval',
    'null',
  ];
  return alone.includes(kind) ? value : bracketed(value);
}

function bracketed(value: unknown): unknown {
  const kind = nodeParts(value)?.kind ?? '';
  return ['case', 'concat'].includes(kind) || kind === '' || OPERATORS.has(kind)
    ? { paren: { this: value, trailing_comments: [] } }
    : value;
}

const OPERATORS: ReadonlySet<string> = new Set(
  'add sub mul neg and or not eq neq lt lte gt gte like between in is_null null_safe_eq null_safe_neq'.split(
    ' ',
  ),
);

function isInterval(value: unknown): boolean {
  const { kind, body } = nodeParts(value) ?? { kind: '', body: {} };
  if (kind === 'interval') return true;
  if (kind === 'paren' || kind === 'neg') return isInterval(body['this']);
  return kind === 'mul' && (isInterval(body['left']) || isInterval(body['right']));
}

function trimmed(body: Body, node: unknown): unknown {
  if (isRecord(body['characters'])) return node;
  const names: Readonly<Record<string, string>> = {
    Both: 'trino_trim',
    Leading: 'trino_ltrim',
    Trailing: 'trino_rtrim',
  };
  return call(names[String(body['position'])] ?? 'trino_trim', [body['this']]);
}

/** `LISTAGG(x, s) WITHIN GROUP (ORDER BY y)` → the joined array of what is not NULL. */
function listagg(body: Body): unknown {
  const aggregate = bodyOf(body['this'], 'list_agg');
  if (aggregate === undefined)
    throw new QueryError('NOT_SUPPORTED', 'WITHIN GROUP is only spoken here for LISTAGG');
  const value = aggregate['this'];
  const array = {
    array_agg: {
      this: value,
      distinct: aggregate['distinct'] ?? false,
      filter: { not: { this: { is_null: { this: value, not: false, postfix_form: false } } } },
      order_by: body['order_by'],
      name: 'array_agg',
      ignore_nulls: null,
      having_max: null,
      limit: null,
    },
  };
  return call('array_to_string', [
    array,
    isRecord(aggregate['separator']) ? aggregate['separator'] : text(''),
  ]);
}

/** A timestamp literal that names its zone is a timestamp with time zone. */
function moment(body: Body, node: unknown): unknown {
  if (body['literal_type'] !== 'timestamp') return node;
  const value = String(body['value']);
  if (!/\d(?:\s*[+-]\d\d?(?::?\d\d)?|\s+[A-Za-z][\w/+-]*)$/.test(value.replace(/^\d{4}-\d\d?-\d\d?/, '0')))
    return node;
  return {
    cast: {
      this: text(value),
      to: { data_type: 'timestamp', precision: null, timezone: true },
      trailing_comments: [],
      double_colon_syntax: false,
      format: null,
      default: null,
    },
  };
}

/** Columns without a name are `_col0`, `_col1` …; `LIMIT ALL` is no limit. */
function selection(body: Body): unknown {
  const expressions = list(body['expressions']).map((each, index) => namedColumn(each, index));
  const limit = isRecord(body['limit']) ? bodyOf(body['limit']['this'], 'column') : undefined;
  const unlimited = limit !== undefined && identifier(limit['name'])?.toLowerCase() === 'all';
  return { select: { ...body, expressions, limit: unlimited ? null : body['limit'] } };
}

function namedColumn(expression: unknown, index: number): unknown {
  const { kind, body } = nodeParts(expression) ?? { kind: '', body: {} };
  if (['column', 'star', 'dot'].includes(kind)) return expression;
  if (kind === 'alias' && identifier(body['alias']) !== UNNAMED) return expression;
  const value = kind === 'alias' ? body['this'] : expression;
  if (kind === 'paren') {
    const inside = namedColumn(body['this'], index);
    if (inside === body['this']) return inside;
  }
  if (kind === 'subquery' && identifier(body['alias']) !== undefined) {
    return alias({ subquery: { ...body, alias: null, alias_explicit_as: false } }, index);
  }
  return alias(value, index);
}

function alias(value: unknown, index: number): unknown {
  return {
    alias: {
      this: value,
      alias: named(`_col${index}`),
      column_aliases: [],
      alias_explicit_as: true,
      pre_alias_comments: [],
      trailing_comments: [],
    },
  };
}
