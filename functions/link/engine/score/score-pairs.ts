import { blockRowsTask } from '../block/block-rows.ts';
import { type Blocks, type LargeBlock, largestBlock } from '../block/blocks.ts';
import type { Encoded } from '../encode/encoded.ts';
import type { Model } from '../model/model.ts';
import { letGo } from '../threads/let-go.ts';
import type { Pool } from '../threads/pool.ts';
import type { Edges } from './edges.ts';
import { type Partition, blocksOfPartition } from './partition.ts';
import { type Kernel, makeKernel } from './kernel/kernel.ts';
import { scoreRange } from './score-range.ts';
import { sortEdges } from './sort-edges.ts';
import { splitBlocks } from './split-blocks.ts';

export type ScoreOptions = {
  readonly pool: Pool;
  /** Pairs that weigh less are scored, but no edges. */
  readonly keepBits: number;
  /** Rows of one input are compared too. Means nothing if there is one input; without it only rows of two inputs meet. */
  readonly within?: boolean;
  readonly partition?: Partition;
  /** Milliseconds from any start, for `seconds`; without a clock they are 0. */
  readonly now?: () => number;
};

export type Scored = {
  readonly edges: Edges;
  /** Distinct pairs of which every comparison's level was found. */
  readonly pairsScored: number;
  readonly largeBlocks: readonly LargeBlock[];
  /** For other pairs of the same rows. */
  readonly kernel: Kernel;
  readonly seconds: { readonly block: number; readonly score: number };
};

/**
 * Weighs every pair that a model's blocking rules bring together, each once: a pair belongs to the first rule that
 * brings it together. The same edges for any number of threads; the union over all partitions is what there is
 * without partitions, and no pair is found in two of them.
 */
export async function scorePairs(encoded: Encoded, model: Model, options: ScoreOptions): Promise<Scored> {
  const now = options.now ?? (() => 0);
  const started = now();
  const blocked = await blockAndCompile(encoded, model, options, now);
  // Which block each row is in stands in the kernel's records from here on.
  letGo();
  const { own, kernel } = blocked;
  const parts = await options.pool.run(
    scoreRange,
    own.flatMap((blocks, rule) =>
      splitBlocks(blocks, options.pool.size).map((range) => ({
        encoded,
        model,
        kernel,
        blocks,
        skips: blocked.inputSkips + rule,
        keepBits: options.keepBits,
        ...range,
      })),
    ),
  );
  const edges = sortEdges(parts.map((part) => part.edges));
  return {
    edges,
    pairsScored: parts.reduce((sum, part) => sum + part.pairsScored, 0),
    largeBlocks: blocked.large,
    kernel,
    seconds: { block: (blocked.at - started) / 1000, score: (now() - blocked.at) / 1000 },
  };
}

type Blocked = {
  /** Of this partition, rule by rule. */
  readonly own: readonly Pick<Blocks, 'rows' | 'starts'>[];
  readonly large: readonly LargeBlock[];
  readonly kernel: Kernel;
  /** How many of the kernel's skips keep rows of one input apart. */
  readonly inputSkips: number;
  /** When all rules had their blocks. */
  readonly at: number;
};

async function blockAndCompile(
  encoded: Encoded,
  model: Model,
  { pool, partition, within }: ScoreOptions,
  now: () => number,
): Promise<Blocked> {
  const all = await pool.run(
    blockRowsTask,
    model.blocking.map((rule) => ({ encoded, rule })),
  );
  const own = partition
    ? model.blocking.flatMap((rule, i): Blocks[] => {
        const blocks = all[i];
        return blocks ? [blocksOfPartition(encoded, rule, blocks, partition)] : [];
      })
    : all;
  const at = now();
  const inputs = encoded.inputs && within !== true ? [inputNumbers(encoded.inputs)] : [];
  const kernel = await makeKernel(encoded, model.comparisons, {
    skips: [...inputs, ...all.map(({ blockOfRow }) => blockOfRow)],
    capacity: largestBlock(own),
    pool,
  });
  return {
    own: own.map(({ rows, starts }) => ({ rows, starts })),
    large: all.flatMap(({ large }) => large),
    kernel,
    inputSkips: inputs.length,
    at,
  };
}

function inputNumbers(inputs: Uint8Array): Int32Array {
  const numbers = new Int32Array(new SharedArrayBuffer(4 * inputs.length));
  numbers.set(inputs);
  return numbers;
}
