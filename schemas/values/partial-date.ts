import { type Bad, type Parsed, UNKNOWN, bad, good } from './parsed.ts';

const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ][0-9:.,]+(?:Z|[+-]\d{2}:?\d{2})?)?$/;
const DUTCH = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?: \d{1,2}:\d{2}(?::\d{2})?)?$/;
const YEAR = /^\d{4}$/;

/**
 * A date as Dutch files write it: `jjjjmmdd` (Logisch Ontwerp BRP, where `00` stands for an unknown day or month
 * and `00000000` for an unknown date), `dd-mm-jjjj`, ISO 8601, or a year. A time of day is read past.
 * Gives `jjjj-mm-dd`, with `00` for what is unknown. Impossible dates are errors, never rounded.
 */
export function parsePartialDate(cell: string): Parsed<string | null> {
  const text = cell.trim();
  if (text === '') return UNKNOWN;
  const big = COMPACT.exec(text) ?? ISO.exec(text);
  if (big) return checked(big[1] ?? '', big[2] ?? '', big[3] ?? '');
  const dutch = DUTCH.exec(text);
  if (dutch)
    return checked(dutch[3] ?? '', (dutch[2] ?? '').padStart(2, '0'), (dutch[1] ?? '').padStart(2, '0'));
  if (YEAR.test(text)) return checked(text, '00', '00');
  return NOT_A_DATE;
}

/** A date of which day, month and year are known. */
export function parseDay(cell: string): Parsed<string | null> {
  const parsed = parsePartialDate(cell);
  if (parsed.ok && parsed.value !== null && !isWholeDay(parsed.value))
    return bad('date_partial', 'day or month is missing; a full date is needed here, as dd-mm-jjjj');
  return parsed;
}

export const isWholeDay = (date: string): boolean => !date.endsWith('-00');

const NOT_A_DATE: Bad = bad(
  'date_form',
  'this is not a date; write it as dd-mm-jjjj, jjjjmmdd or jjjj-mm-dd',
);
const IMPOSSIBLE: Bad = bad('date_impossible', 'this date does not exist; correct it at the source');

function checked(year: string, month: string, day: string): Parsed<string | null> {
  if (year === '0000') return month === '00' && day === '00' ? UNKNOWN : IMPOSSIBLE;
  const monthNumber = Number(month);
  const dayNumber = Number(day);
  if (monthNumber > 12 || (monthNumber === 0 && dayNumber > 0)) return IMPOSSIBLE;
  if (monthNumber > 0 && dayNumber > daysIn(Number(year), monthNumber)) return IMPOSSIBLE;
  return good(`${year}-${month}-${day}`);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
