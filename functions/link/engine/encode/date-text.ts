/** What stands where in the notations of dates; a year of two digits is not read, as its century is a guess. */
const NOTATIONS: readonly (readonly [RegExp, 'ymd' | 'dmy' | 'y'])[] = [
  [/^(\d{4})(\d{2})(\d{2})$/, 'ymd'],
  [/^(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?:[T ].*)?$/, 'ymd'],
  [/^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?: .*)?$/, 'dmy'],
  [/^(\d{4})(?:-(\d{2}))?$/, 'y'],
  [/^(\d{1,2})[-/. ]([a-z]+)\.?[-/. ](\d{4})$/, 'dmy'],
];
/** Dutch and English; the first three letters tell months apart, but for `mrt`. */
const MONTHS: readonly (readonly string[])[] = [
  ['jan'],
  ['feb'],
  ['maa', 'mrt', 'mar'],
  ['apr'],
  ['mei', 'may'],
  ['jun'],
  ['jul'],
  ['aug'],
  ['sep'],
  ['okt', 'oct'],
  ['nov'],
  ['dec'],
];

/**
 * `jjjjmmdd` of a date as files write it, 00 where the day or month is not known; `''` if it is no date, does not
 * exist, or its year is not known. Between two numbers before the year the first is the day, as in Dutch files,
 * unless only the other order gives a date.
 */
export function dateText(text: string): string {
  const cell = text.trim().toLowerCase();
  for (const [notation, order] of NOTATIONS) {
    const found = notation.exec(cell);
    if (!found) continue;
    const [, a = '', b = '', c = ''] = found;
    if (order === 'y') return written(a, b, '');
    if (order === 'ymd') return written(a, b, c);
    return written(c, b, a) || written(c, a, b);
  }
  return '';
}

function written(year: string, month: string, day: string): string {
  const named = MONTHS.findIndex((names) => names.includes(month.slice(0, 3)));
  const monthNumber = named >= 0 ? named + 1 : Number(month);
  const date = Number(year) * 10_000 + monthNumber * 100 + Number(day);
  return isDate(date) ? String(date).padStart(8, '0') : '';
}

/** Whether `jjjjmmdd` as a number is a date, partial ones included: a day needs a month, a month a year. */
export function isDate(date: number): boolean {
  const year = Math.floor(date / 10_000);
  const month = Math.floor(date / 100) % 100;
  const day = date % 100;
  if (!Number.isInteger(date) || year < 1 || year > 9999 || month > 12) return false;
  return month === 0 ? day === 0 : day <= daysIn(year, month);
}

export function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
