import type { Column } from '../table/table.ts';

/** Pairs of rows that know and agree on two columns. */
export type AgreeingPairs = {
  readonly total: number;
  /** Rows, group after group of those that agree, and where each group ends. */
  readonly rows: Uint32Array;
  readonly ends: readonly number[];
};

/** Pairs, evenly taken from `total`. */
export type SomePairs = { readonly total: number; readonly left: Uint32Array; readonly right: Uint32Array };

const MOST_LISTED = 60_000;

/** Rows that know a column, by code; those of code c from `starts[c]` to `starts[c + 1]`. */
export type RowsByCode = {
  readonly column: Column;
  readonly rows: Uint32Array;
  readonly starts: Uint32Array;
};

export function rowsByCode(column: Column): RowsByCode {
  const { codes, texts } = column;
  const starts = new Uint32Array(texts.size + 1);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] ?? -1;
    if (code >= 0) starts[code + 1] = (starts[code + 1] ?? 0) + 1;
  }
  for (let code = 0; code < texts.size; code++)
    starts[code + 1] = (starts[code + 1] ?? 0) + (starts[code] ?? 0);
  const next = starts.slice();
  const rows = new Uint32Array(starts[texts.size] ?? 0);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] ?? -1;
    if (code < 0) continue;
    const at = next[code] ?? 0;
    rows[at] = row;
    next[code] = at + 1;
  }
  return { column, rows, starts };
}

/** Pairs that agree on two columns. */
export function agreeingPairs(one: RowsByCode, other: RowsByCode): AgreeingPairs {
  const groups = groupsOfBoth(one, other);
  let total = 0;
  let from = 0;
  for (const end of groups.ends) {
    total += pairsOf(end - from);
    from = end;
  }
  return { ...groups, total };
}

/** Some of them, or all if they are not too many. */
export function somePairs({ total, rows, ends }: AgreeingPairs): SomePairs {
  const listed = Math.min(total, MOST_LISTED);
  const left = new Uint32Array(listed);
  const right = new Uint32Array(listed);
  let before = 0;
  let taken = 0;
  let from = 0;
  for (const end of ends) {
    const upTo = before + pairsOf(end - from);
    for (; taken < listed; taken++) {
      const number = Math.floor((taken * total) / listed);
      if (number >= upTo) break;
      // Number n of the pairs (0, 1), (0, 2), (1, 2), (0, 3) …
      const n = number - before;
      const high = Math.floor((1 + Math.sqrt(1 + 8 * n)) / 2);
      left[taken] = rows[from + n - pairsOf(high)] ?? 0;
      right[taken] = rows[from + high] ?? 0;
    }
    before = upTo;
    from = end;
  }
  return { total, left, right };
}

/** Rows that know both columns, in order of the one's code, then the other's, and where each group that agrees ends. */
function groupsOfBoth(one: RowsByCode, other: RowsByCode) {
  const codes = one.column.codes;
  const next = one.starts.slice();
  const sorted = new Uint32Array(one.rows.length);
  for (const row of other.rows) {
    const code = codes[row] ?? -1;
    if (code < 0) continue;
    const at = next[code] ?? 0;
    sorted[at] = row;
    next[code] = at + 1;
  }
  const rows = new Uint32Array(sorted.length);
  const ends: number[] = [];
  let used = 0;
  for (let code = 0; code < next.length - 1; code++) {
    let before = -1;
    for (let at = one.starts[code] ?? 0; at < (next[code] ?? 0); at++) {
      const row = sorted[at] ?? 0;
      const now = other.column.codes[row] ?? -1;
      if (used > 0 && now !== before) ends.push(used);
      before = now;
      rows[used++] = row;
    }
  }
  if (used > 0) ends.push(used);
  return { rows, ends };
}

/** How many of some pairs agree on one column more. */
export function alsoAgreeing({ total, left, right }: SomePairs, { codes }: Column): number {
  let agreeing = 0;
  for (let at = 0; at < left.length; at++) {
    const code = codes[left[at] ?? 0] ?? -1;
    if (code >= 0 && code === codes[right[at] ?? 0]) agreeing++;
  }
  return left.length === 0 ? 0 : (agreeing * total) / left.length;
}

/** Pairs that agree on one column. */
export function pairsAlone({ texts: { counts } }: Column): number {
  let pairs = 0;
  for (const count of counts) pairs += pairsOf(count);
  return pairs;
}

const pairsOf = (rows: number): number => (rows * (rows - 1)) / 2;
