import { dateText } from '../encode/date-text.ts';
import { textAt } from '../table/text-at.ts';
import type { Column } from '../table/table.ts';

const MOST_TEXTS = 5_000;

/** Whether some of the dates have no day or month. */
export function isPartialDate(column: Column): boolean {
  const step = Math.max(1, column.texts.size / MOST_TEXTS);
  for (let at = 0; at < column.texts.size; at += step)
    if (dateText(textAt(column, Math.floor(at))).endsWith('00')) return true;
  return false;
}
