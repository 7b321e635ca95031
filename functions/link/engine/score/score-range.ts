import type { Blocks } from '../block/blocks.ts';
import type { Encoded } from '../encode/encoded.ts';
import type { Model } from '../model/model.ts';
import { defineTask } from '../threads/task.ts';
import type { Edges } from './edges.ts';
import { weighPair } from './weigh-pair.ts';

export type RangeOrder = {
  readonly encoded: Encoded;
  readonly model: Model;
  readonly rule: number;
  readonly blocks: Blocks;
  /** `blockOfRow` of the rules before this one. */
  readonly earlier: readonly Int32Array[];
  readonly acrossInputs: boolean;
  readonly keepBits: number;
  /**
   * Per block how many of its rows, which then stand first, are new: pairs of two others were weighed before. Absent,
   * all are new, and the rows of a block ascend.
   */
  readonly fresh?: Uint32Array;
  readonly from: number;
  readonly to: number;
};

export const scoreRange = defineTask(
  import.meta.url,
  'scoreRange',
  (order: RangeOrder): { edges: Edges; pairsScored: number } => {
    const { encoded, model, blocks, earlier, acrossInputs, keepBits } = order;
    const found: [number, number, number][] = [];
    let pairsScored = 0;
    for (let block = order.from; block < order.to; block++) {
      const rows = blocks.rows.subarray(blocks.starts[block], blocks.starts[block + 1]);
      const fresh = order.fresh?.[block] ?? rows.length;
      for (const [at, one] of rows.subarray(0, fresh).entries())
        for (const other of rows.subarray(at + 1)) {
          const left = Math.min(one, other);
          const right = Math.max(one, other);
          if (earlier.some((blockOfRow) => blockOfRow[left] === blockOfRow[right])) continue;
          if (acrossInputs && encoded.inputs?.[left] === encoded.inputs?.[right]) continue;
          pairsScored += 1;
          const { bits } = weighPair(encoded, model, left, right);
          if (bits >= keepBits) found.push([left, right, bits]);
        }
    }
    return {
      edges: {
        count: found.length,
        left: Uint32Array.from(found, ([left]) => left),
        right: Uint32Array.from(found, ([, right]) => right),
        bits: Float64Array.from(found, ([, , bits]) => bits),
      },
      pairsScored,
    };
  },
);
