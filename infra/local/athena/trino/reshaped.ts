import { type Body, bodyOf, call, number, row, text } from './ast.ts';
import { jodaFormat, mysqlFormat } from './formats.ts';
import { bodyOnEntry, entryKey, entryLambda, entryPart, entryValue } from './lambdas.ts';
import { QueryError } from './query-error.ts';

/** Makes a call's node from its arguments; `name` is the function's, for the message when they are too many or too few. */
type Reshape = (args: readonly unknown[], name: string) => unknown;

function takes(least: number, most: number, make: (args: readonly unknown[]) => unknown): Reshape {
  return (args, name) => {
    if (args.length >= least && args.length <= most) return make(args);
    throw new QueryError('TYPE_MISMATCH', `Unexpected parameters for function ${name}`);
  };
}

/** Aggregates whose DuckDB name, arguments or DISTINCT depend on the call; FILTER and OVER stay with it. */
export const AGGREGATES: Readonly<Record<string, (args: readonly unknown[]) => Body>> = {
  // Exact: the same answer every time, and within Trino's standard error.
  approx_distinct: ([value]) => ({ name: 'count', args: [value], distinct: true }),
  max_by: (args) => ({ name: args.length > 2 ? 'arg_max' : 'arg_max_null', args }),
  min_by: (args) => ({ name: args.length > 2 ? 'arg_min' : 'arg_min_null', args }),
};

/** Functions of Trino whose call takes another shape in DuckDB. */
export const RESHAPED: Readonly<Record<string, Reshape>> = {
  all_match: takes(2, 2, (args) => call('trino_all', [call('list_transform', args)])),
  any_match: takes(2, 2, (args) => call('trino_any', [call('list_transform', args)])),
  none_match: takes(2, 2, (args) => ({
    paren: {
      this: { not: { this: call('trino_any', [call('list_transform', args)]) } },
      trailing_comments: [],
    },
  })),
  concat: takes(2, 127, (args) => args.reduce((left, right) => ({ concat: { left, right } }))),
  date_add: takes(3, 3, ([unit, count, moment]) =>
    call('trino_add', [moment, call(INTERVALS[unitOf(unit)] ?? '', [count])]),
  ),
  date_diff: takes(3, 3, ([unit, from, to]) => call('date_sub', [text(unitOf(unit)), from, to])),
  date_format: takes(2, 2, ([moment, format]) =>
    call('strftime', [moment, text(mysqlFormat(literal(format)))]),
  ),
  date_parse: takes(2, 2, ([value, format]) => call('strptime', [value, text(mysqlFormat(literal(format)))])),
  // time_bucket keeps a date a date, where date_trunc makes a timestamp of it.
  date_trunc: takes(2, 2, ([unit, moment]) =>
    call('time_bucket', [call(INTERVALS[unitOf(unit)] ?? '', [number(1)]), moment]),
  ),
  filter: takes(2, 2, (args) => call('list_filter', args)),
  format_datetime: takes(2, 2, ([moment, format]) =>
    call('strftime', [moment, text(jodaFormat(literal(format)))]),
  ),
  parse_datetime: takes(2, 2, ([value, format]) =>
    call('trino_with_timezone', [call('strptime', [value, text(jodaFormat(literal(format)))]), text('UTC')]),
  ),
  if: takes(2, 3, ([condition, yes, no]) => ({
    case: { operand: null, whens: [[condition, yes]], else_: no ?? null, comments: [] },
  })),
  json_extract: takes(2, 2, ([value, path]) =>
    call('trino_json_extract', [value, text(jsonPath(literal(path)))]),
  ),
  json_extract_scalar: takes(2, 2, ([value, path]) =>
    call('trino_json_extract_scalar', [value, text(jsonPath(literal(path)))]),
  ),
  map_filter: takes(2, 2, ([map, test]) =>
    call('map_from_entries', [
      call('list_filter', [entries(map), entryLambda(bodyOnEntry(test, [entryKey(), entryValue()]))]),
    ]),
  ),
  // The output function is applied to the one result, as to a list of one.
  reduce: takes(4, 4, ([array, initial, step, output]) =>
    call('list_extract', [
      call('list_transform', [call('list_value', [call('list_reduce', [array, step, initial])]), output]),
      number(1),
    ]),
  ),
  transform: takes(2, 2, (args) => call('list_transform', args)),
  transform_values: takes(2, 2, ([map, change]) => {
    const pair = call('row', [entryKey(), bodyOnEntry(change, [entryKey(), entryValue()])]);
    return call('map_from_entries', [call('list_transform', [entries(map), entryLambda(pair)])]);
  }),
  zip: takes(2, 5, (arrays) => {
    const parts = arrays.map((_, index) => entryPart(number(index + 1)));
    return call('list_transform', [call('list_zip', arrays), entryLambda(row(parts))]);
  }),
  zip_with: takes(3, 3, ([left, right, merge]) => {
    const merged = bodyOnEntry(merge, [entryPart(number(1)), entryPart(number(2))]);
    return call('list_transform', [call('list_zip', [left, right]), entryLambda(merged)]);
  }),
};

/** Makers of an interval of n units. */
const INTERVALS: Readonly<Record<string, string>> = {
  millisecond: 'to_milliseconds',
  second: 'to_seconds',
  minute: 'to_minutes',
  hour: 'to_hours',
  day: 'to_days',
  week: 'to_weeks',
  month: 'to_months',
  quarter: 'to_quarters',
  year: 'to_years',
};

const entries = (map: unknown): unknown => call('map_entries', [map]);

function unitOf(value: unknown): string {
  const unit = literal(value).toLowerCase();
  if (!Object.hasOwn(INTERVALS, unit))
    throw new QueryError('INVALID_FUNCTION_ARGUMENT', `'${unit}' is not a valid unit of time`);
  return unit;
}

/** The text of a string literal: units, formats and paths must be written out, as they are translated with the query. */
function literal(value: unknown): string {
  const body = bodyOf(value, 'literal');
  if (body?.['literal_type'] === 'string' && typeof body['value'] === 'string') return body['value'];
  throw new QueryError(
    'NOT_SUPPORTED',
    'units of time, date formats and JSON paths are only spoken here as literals',
  );
}

/** `$.a["b"][0]` → `$."a"."b"[0]`. */
function jsonPath(path: string): string {
  const steps = [
    ...path.matchAll(
      /^\$|\.([A-Za-z_][\w]*)|\[\s*"((?:[^"\\]|\\.)*)"\s*\]|\[\s*'([^']*)'\s*\]|\[\s*(\d+)\s*\]/g,
    ),
  ];
  if (steps.map(([step]) => step).join('') !== path || !path.startsWith('$'))
    throw new QueryError('INVALID_FUNCTION_ARGUMENT', `Invalid JSON path: '${path}'`);
  return steps
    .map(([step, name, quoted, single, index]) => {
      const key = name ?? quoted ?? single;
      if (key !== undefined) return `."${key}"`;
      return index === undefined ? step : `[${index}]`;
    })
    .join('');
}
