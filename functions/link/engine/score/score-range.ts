import type { Blocks } from '../block/blocks.ts';
import type { Encoded } from '../encode/encoded.ts';
import type { Model } from '../model/model.ts';
import { defineTask } from '../threads/task.ts';
import { EdgeList } from './edge-list.ts';
import type { Edges } from './edges.ts';
import { bitsOf } from './bits.ts';
import { Comparer } from './kernel/comparer.ts';
import type { Kernel } from './kernel/kernel.ts';
import { patternWeigher } from './pattern-bits.ts';

export type RangeOrder = {
  readonly encoded: Encoded;
  readonly model: Model;
  readonly kernel: Kernel;
  readonly blocks: Pick<Blocks, 'rows' | 'starts'>;
  /** How many of the kernel's skips count: those of the rules before. */
  readonly skips: number;
  readonly keepBits: number;
  /**
   * Per block how many of its rows, which then stand first, are new: pairs of two others were weighed before. Absent,
   * all are new, and the rows of a block ascend.
   */
  readonly fresh?: Uint32Array;
  /** Blocks from (inclusive) and to. */
  readonly from: number;
  readonly to: number;
};

/** The kernel adds up in 32-bit floats; pairs that weigh so little less than asked for are weighed exactly as well. */
const ROUNDING_BITS = 0.001;

/** Scores a range of blocks. */
export const scoreRange = defineTask(
  import.meta.url,
  'scoreRange',
  (order: RangeOrder): { edges: Edges; pairsScored: number } => {
    const { encoded, model, kernel, skips, keepBits } = order;
    const comparer = new Comparer(kernel, skips, keepBits - bitsOf(model.prior) - ROUNDING_BITS);
    const weigh = patternWeigher(encoded, model);
    const list = new EdgeList();
    comparer.compareBlocks(order, ({ count, rows, words, wordsPerPair }) => {
      for (let at = 0; at < count * wordsPerPair; at += wordsPerPair) {
        const one = rows[words[at] ?? 0] ?? 0;
        const other = rows[words[at + 1] ?? 0] ?? 0;
        const bits = weigh(words, at + 2, one);
        if (bits >= keepBits) list.add(Math.min(one, other), Math.max(one, other), bits);
      }
    });
    return { edges: list.edges(), pairsScored: comparer.pairs };
  },
);
