import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeKernel } from '#link/engine/score/kernel/kernel.ts';
import { scoreRange } from '#link/engine/score/score-range.ts';
import { weighPair } from '#link/engine/score/weigh-pair.ts';
import { openPool } from '#link/engine/threads/pool.ts';
import { sampleEncoded, sampleModel, sampleRows } from './sample.ts';

const pool = openPool(1);

/** Blocks one after the other, rows numbered through; of each its size and how many of its rows are new. */
const blocksOf = fc.array(
  fc
    .integer({ min: 1, max: 40 })
    .chain((size) => fc.record({ size: fc.constant(size), fresh: fc.nat({ max: size }) })),
  { minLength: 1, maxLength: 6 },
);

describe('blocks in which some rows are new', () => {
  it('weighs the pairs of which one row at least is new, and no other', async () => {
    const model = sampleModel();
    await fc.assert(
      fc.asyncProperty(blocksOf, fc.integer(), async (blocks, seed) => {
        const count = blocks.reduce((sum, { size }) => sum + size, 0);
        const encoded = await sampleEncoded(sampleRows(count, seed), model);
        const kernel = await makeKernel(encoded, model.comparisons, { skips: [], capacity: 512, pool });
        const starts = [0];
        const expected: (number | undefined)[][] = [];
        for (const { size, fresh } of blocks) {
          const from = starts.at(-1) ?? 0;
          for (let left = from; left < from + fresh; left++)
            for (let right = left + 1; right < from + size; right++)
              expected.push([left, right, weighPair(encoded, model, left, right).bits]);
          starts.push(from + size);
        }
        const { edges, pairsScored } = await scoreRange.run({
          encoded,
          model,
          kernel,
          blocks: {
            rows: Uint32Array.from({ length: count }, (_, row) => row),
            starts: Uint32Array.from(starts),
          },
          fresh: Uint32Array.from(blocks, ({ fresh }) => fresh),
          skips: 0,
          keepBits: Number.NEGATIVE_INFINITY,
          from: 0,
          to: blocks.length,
        });
        expect(pairsScored).toBe(expected.length);
        const found = Array.from({ length: edges.count }, (_, at) => [
          edges.left[at],
          edges.right[at],
          edges.bits[at],
        ]);
        const byRows = ([a = 0, b = 0]: (number | undefined)[], [c = 0, d = 0]: (number | undefined)[]) =>
          a - c || b - d;
        expect(found.toSorted(byRows)).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });
});
