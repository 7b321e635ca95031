import { type CloserLook, closerLook, type WeighComponents } from '#cluster/graph/closer-look.ts';
import { pairsOf } from '#cluster/graph/contested.ts';
import type { Encoded } from '../encode/encoded.ts';
import type { Model } from '../model/model.ts';
import { Comparer } from '../score/kernel/comparer.ts';
import type { Kernel } from '../score/kernel/kernel.ts';
import { patternWeigher } from '../score/pattern-bits.ts';
import { defineTask } from '../threads/task.ts';
import { apartTest } from './apart.ts';
import type { ApartRule } from './household.ts';

type Order = {
  readonly encoded: Encoded;
  readonly model: Model;
  readonly kernel: Kernel;
  readonly apart: readonly ApartRule[];
  readonly look: CloserLook;
  /** Components from (inclusive) and to. */
  readonly from: number;
  readonly to: number;
};

/** Takes contested components apart, all of their pairs weighed; what it finds it writes into the shared `look`. */
export const lookAtComponents = defineTask(import.meta.url, 'lookAtComponents', (order: Order): void =>
  closerLook(order.look, order.from, order.to, weighComponents(order)),
);

/** The kernel finds all pairs of a block, row after row: a component is a block, and what it finds is its triangle. */
function weighComponents({ encoded, model, kernel, apart, look: { contested } }: Order): WeighComponents {
  const comparer = new Comparer(kernel, 0, Number.NEGATIVE_INFINITY);
  const weigh = patternWeigher(encoded, model);
  const isApart = apartTest(encoded, model, apart);
  const blocks = { rows: contested.rows, starts: contested.rowStart };
  return (from, to) => {
    let pairs = 0;
    for (let at = from; at < to; at++) pairs += pairsOf(contested, at);
    const bits = new Float64Array(pairs);
    let pair = 0;
    comparer.compareBlocks({ blocks, from, to }, ({ count, rows, words, wordsPerPair }) => {
      for (let at = 0; at < count * wordsPerPair; at += wordsPerPair) {
        const one = rows[words[at] ?? 0] ?? 0;
        const other = rows[words[at + 1] ?? 0] ?? 0;
        bits[pair++] = isApart(words, at + 2, one, other)
          ? Number.NEGATIVE_INFINITY
          : weigh(words, at + 2, one);
      }
    });
    return bits;
  };
}
