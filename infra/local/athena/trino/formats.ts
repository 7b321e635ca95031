import { QueryError } from './query-error.ts';

/** Letters of MySQL's date formats (Trino's date_format and date_parse) in strftime's. */
const MYSQL: Readonly<Record<string, string>> = {
  a: '%a',
  b: '%b',
  c: '%-m',
  d: '%d',
  e: '%-d',
  f: '%f',
  H: '%H',
  h: '%I',
  I: '%I',
  i: '%M',
  j: '%j',
  k: '%-H',
  l: '%-I',
  M: '%B',
  m: '%m',
  p: '%p',
  r: '%I:%M:%S %p',
  S: '%S',
  s: '%S',
  T: '%H:%M:%S',
  v: '%V',
  W: '%A',
  Y: '%Y',
  y: '%y',
  '%': '%%',
};

/** Runs of letters of Joda's patterns (Trino's format_datetime and parse_datetime) in strftime's. */
const JODA: Readonly<Record<string, string>> = {
  yyyy: '%Y',
  YYYY: '%Y',
  yy: '%y',
  MMMM: '%B',
  MMM: '%b',
  MM: '%m',
  M: '%-m',
  dd: '%d',
  d: '%-d',
  EEEE: '%A',
  EEE: '%a',
  E: '%a',
  HH: '%H',
  H: '%-H',
  hh: '%I',
  h: '%-I',
  mm: '%M',
  ss: '%S',
  SSS: '%g',
  a: '%p',
  DDD: '%j',
};

/** `%Y-%m-%d %H:%i` → `%Y-%m-%d %H:%M`. Throws INVALID_FUNCTION_ARGUMENT on a letter that is not spoken here. */
export function mysqlFormat(format: string): string {
  return format.replaceAll(/%(.)?/gsu, (_, letter: string | undefined) => {
    const known = letter === undefined ? undefined : MYSQL[letter];
    if (known === undefined) throw unknown(`%${letter ?? ''}`);
    return known;
  });
}

/** `yyyy-MM-dd'T'HH:mm` → `%Y-%m-%dT%H:%M`. Throws INVALID_FUNCTION_ARGUMENT on letters that are not spoken here. */
export function jodaFormat(format: string): string {
  return format.replaceAll(/'((?:[^']|'')*)'|([A-Za-z])\2*|%/g, (run, literal: string | undefined) => {
    if (run === '%') return '%%';
    if (literal !== undefined)
      return literal === '' ? "'" : literal.replaceAll("''", "'").replaceAll('%', '%%');
    const known = JODA[run];
    if (known === undefined) throw unknown(run);
    return known;
  });
}

const unknown = (letters: string): QueryError =>
  new QueryError('INVALID_FUNCTION_ARGUMENT', `the date format '${letters}' is not spoken here`);
