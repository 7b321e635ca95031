import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betaCdf, betaQuantile } from '#score/beta.ts';

describe('the beta distribution', () => {
  // Of whole numbers it is a sum of binomial terms: P(X ≤ x) = Σ_{j≥a} C(n, j) x^j (1−x)^(n−j), n = a + b − 1 (DLMF 8.17.5).
  const binomialSum = (x: number, a: number, b: number): number => {
    const n = a + b - 1;
    let sum = 0;
    for (let j = a; j <= n; j += 1) {
      let choose = 1;
      for (let i = 0; i < j; i += 1) choose *= (n - i) / (i + 1);
      sum += choose * x ** j * (1 - x) ** (n - j);
    }
    return sum;
  };

  it('agrees with sums of binomial terms', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 30 }),
        (x, a, b) => {
          expect(betaCdf(x, a, b)).toBeCloseTo(binomialSum(x, a, b), 10);
        },
      ),
    );
  });

  it.each([
    // Jeffreys intervals of 0 of 7, 5 of 10 and 3 of 30, by numerical integration.
    [0.975, 0.5, 7.5, 0.292],
    [0.025, 5.5, 5.5, 0.224],
    [0.975, 3.5, 27.5, 0.2434],
  ])('has %f of itself below the quantile of (%f, %f)', (probability, a, b, quantile) => {
    expect(betaQuantile(probability, a, b)).toBeCloseTo(quantile, 3);
    expect(betaCdf(betaQuantile(probability, a, b), a, b)).toBeCloseTo(probability, 12);
  });

  it('is 0 below and 1 above, and refuses what is none', () => {
    expect([betaCdf(0, 2, 3), betaCdf(1, 2, 3)]).toEqual([0, 1]);
    expect(() => betaCdf(0.5, 0, 1)).toThrow(RangeError);
  });
});
