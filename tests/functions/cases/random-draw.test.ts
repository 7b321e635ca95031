import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inLotOrder } from '#cases/random-draw.ts';

const ids = Array.from({ length: 1000 }, (_, at) => `adr-${at}`);

describe('an order by lot', () => {
  it('follows from the seed alone', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(ids, { minLength: 50, maxLength: 50 }), fc.string(), (some, seed) => {
        const order = inLotOrder(some, seed);
        expect(inLotOrder(some.toReversed(), seed)).toEqual(order);
        expect(new Set(order)).toEqual(new Set(some));
      }),
      { numRuns: 30 },
    );
  });

  it('gives every id the same chance', () => {
    const draws = 300;
    const drawn = new Map<string, number>();
    for (let seed = 0; seed < draws; seed += 1)
      for (const id of inLotOrder(ids, `version ${seed}`).slice(0, 100))
        drawn.set(id, (drawn.get(id) ?? 0) + 1);
    // Each 30 times of 300, binomial: chi-squared over 1,000 ids has mean 900 and standard deviation 42 here.
    const expected = draws / 10;
    const chiSquared = ids.reduce((sum, id) => sum + ((drawn.get(id) ?? 0) - expected) ** 2 / expected, 0);
    expect(Math.abs(chiSquared - 900)).toBeLessThan(170);
  });
});
