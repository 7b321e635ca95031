import { fold } from '../encode/fold.ts';
import { textAt } from '../table/text-at.ts';
import type { Column } from '../table/table.ts';

const MOST_TEXTS = 20_000;
/** A word is common if so large a part of rows has it, and so many rows. */
const COMMON_SHARE = 0.01;
const COMMON_ROWS = 4;
/** A word recurs if so large a part of rows has it, and as many rows as one record's copies hardly ever are. */
const RECURRING_SHARE = 0.0025;
const MOST_WORDS = 300;

export type WordsOfColumn = {
  /** That many rows have (legal forms, articles, street types), the commonest first. */
  readonly common: readonly string[];
  /** Those and what several records have by chance (kinds, towns, first names), the commonest first. */
  readonly recurring: readonly string[];
};

export function wordsOf(column: Column): WordsOfColumn {
  const step = Math.max(1, column.texts.size / MOST_TEXTS);
  const rowsWith = new Map<string, number>();
  let rows = 0;
  for (let at = 0; at < column.texts.size; at += step) {
    const code = Math.floor(at);
    const count = column.texts.counts[code] ?? 0;
    rows += count;
    for (const word of new Set(fold(textAt(column, code)).split(' ')))
      rowsWith.set(word, (rowsWith.get(word) ?? 0) + count);
  }
  const ofShare = (share: number): string[] =>
    [...rowsWith]
      .filter(([word, count]) => word !== '' && count >= COMMON_ROWS && count >= share * rows)
      .toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
      .slice(0, MOST_WORDS)
      .map(([word]) => word);
  return { common: ofShare(COMMON_SHARE), recurring: ofShare(RECURRING_SHARE) };
}

/** Share of rows whose text has a word with both letters and digits. */
export function shareWithCode(column: Column): number {
  const step = Math.max(1, column.texts.size / MOST_TEXTS);
  let rows = 0;
  let coded = 0;
  for (let at = 0; at < column.texts.size; at += step) {
    const code = Math.floor(at);
    const count = column.texts.counts[code] ?? 0;
    rows += count;
    if (/(?=\S*\p{L})(?=\S*\p{N})\S{3,}/u.test(textAt(column, code))) coded += count;
  }
  return rows === 0 ? 0 : coded / rows;
}
