import { Comparer } from './kernel/comparer.ts';
import type { Kernel } from './kernel/kernel.ts';

/** What stands at `at` of `words` is the pattern of levels of a pair of rows: `levelIn` reads it. */
export type OnPattern = (pair: number, words: Uint32Array, at: number) => void;

/** Pairs that are handed to the kernel at a time. */
const CHUNK = 8192;

/**
 * Finds the levels of given pairs, blocked or not: of those from `from` (inclusive) to `to` of a list, in order, all
 * comparisons of the kernel. In this thread.
 */
export function eachPattern(
  kernel: Kernel,
  pairs: { readonly left: Uint32Array; readonly right: Uint32Array },
  from: number,
  to: number,
  onPattern: OnPattern,
): void {
  const comparer = new Comparer(kernel, 0, Number.NEGATIVE_INFINITY);
  const rows = new Uint32Array(2 * CHUNK);
  // Each pair is a block.
  const starts = Uint32Array.from({ length: CHUNK + 1 }, (_, block) => 2 * block);
  for (let first = from; first < to; first += CHUNK) {
    const count = Math.min(CHUNK, to - first);
    for (let at = 0; at < count; at++) {
      rows[2 * at] = pairs.left[first + at] ?? 0;
      rows[2 * at + 1] = pairs.right[first + at] ?? 0;
    }
    let pair = first;
    comparer.compareBlocks({ blocks: { rows, starts }, from: 0, to: count }, (found) => {
      for (let at = 0; at < found.count; at++) onPattern(pair++, found.words, at * found.wordsPerPair + 2);
    });
  }
}
