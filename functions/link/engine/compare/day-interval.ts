import { daysIn, isDate } from '../encode/date-text.ts';

/** The days that a date may mean, as days since 1 January of the year 0, both inclusive; one day if it is whole. */
export type DayInterval = { readonly from: number; readonly to: number };

const ZERO = 0x30;

/** What `jjjjmmdd` stands for, 00 where the day or month is not known; null if it is no such date. */
export function dayInterval(text: Uint8Array): DayInterval | null {
  if (text.length !== 8) return null;
  let date = 0;
  for (const byte of text) {
    if (byte < ZERO || byte > ZERO + 9) return null;
    date = date * 10 + byte - ZERO;
  }
  if (!isDate(date)) return null;
  const year = Math.floor(date / 10_000);
  const month = Math.floor(date / 100) % 100;
  const day = date % 100;
  if (month === 0) return { from: dayNumber(year, 1, 1), to: dayNumber(year, 12, 31) };
  if (day === 0) return { from: dayNumber(year, month, 1), to: dayNumber(year, month, daysIn(year, month)) };
  return { from: dayNumber(year, month, day), to: dayNumber(year, month, day) };
}

/** Both whole, at most so many days apart. */
export const daysApart = (a: DayInterval, b: DayInterval, atMost: number): boolean =>
  a.from === a.to && b.from === b.to && Math.abs(a.from - b.from) <= atMost;

/** One of them is not whole, and they have a day in common; as years, months and days nest, one then holds the other. */
export const isWithin = (a: DayInterval, b: DayInterval): boolean =>
  (a.from !== a.to || b.from !== b.to) && a.from <= b.to && b.from <= a.to;

/** Gregorian, before 1582 too; years begin in March here, so that a leap day ends its year. */
function dayNumber(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1;
  const monthOfYear = (month + 9) % 12;
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  return 365 * shifted + leapDays + Math.floor((153 * monthOfYear + 2) / 5) + day;
}
