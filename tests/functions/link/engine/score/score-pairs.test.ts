import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Encoded } from '#link/engine/encode/encoded.ts';
import type { Model } from '#link/engine/model/model.ts';
import { scorePairs } from '#link/engine/score/score-pairs.ts';
import { weighPair } from '#link/engine/score/weigh-pair.ts';
import { UNKNOWN } from '#link/engine/table/table.ts';
import { openPool } from '#link/engine/threads/pool.ts';
import { sampleEncoded, sampleModel, sampleRows } from './sample.ts';

const one = openPool(1);
const three = openPool(3);
afterAll(() => Promise.all([one.close(), three.close()]));

const edgesOf = ({ edges }: Awaited<ReturnType<typeof scorePairs>>) =>
  Array.from({ length: edges.count }, (_, i) => [edges.left[i], edges.right[i], edges.bits[i]]);

/** Pairs that some rule brings together, found by looking at all; no block is too large. */
function pairsByHand(encoded: Encoded, model: Model): [number, number][] {
  const agrees = (field: string, left: number, right: number): boolean => {
    const codes = encoded.fields.get(field)?.codes;
    return codes?.[left] !== UNKNOWN && codes?.[left] === codes?.[right];
  };
  const pairs: [number, number][] = [];
  for (let left = 0; left < encoded.rows; left++)
    for (let right = left + 1; right < encoded.rows; right++)
      if (model.blocking.some(({ fields }) => fields.every((field) => agrees(field, left, right))))
        pairs.push([left, right]);
  return pairs;
}

const EVERYTHING = Number.NEGATIVE_INFINITY;
const smallBlocks = (model: Model): Model => ({
  ...model,
  blocking: model.blocking.map(({ name, fields, why }) => ({ name, fields, why, largestBlock: 100_000 })),
});

describe('scoring pairs', () => {
  it('weighs every pair of every rule once, to the bit as one pair alone is weighed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 2, max: 120 }), async (seed, count) => {
        const model = smallBlocks(sampleModel());
        const encoded = await sampleEncoded(sampleRows(count, seed), model);
        const scored = await scorePairs(encoded, model, { pool: one, keepBits: EVERYTHING });
        const expected = pairsByHand(encoded, model).map(([left, right]) => [
          left,
          right,
          weighPair(encoded, model, left, right).bits,
        ]);
        expect(scored.pairsScored).toBe(expected.length);
        expect(edgesOf(scored)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it.each([-5, 0, 3.5, 12])('keeps the pairs of %d bits or more', async (keepBits) => {
    const model = sampleModel();
    const encoded = await sampleEncoded(sampleRows(400, 7), model);
    const all = await scorePairs(encoded, model, { pool: one, keepBits: EVERYTHING });
    const kept = await scorePairs(encoded, model, { pool: one, keepBits });
    const expected = edgesOf(all).filter(([, , bits]) => (bits ?? 0) >= keepBits);
    expect(expected.length).toBeGreaterThan(10);
    expect(edgesOf(kept)).toEqual(expected);
    expect(kept.pairsScored).toBe(all.pairsScored);
  });

  it('finds the same on one thread and on three', async () => {
    const model = smallBlocks(sampleModel());
    const encoded = await sampleEncoded(sampleRows(3600, 3), model);
    const alone = await scorePairs(encoded, model, { pool: one, keepBits: 0 });
    const together = await scorePairs(encoded, model, { pool: three, keepBits: 0 });
    expect(alone.pairsScored).toBeGreaterThan(500_000);
    expect(edgesOf(together)).toEqual(edgesOf(alone));
    expect(together.pairsScored).toBe(alone.pairsScored);
  });

  it('finds in 16 partitions together what there is without, no pair twice', async () => {
    const model = sampleModel();
    const encoded = await sampleEncoded(sampleRows(600, 11), model);
    const whole = await scorePairs(encoded, model, { pool: one, keepBits: -10 });
    const parts = [];
    for (let index = 0; index < 16; index++)
      parts.push(
        await scorePairs(encoded, model, { pool: one, keepBits: -10, partition: { index, count: 16 } }),
      );
    const union = parts.flatMap(edgesOf).toSorted(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d);
    expect(union.length).toBeGreaterThan(1000);
    expect(union).toEqual(edgesOf(whole));
    expect(parts.reduce((sum, { pairsScored }) => sum + pairsScored, 0)).toBe(whole.pairsScored);
    expect(parts.filter(({ edges }) => edges.count > 0).length).toBeGreaterThan(8);
  });

  it('compares rows of two inputs, and of one only when asked to', async () => {
    const model = smallBlocks(sampleModel());
    const inputs = Uint8Array.from({ length: 200 }, (_, row) => (row < 80 ? 0 : 1));
    const encoded = { ...(await sampleEncoded(sampleRows(200, 5), model)), inputs };
    const across = await scorePairs(encoded, model, { pool: one, keepBits: EVERYTHING });
    const within = await scorePairs(encoded, model, { pool: one, keepBits: EVERYTHING, within: true });
    expect(edgesOf(across)).toEqual(
      edgesOf(within).filter(([left = 0, right = 0]) => inputs[left] !== inputs[right]),
    );
    expect(across.edges.count).toBeGreaterThan(100);
    expect(within.edges.count).toBeGreaterThan(across.edges.count);
  });

  it('cuts a block that is too large by its further field, and reports it with what is left out', async () => {
    const model = sampleModel();
    const encoded = await sampleEncoded(sampleRows(400, 2), model);
    const { largeBlocks } = await scorePairs(encoded, model, { pool: one, keepBits: 0 });
    expect(largeBlocks.length).toBeGreaterThan(0);
    for (const block of largeBlocks) {
      expect(block.rule).toBe('begin');
      expect(block.rows).toBeGreaterThan(40);
      expect(block.cut).toBe(true);
      expect(block.rowsLeftOut).toBeGreaterThanOrEqual(0);
    }
  });

  it('looks in later rules for the pairs of a block that was too large', async () => {
    const rule = { name: 'surname', fields: ['surname'], why: '' };
    const again = { ...rule, name: 'again', largestBlock: 1000 };
    const model = sampleModel({ blocking: [{ ...rule, largestBlock: 2 }, again] });
    const encoded = await sampleEncoded(sampleRows(300, 4), model);
    const both = await scorePairs(encoded, model, { pool: one, keepBits: EVERYTHING });
    const second = await scorePairs(
      encoded,
      { ...model, blocking: [again] },
      { pool: one, keepBits: EVERYTHING },
    );
    expect(both.largeBlocks.length).toBeGreaterThan(3);
    expect(edgesOf(both)).toEqual(edgesOf(second));
  });
});
