import { afterAll, describe, expect, it } from 'vitest';
import type { Encoded } from '#link/engine/encode/encoded.ts';
import { patternCounts } from '#link/engine/score/pattern-counts.ts';
import { levelOf } from '#link/engine/score/weigh-pair.ts';
import { openPool } from '#link/engine/threads/pool.ts';
import { COMPARISONS, random, sampleEncoded, sampleModel, sampleRows } from './sample.ts';

const one = openPool(1);
const two = openPool(2);
afterAll(() => Promise.all([one.close(), two.close()]));

type Pair = readonly [number, number];

/** Levels of each pair, one after the other, counted as texts. */
function byHand(encoded: Encoded, pairs: readonly Pair[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [left, right] of pairs) {
    const key = COMPARISONS.map((comparison) => levelOf(encoded, comparison, left, right)).join(' ');
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

const asRecord = ({ patterns, counts }: Awaited<ReturnType<typeof patternCounts>>): Record<string, number> =>
  Object.fromEntries(patterns.map((levels, at) => [levels.join(' '), counts[at] ?? 0]));

describe('counting patterns', () => {
  it('counts given pairs, in either order of their rows and more than once', async () => {
    const encoded = await sampleEncoded(sampleRows(150, 1), sampleModel());
    const next = random(9);
    const pairs = Array.from({ length: 2000 }, (): Pair => {
      const left = Math.floor(next() * 150);
      return [left, (left + 1 + Math.floor(next() * 149)) % 150];
    });
    const which = {
      left: Uint32Array.from(pairs, ([left]) => left),
      right: Uint32Array.from(pairs, ([, right]) => right),
    };
    const counted = await patternCounts(encoded, COMPARISONS, which, one);
    expect(counted.pairs).toBe(2000);
    expect(counted.patterns.length).toBeGreaterThan(100);
    expect(asRecord(counted)).toEqual(byHand(encoded, pairs));
  });

  it('counts the pairs of a blocking rule, on one thread as on two', async () => {
    const encoded = await sampleEncoded(sampleRows(2000, 2), sampleModel());
    const rule = { name: 'year', fields: ['year'], largestBlock: 5000, why: '' };
    const alone = await patternCounts(encoded, COMPARISONS, { rule }, one);
    const together = await patternCounts(encoded, COMPARISONS, { rule }, two);
    expect(alone.pairs).toBeGreaterThan(500_000);
    expect(alone.counts.reduce((sum, count) => sum + count, 0)).toBe(alone.pairs);
    expect(together).toEqual(alone);
  });

  it('counts nothing of no pairs', async () => {
    const encoded = await sampleEncoded(sampleRows(5, 3), sampleModel());
    const none = { left: new Uint32Array(0), right: new Uint32Array(0) };
    expect(await patternCounts(encoded, COMPARISONS, none, one)).toEqual({
      pairs: 0,
      patterns: [],
      counts: [],
    });
  });
});
