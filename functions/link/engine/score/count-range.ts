import { defineTask } from '../threads/task.ts';
import { Comparer } from './kernel/comparer.ts';
import type { Kernel } from './kernel/kernel.ts';
import { PatternTable } from './pattern-table.ts';

export type CountOrder = {
  readonly kernel: Kernel;
  readonly blocks: { readonly rows: Uint32Array; readonly starts: Uint32Array };
  /** Blocks from (inclusive) and to. */
  readonly from: number;
  readonly to: number;
};

/** Counts patterns over a range of blocks. */
export const countRange = defineTask(import.meta.url, 'countRange', (order: CountOrder) => {
  const { kernel } = order;
  const comparer = new Comparer(kernel, 0, Number.NEGATIVE_INFINITY);
  const table = new PatternTable(kernel.own.patternWords);
  comparer.compareBlocks(order, ({ count, words, wordsPerPair }) => {
    for (let at = 0; at < count * wordsPerPair; at += wordsPerPair) table.add(words, at + 2);
  });
  return { pairs: comparer.pairs, ...table.counted() };
});
