import { withinOneEdit } from './one-edit.ts';

export type BirthDateLevel = 'day' | 'first_of_january' | 'month' | 'year' | 'slip' | 'different';

/**
 * Compares dates of birth, which may be partial (`jjjj-mm-dd`, 00 = unknown), as the intervals that they stand for:
 * `1978-03-00` agrees with every day of March 1978, as `month`, which weighs less than `day`. A whole date with one
 * digit wrong, or day and month swapped, is a `slip`. 1 January is a register's usual guess, hence a level of its
 * own. Null when one is unknown.
 */
export function compareBirthDates(left: string | null, right: string | null): BirthDateLevel | null {
  if (left === null || right === null) return null;
  const [yearA = '', monthA = '', dayA = ''] = left.split('-');
  const [yearB = '', monthB = '', dayB = ''] = right.split('-');
  if (yearA === '0000' || yearB === '0000') return null;
  const whole = dayA !== '00' && dayB !== '00';
  if (whole && left === right) return dayA === '01' && monthA === '01' ? 'first_of_january' : 'day';
  if (whole) {
    const swapped = yearA === yearB && monthA === dayB && dayA === monthB;
    const mistyped = withinOneEdit(`${yearA}${monthA}${dayA}`, `${yearB}${monthB}${dayB}`);
    return swapped || mistyped ? 'slip' : 'different';
  }
  if (yearA !== yearB) return 'different';
  if (monthA === '00' || monthB === '00') return 'year';
  return monthA === monthB ? 'month' : 'different';
}

export const wholeBirthDate = (date: string | null): string | undefined =>
  date === null || date.endsWith('-00') || date.startsWith('0000') ? undefined : date;

export const birthYear = (date: string | null): string | undefined =>
  date === null || date.startsWith('0000') ? undefined : date.slice(0, 4);
