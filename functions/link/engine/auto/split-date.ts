import { textAt } from '../table/text-at.ts';
import type { Column } from '../table/table.ts';

export type SplitDate = { readonly year: Column; readonly month: Column; readonly day: Column };

const NEARLY_ALL = 0.97;
/** Days that occur at the least for a column to be days and not something else that stays small. */
const LEAST_DAYS = 13;

/**
 * Finds a date that stands in three columns: years, months to 12 and days to 31. `null` unless there is just one of
 * each, known about equally often.
 */
export function findSplitDate(columns: readonly Column[]): SplitDate | null {
  const years = columns.filter((column) => within(column, 1000, 2200) && column.texts.size > 2);
  const days = columns.filter(
    (column) => within(column, 1, 31) && valuesAbove(column, 12) > 0 && column.texts.size >= LEAST_DAYS,
  );
  const months = columns.filter((column) => within(column, 1, 12) && valuesAbove(column, 12) === 0);
  const [year, month, day] = [years[0], months[0], days[0]];
  if (!year || !month || !day || years.length > 1 || months.length > 1 || days.length > 1) return null;
  const known = [year, month, day].map(rowsOf);
  return Math.min(...known) >= 0.8 * Math.max(...known) ? { year, month, day } : null;
}

function rowsOf(column: Column): number {
  return column.texts.counts.reduce((sum, count) => sum + count, 0);
}

function* numbersOf(column: Column): Generator<readonly [number, number]> {
  for (let code = 0; code < column.texts.size; code++) {
    const text = textAt(column, code).trim();
    yield [/^\d{1,4}$/.test(text) ? Number(text) : Number.NaN, column.texts.counts[code] ?? 0];
  }
}

function within(column: Column, least: number, most: number): boolean {
  if (column.texts.size > 1500) return false;
  let inside = 0;
  for (const [number, rows] of numbersOf(column)) if (number >= least && number <= most) inside += rows;
  return inside > 0 && inside >= NEARLY_ALL * rowsOf(column);
}

function valuesAbove(column: Column, limit: number): number {
  let above = 0;
  let all = 0;
  for (const [number, rows] of numbersOf(column)) {
    all += rows;
    if (number > limit) above += rows;
  }
  return above / Math.max(all, 1) > 1 - NEARLY_ALL ? above : 0;
}
