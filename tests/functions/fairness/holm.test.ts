import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holm } from '#fairness/holm.ts';

describe('correction for many tests', () => {
  it('is Holm’s', () => {
    const corrected = holm([0.01, 0.04, 0.03, 0.005]);
    for (const [at, expected] of [0.03, 0.06, 0.06, 0.02].entries())
      expect(corrected[at]).toBeCloseTo(expected, 12);
  });

  it('rejects what stepping down rejects', () => {
    const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(pValues, (values) => {
        const sorted = values.toSorted((left, right) => left - right);
        const stop = sorted.findIndex((p, rank) => p * (values.length - rank) >= 0.05);
        const rejected = stop === -1 ? values.length : stop;
        const corrected = holm(values);
        expect(corrected.filter((p) => p < 0.05)).toHaveLength(rejected);
        for (const [at, p] of corrected.entries()) expect(p).toBeGreaterThanOrEqual(values[at] ?? 1);
      }),
    );
  });
});
