import type { Column } from '../table/table.ts';
import type { Pairs } from './random-pairs.ts';
import { hashOf, mix } from './seeded.ts';

/** Rows that know and agree on all of some columns, block after block. */
export type Blocks = {
  /** Rows in order of key, then of row. */
  readonly rows: Uint32Array;
  /** Where each block of at least two rows begins, and one past its end. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** Pairs of this block and all before it. */
  readonly pairsUpTo: Float64Array;
  readonly pairs: number;
};

/**
 * Blocks by a 32-bit hash of the columns' codes (two keys in a billion-odd pairs may share a hash; pairs are checked
 * when they are taken). `oneIn`: of so many blocks one, by chance.
 */
export function blocksOf(columns: readonly Column[], rows: number, oneIn = 1): Blocks {
  const keys = new Uint32Array(rows);
  const isKnown = new Uint8Array(rows).fill(1);
  for (const { codes } of columns)
    for (let row = 0; row < rows; row++) {
      const code = codes[row] ?? -1;
      if (code < 0) isKnown[row] = 0;
      else keys[row] = mix((keys[row] ?? 0) ^ Math.imul(code + 1, 0x9e3779b1));
    }
  const known = new Uint32Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row++)
    if (isKnown[row] === 1 && (oneIn === 1 || mix((keys[row] ?? 0) ^ LOTS) % oneIn === 0))
      known[count++] = row;
  return cut(sortedByKey(known.subarray(0, count), keys), keys);
}

/** Makes whether a block is looked at independent of where it stands. */
const LOTS = 0x5bd1e995;

/** Radix sort, stable: of rows with one key the smaller stays first. */
function sortedByKey(rows: Uint32Array, keys: Uint32Array): Uint32Array {
  let from = rows;
  let to: Uint32Array = new Uint32Array(rows.length);
  for (const shift of [0, 16]) {
    const starts = new Uint32Array(0x1_0001);
    for (const row of from) {
      const digit = (((keys[row] ?? 0) >>> shift) & 0xffff) + 1;
      starts[digit] = (starts[digit] ?? 0) + 1;
    }
    for (let digit = 1; digit < starts.length; digit++)
      starts[digit] = (starts[digit] ?? 0) + (starts[digit - 1] ?? 0);
    for (const row of from) {
      const digit = ((keys[row] ?? 0) >>> shift) & 0xffff;
      const at = starts[digit] ?? 0;
      to[at] = row;
      starts[digit] = at + 1;
    }
    [from, to] = [to, from];
  }
  return from;
}

function cut(rows: Uint32Array, keys: Uint32Array): Blocks {
  const from: number[] = [];
  const to: number[] = [];
  const upTo: number[] = [];
  let pairs = 0;
  for (let start = 0; start < rows.length; ) {
    const key = keys[rows[start] ?? 0];
    let end = start + 1;
    while (end < rows.length && keys[rows[end] ?? 0] === key) end += 1;
    if (end - start > 1) {
      pairs += ((end - start) * (end - start - 1)) / 2;
      from.push(start);
      to.push(end);
      upTo.push(pairs);
    }
    start = end;
  }
  return {
    rows,
    from: Uint32Array.from(from),
    to: Uint32Array.from(to),
    pairsUpTo: Float64Array.from(upTo),
    pairs,
  };
}

/** All pairs of the blocks if there are at most `limit`, else `limit` of them at random, with replacement. */
export function pairsOfBlocks(
  blocks: Blocks,
  columns: readonly Column[],
  { limit, seed }: { limit: number; seed: number },
): Pairs {
  const pairs = blocks.pairs <= limit ? allPairs(blocks) : somePairs(blocks, limit, seed);
  return agreeing(pairs, columns);
}

function allPairs({ rows, from, to, pairs }: Blocks): Pairs {
  const left = new Uint32Array(pairs);
  const right = new Uint32Array(pairs);
  let filled = 0;
  for (let block = 0; block < from.length; block++) {
    const end = to[block] ?? 0;
    for (let i = from[block] ?? 0; i < end; i++)
      for (let j = i + 1; j < end; j++) {
        left[filled] = rows[i] ?? 0;
        right[filled++] = rows[j] ?? 0;
      }
  }
  return { left, right };
}

function somePairs({ rows, from, to, pairsUpTo, pairs }: Blocks, limit: number, seed: number): Pairs {
  const left = new Uint32Array(limit);
  const right = new Uint32Array(limit);
  for (let i = 0; i < limit; i++) {
    const at = (hashOf(seed, 3 * i) / 0x1_0000_0000) * pairs;
    const block = firstAbove(pairsUpTo, at);
    const start = from[block] ?? 0;
    const size = (to[block] ?? 0) - start;
    const a = hashOf(seed, 3 * i + 1) % size;
    const b = (a + 1 + (hashOf(seed, 3 * i + 2) % (size - 1))) % size;
    left[i] = rows[start + Math.min(a, b)] ?? 0;
    right[i] = rows[start + Math.max(a, b)] ?? 0;
  }
  return { left, right };
}

function firstAbove(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Without pairs that only share a hash. */
function agreeing({ left, right }: Pairs, columns: readonly Column[]): Pairs {
  let kept = 0;
  for (let i = 0; i < left.length; i++) {
    const [a, b] = [left[i] ?? 0, right[i] ?? 0];
    if (!columns.every(({ codes }) => codes[a] === codes[b])) continue;
    left[kept] = a;
    right[kept++] = b;
  }
  return { left: left.subarray(0, kept), right: right.subarray(0, kept) };
}
