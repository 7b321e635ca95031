import { fold } from '../encode/fold.ts';
import { textAt } from '../table/text-at.ts';
import type { Column } from '../table/table.ts';

const MOST_ROWS = 5_000;

/** Rows, evenly spread, that are looked at. */
function* someRows(rows: number): Generator<number> {
  const step = Math.max(1, rows / MOST_ROWS);
  for (let at = 0; at < rows; at += step) yield Math.floor(at);
}

/**
 * Shares of rows of each of two columns whose text the other column has somewhere too, the lesser of both: texts
 * that change places between columns show in both.
 */
export function sharedTexts(one: FoldedColumn, other: FoldedColumn): number {
  return Math.min(shareIn(one.column, other.texts), shareIn(other.column, one.texts));
}

/** A column with all its texts, folded. */
export type FoldedColumn = { readonly column: Column; readonly texts: ReadonlySet<string> };

export function foldedColumn(column: Column): FoldedColumn {
  const texts = new Set<string>();
  for (let code = 0; code < column.texts.size; code++) texts.add(fold(textAt(column, code)));
  return { column, texts };
}

function shareIn(column: Column, texts: ReadonlySet<string>): number {
  let rows = 0;
  let shared = 0;
  for (const row of someRows(column.codes.length)) {
    const code = column.codes[row] ?? -1;
    if (code < 0) continue;
    rows += 1;
    if (texts.has(fold(textAt(column, code)))) shared += 1;
  }
  return rows === 0 ? 0 : shared / rows;
}

/**
 * Rows of which the two texts stand crosswise in another row: what is `anna | smit` there is `smit | anna` here.
 * Chance brings this about hardly ever, places that were changed do.
 */
export function crosswiseRows(one: Column, other: Column): number {
  const codeThere = new Map<string, number>();
  for (let code = 0; code < other.texts.size; code++) codeThere.set(textAt(other, code), code);
  const size = other.texts.size;
  const ownAsOther = new Int32Array(one.texts.size).fill(-1);
  const otherAsOwn = new Int32Array(size).fill(-1);
  for (let code = 0; code < one.texts.size; code++) {
    const there = codeThere.get(textAt(one, code)) ?? -1;
    ownAsOther[code] = there;
    if (there >= 0) otherAsOwn[there] = code;
  }
  const seen = new Set<number>();
  const rows = one.codes.length;
  for (let row = 0; row < rows; row++) {
    const a = one.codes[row] ?? -1;
    const b = other.codes[row] ?? -1;
    if (a >= 0 && b >= 0 && (ownAsOther[a] ?? -1) >= 0 && (otherAsOwn[b] ?? -1) >= 0) seen.add(a * size + b);
  }
  let crosswise = 0;
  for (let row = 0; row < rows && seen.size > 0; row++) {
    const a = one.codes[row] ?? -1;
    const b = other.codes[row] ?? -1;
    if (a < 0 || b < 0) continue;
    const [swappedA, swappedB] = [otherAsOwn[b] ?? -1, ownAsOther[a] ?? -1];
    if (swappedA >= 0 && swappedB >= 0 && swappedA !== a && seen.has(swappedA * size + swappedB))
      crosswise += 1;
  }
  return crosswise;
}

/** Share of rows that know both in which all words of `part` are among the words of `whole`. */
export function containedIn(part: Column, whole: Column): number {
  let rows = 0;
  let contained = 0;
  for (const row of someRows(part.codes.length)) {
    const a = part.codes[row] ?? -1;
    const b = whole.codes[row] ?? -1;
    if (a < 0 || b < 0) continue;
    rows += 1;
    const words = new Set(fold(textAt(whole, b)).split(' '));
    if (
      fold(textAt(part, a))
        .split(' ')
        .every((word) => words.has(word))
    )
      contained += 1;
  }
  return rows < 2 ? 0 : contained / rows;
}

/** Mean share of the words of `whole` that `parts` together hold, over rows that know `whole`. */
export function coveredBy(whole: Column, parts: readonly Column[]): number {
  let rows = 0;
  let covered = 0;
  for (const row of someRows(whole.codes.length)) {
    const code = whole.codes[row] ?? -1;
    if (code < 0) continue;
    rows += 1;
    const words = fold(textAt(whole, code)).split(' ');
    const there = new Set(parts.flatMap((part) => fold(textAt(part, part.codes[row] ?? -1)).split(' ')));
    covered += words.filter((word) => there.has(word)).length / words.length;
  }
  return rows === 0 ? 0 : covered / rows;
}
