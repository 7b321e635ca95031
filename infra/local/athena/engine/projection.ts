import type { Column } from '#local/glue/shapes.ts';
import { QueryError } from '../trino/query-error.ts';
import type { Predicate } from '../trino/partition-predicates.ts';

const MOST_PARTITIONS = 100_000;

/**
 * The values that partition projection gives each key: `enum`, `integer` (range, interval, digits), `date` (range,
 * format, interval, unit) and `injected` (from the query's own `=` or `IN`). Reads the table's `projection.*` parameters.
 */
export function projectedValues(
  keys: readonly Column[],
  parameters: Readonly<Record<string, string>>,
  predicates: readonly Predicate[],
  now: Date,
): string[][] {
  let rows: string[][] = [[]];
  for (const { Name } of keys) {
    const values = valuesOf(Name, parameters, predicates, now);
    rows = rows.flatMap((row) => values.map((value) => [...row, value]));
    if (rows.length > MOST_PARTITIONS)
      throw new QueryError(
        'INVALID_TABLE_PROPERTY',
        `projection gives more than ${MOST_PARTITIONS} partitions`,
      );
  }
  return rows;
}

/** `storage.location.template` with the values in it, or the table's location followed by `key=value/` for each. */
export function projectedLocation(
  keys: readonly Column[],
  values: readonly string[],
  tableLocation: string,
  template: string | undefined,
): string {
  const pattern =
    template ??
    `${tableLocation.replace(/\/$/, '')}/${keys.map(({ Name }) => `${Name}=\${${Name}}`).join('/')}`;
  return keys.reduce((text, { Name }, index) => text.replaceAll(`\${${Name}}`, values[index] ?? ''), pattern);
}

function valuesOf(
  key: string,
  parameters: Readonly<Record<string, string>>,
  predicates: readonly Predicate[],
  now: Date,
): string[] {
  const setting = (name: string): string | undefined => parameters[`projection.${key}.${name}`];
  switch (setting('type')?.toLowerCase()) {
    case 'enum':
      return (setting('values') ?? '').split(',').map((value) => value.trim());
    case 'integer':
      return integers(
        setting('range') ?? '',
        Number(setting('interval') ?? 1),
        Number(setting('digits') ?? 0),
      );
    case 'date':
      return dates(
        setting('range') ?? '',
        setting('format') ?? '',
        Number(setting('interval') ?? 1),
        setting('interval.unit'),
        now,
      );
    case 'injected': {
      const given = predicates.filter(
        ({ column, operator }) => column === key.toLowerCase() && ['=', 'in'].includes(operator),
      );
      const [first] = given;
      if (first === undefined)
        throw new QueryError(
          'CONSTRAINT_VIOLATION',
          `For the injected projected partition column ${key}, the WHERE clause must contain only static equality conditions, and at least one such condition must be present.`,
        );
      return [...first.operands];
    }
    default:
      throw new QueryError('INVALID_TABLE_PROPERTY', `projection.${key}.type is missing or not spoken here`);
  }
}

function integers(range: string, interval: number, digits: number): string[] {
  const [low = Number.NaN, high = Number.NaN] = range.split(',').map(Number);
  const count = Math.floor((high - low) / interval) + 1;
  if (!(count >= 0 && count <= MOST_PARTITIONS))
    throw new QueryError('INVALID_TABLE_PROPERTY', `the projection range '${range}' is no range of integers`);
  return Array.from({ length: count }, (_, index) => String(low + index * interval).padStart(digits, '0'));
}

const UNITS = ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE'] as const;
type Unit = (typeof UNITS)[number];
const LETTERS: Readonly<Record<Unit, string>> = {
  YEAR: 'yyyy',
  MONTH: 'MM',
  DAY: 'dd',
  HOUR: 'HH',
  MINUTE: 'mm',
};

function dates(
  range: string,
  format: string,
  interval: number,
  unitName: string | undefined,
  now: Date,
): string[] {
  const finest = UNITS.findLast((unit) => format.includes(LETTERS[unit]));
  const named = UNITS.find((unit) => unit === unitName?.toUpperCase().replace(/S$/, ''));
  const unit = named ?? finest;
  const [from, to] = range.split(',').map((text) => moment(text.trim(), format, now));
  if (
    unit === undefined ||
    from === undefined ||
    to === undefined ||
    (unitName !== undefined && named === undefined)
  )
    throw new QueryError(
      'INVALID_TABLE_PROPERTY',
      `the projection of dates '${range}' in '${format}' is not spoken here`,
    );
  const values = new Set<string>();
  for (let at = from; at <= to && values.size <= MOST_PARTITIONS; at = plus(at, interval, unit))
    values.add(written(at, format));
  return [...values];
}

/** A moment of the range: written in the format, or `NOW`, `NOW-3YEARS`. */
function moment(text: string, format: string, now: Date): Date | undefined {
  const relative = /^NOW(?:\s*([+-])\s*(\d+)\s*(YEAR|MONTH|WEEK|DAY|HOUR|MINUTE)S?)?$/i.exec(text);
  if (relative !== null) {
    const [, sign, count, name] = relative;
    if (sign === undefined) return now;
    const weeks = name?.toUpperCase() === 'WEEK';
    const unit = UNITS.find((each) => each === name?.toUpperCase()) ?? 'DAY';
    return plus(now, Number(`${sign}${count}`) * (weeks ? 7 : 1), unit);
  }
  const part = (unit: Unit): number | undefined => {
    const at = format.replaceAll("'", '').indexOf(LETTERS[unit]);
    return at < 0 ? undefined : Number(text.slice(at, at + LETTERS[unit].length));
  };
  const time = Date.UTC(
    part('YEAR') ?? Number.NaN,
    (part('MONTH') ?? 1) - 1,
    part('DAY') ?? 1,
    part('HOUR') ?? 0,
    part('MINUTE') ?? 0,
  );
  return Number.isNaN(time) ? undefined : new Date(time);
}

function plus(date: Date, count: number, unit: Unit): Date {
  const copy = new Date(date);
  if (unit === 'YEAR') copy.setUTCFullYear(copy.getUTCFullYear() + count);
  if (unit === 'MONTH') copy.setUTCMonth(copy.getUTCMonth() + count);
  if (unit === 'DAY') copy.setUTCDate(copy.getUTCDate() + count);
  if (unit === 'HOUR') copy.setUTCHours(copy.getUTCHours() + count);
  if (unit === 'MINUTE') copy.setUTCMinutes(copy.getUTCMinutes() + count);
  return copy;
}

function written(date: Date, format: string): string {
  const iso = date.toISOString();
  const parts: Readonly<Record<string, string>> = {
    yyyy: iso.slice(0, 4),
    MM: iso.slice(5, 7),
    dd: iso.slice(8, 10),
    HH: iso.slice(11, 13),
    mm: iso.slice(14, 16),
  };
  return format.replaceAll(
    /'([^']*)'|yyyy|MM|dd|HH|mm/g,
    (run, literal: string | undefined) => literal ?? parts[run] ?? run,
  );
}
