import type { Column } from '../table/table.ts';
import { type Keys, type Sorted, sortByKeys } from './sort-by-keys.ts';

const MOST = 2 ** 32;

/**
 * Calls back for each two or more rows that agree on all columns: they stand in `sorted` from `from` to `to`, ascending. All of the rows must know all
 * columns, and ascend. The keys are the codes themselves, several in one number as far as they fit, so that no two
 * groups can be taken for one.
 */
export function groupRows(
  rows: Uint32Array,
  columns: readonly Column[],
  onGroup: (sorted: Uint32Array, from: number, to: number) => void,
): void {
  const sorted = sortedByColumns(rows, columns);
  const begins = beginnings(sorted);
  let from = 0;
  for (let i = 1; i <= rows.length; i++) {
    if (i < rows.length && begins[i] === 0) continue;
    if (i - from > 1) onGroup(sorted.rows, from, i);
    from = i;
  }
}

function sortedByColumns(rows: Uint32Array, columns: readonly Column[]): Sorted {
  let order = rows;
  let keys: Keys[] = [];
  for (const column of columns) {
    const last = keys.at(-1);
    if (last && last.range * column.texts.size <= MOST) {
      append(last.numbers, order, column);
      keys = [...keys.slice(0, -1), { numbers: last.numbers, range: last.range * column.texts.size }];
      continue;
    }
    if (keys.length === 2) {
      const sorted = sortByKeys(order, keys);
      order = sorted.rows;
      keys = [ranks(sorted)];
    }
    const numbers = new Uint32Array(rows.length);
    append(numbers, order, column);
    keys = [...keys, { numbers, range: column.texts.size }];
  }
  return sortByKeys(order, keys);
}

/** number · size + code: `numbers` comes to tell a further column apart. */
function append(numbers: Uint32Array, rows: Uint32Array, { codes, texts: { size } }: Column): void {
  for (let i = 0; i < rows.length; i++) numbers[i] = (numbers[i] ?? 0) * size + (codes[rows[i] ?? 0] ?? 0);
}

/** 1 where a row's keys differ from those of the row before. */
function beginnings({ rows, keys }: Sorted): Uint8Array {
  const begins = new Uint8Array(rows.length);
  for (const { numbers } of keys)
    for (let i = 1; i < numbers.length; i++) if (numbers[i] !== numbers[i - 1]) begins[i] = 1;
  return begins;
}

/** One number instead of several, in the same order. */
function ranks(sorted: Sorted): Keys {
  const begins = beginnings(sorted);
  const numbers = new Uint32Array(begins.length);
  let rank = 0;
  for (let i = 0; i < begins.length; i++) {
    rank += begins[i] ?? 0;
    numbers[i] = rank;
  }
  return { numbers, range: rank + 1 };
}
