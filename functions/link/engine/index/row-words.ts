import type { Encoded } from '../encode/encoded.ts';
import { fieldOf } from '../encode/encoded.ts';
import type { BlockingRule } from '../model/blocking-rule.ts';
import type { Column } from '../table/table.ts';
import type { KeyWriter } from './keys.ts';
import { keyWordsOf } from './segment.ts';
import { type SortedWords, sortedWords } from './sorted-words.ts';
import { hashTexts } from './text-hash.ts';

/** [key of a rule, row], of the rows that have one. `nameOf`: what a row is called in the list. */
export function ruleList(
  write: KeyWriter,
  keyWords: 2 | 4,
  rows: number,
  nameOf: (row: number) => number,
): SortedWords {
  const stride = keyWords + 1;
  const words = new Uint32Array(rows * stride);
  let used = 0;
  for (let row = 0; row < rows; row++) {
    words.fill(0, used, used + keyWords);
    write(row, words, used);
    if (words[used + 1] === 0) continue;
    words[used + keyWords] = nameOf(row);
    used += stride;
  }
  return sortedWords(words.subarray(0, used), stride, keyWords);
}

const noKey: KeyWriter = () => {};

/** Pairs that a rule brings together, blocks over its limit left out. */
function pairsOf({ words, stride }: SortedWords, limit: number): number {
  let pairs = 0;
  let from = 0;
  for (let at = stride; at <= words.length; at += stride) {
    if (at < words.length && words[at] === words[from] && words[at + 1] === words[from + 1]) continue;
    const rows = (at - from) / stride;
    if (rows <= limit) pairs += (rows * (rows - 1)) / 2;
    from = at;
  }
  return pairs;
}

/**
 * Rows in the order in which they are best stored: by the key of the rule that brings most pairs together, so that
 * the rows which one row has to be compared with lie near each other. Rows without that key come last.
 */
export function storageOrder(
  writers: readonly KeyWriter[],
  blocking: readonly BlockingRule[],
  rows: number,
): Uint32Array {
  let best: SortedWords | undefined;
  let mostPairs = -1;
  for (const [at, rule] of blocking.entries()) {
    const list = ruleList(writers[at] ?? noKey, keyWordsOf(rule), rows, (row) => row);
    const pairs = pairsOf(list, rule.largestBlock);
    if (pairs > mostPairs) {
      best = list;
      mostPairs = pairs;
    }
  }
  const order = new Uint32Array(rows);
  const placed = new Uint8Array(rows);
  let used = 0;
  if (best)
    for (let at = best.stride - 1; at < best.words.length; at += best.stride) {
      const row = best.words[at] ?? 0;
      order[used++] = row;
      placed[row] = 1;
    }
  for (let row = 0; row < rows; row++) if (placed[row] === 0) order[used++] = row;
  return order;
}

/** [hash of id, slot]. */
export function idList(ids: Column, rows: number, slotOf: (row: number) => number): SortedWords {
  const { high, low } = hashTexts(ids.texts);
  const words = new Uint32Array(rows * 3);
  for (let row = 0; row < rows; row++) {
    const code = ids.codes[row] ?? 0;
    words[row * 3] = high[code] ?? 0;
    words[row * 3 + 1] = low[code] ?? 0;
    words[row * 3 + 2] = slotOf(row);
  }
  return sortedWords(words, 3, 2);
}

export const columnsOf = (encoded: Encoded, stored: readonly string[]): Column[] =>
  stored.map((name) => fieldOf(encoded, name));
