import { type Blocks, IN_NO_BLOCK } from '../block/blocks.ts';
import type { Model } from '../model/model.ts';
import type { Edges } from '../score/edges.ts';
import { makeKernel } from '../score/kernel/kernel.ts';
import { scoreRange } from '../score/score-range.ts';
import { splitBlocks } from '../score/split-blocks.ts';
import type { Pool } from '../threads/pool.ts';
import type { LocalRows } from './local-rows.ts';
import type { PlannedBlocks } from './plan-blocks.ts';

export type NewPairs = {
  readonly local: LocalRows;
  readonly model: Model;
  /** Per rule its blocks with new rows. */
  readonly planned: readonly PlannedBlocks[];
  /** Local row by slot; new rows, in their order, have the slots from `firstFresh` on. */
  readonly places: Int32Array;
  readonly firstFresh: number;
  readonly keepBits: number;
  readonly pool: Pool;
};

/** Rows that the kernel has room for at least. */
const LEAST_CAPACITY = 512;

/**
 * Weighs pairs of which at least one row is new, each once. Keys of new rows are all known, so that any two rows of
 * which one is new share a block here exactly if they do among all rows.
 */
export async function scoreNew(
  work: NewPairs,
): Promise<{ readonly edges: readonly Edges[]; readonly pairsScored: number }> {
  const { local, model, planned, keepBits, pool } = work;
  const rules = planned.map((each, rule) => localBlocks(work, each, model.blocking[rule]?.name ?? ''));
  const skips = rules.map(({ blocks }) => blocks.blockOfRow);
  const capacity = Math.max(LEAST_CAPACITY, ...rules.map(({ largest }) => largest));
  const kernel = await makeKernel(local.encoded, model.comparisons, { skips, capacity, pool });
  const parts = await pool.run(
    scoreRange,
    rules.flatMap(({ blocks, fresh }, rule) =>
      splitBlocks(blocks, pool.size, fresh).map((range) => ({
        encoded: local.encoded,
        model,
        kernel,
        blocks,
        fresh,
        skips: rule,
        keepBits,
        ...range,
      })),
    ),
  );
  return {
    edges: parts.map(({ edges }) => edges),
    pairsScored: parts.reduce((sum, part) => sum + part.pairsScored, 0),
  };
}

function localBlocks(
  { local, places, firstFresh }: NewPairs,
  planned: PlannedBlocks,
  rule: string,
): { readonly blocks: Blocks; readonly fresh: Uint32Array; readonly largest: number } {
  const { count, freshMembers, freshStarts, oldMembers, oldStarts } = planned;
  const members = (freshStarts[count] ?? 0) + (oldStarts[count] ?? 0);
  const rows = new Uint32Array(new SharedArrayBuffer(4 * members));
  const starts = new Uint32Array(new SharedArrayBuffer(4 * (count + 1)));
  const fresh = new Uint32Array(new SharedArrayBuffer(4 * count));
  const blockOfRow = new Int32Array(new SharedArrayBuffer(4 * local.order.length));
  for (let row = 0; row < blockOfRow.length; row++) blockOfRow[row] = IN_NO_BLOCK - row;
  let used = 0;
  let largest = 0;
  for (let block = 0; block < count; block++) {
    const start = used;
    for (let at = freshStarts[block] ?? 0; at < (freshStarts[block + 1] ?? 0); at++)
      rows[used++] = places[firstFresh + (freshMembers[at] ?? 0)] ?? 0;
    fresh[block] = used - start;
    for (let at = oldStarts[block] ?? 0; at < (oldStarts[block + 1] ?? 0); at++)
      rows[used++] = places[oldMembers[at] ?? 0] ?? 0;
    for (let at = start; at < used; at++) blockOfRow[rows[at] ?? 0] = block;
    starts[block + 1] = used;
    largest = Math.max(largest, used - start);
  }
  return { blocks: { rule, rows, starts, blockOfRow, large: [] }, fresh, largest };
}
