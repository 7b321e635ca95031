import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ratioInterval, ratioPValue, scoreStatistic } from '#fairness/ratio-interval.ts';
import { seeded } from '../score/outcome-of.ts';

const share = (events: number, subjects: number) => ({ events, subjects });
const shares = fc
  .integer({ min: 1, max: 400 })
  .chain((subjects) => fc.integer({ min: 0, max: subjects }).map((events) => share(events, subjects)));

describe('the interval of a ratio of two shares', () => {
  it('is Koopman’s (Biometrics 40:513, 1984) in his example, but for the N/(N−1)', () => {
    const { ratio, low, high } = ratioInterval(share(36, 40), share(16, 80));
    expect(ratio).toBeCloseTo(4.5, 10);
    expect(low).toBeGreaterThan(2.9);
    expect(low).toBeLessThan(2.95);
    expect(high).toBeGreaterThan(7.14);
    expect(high).toBeLessThan(7.25);
  });

  it('tests a ratio of 1 as Pearson’s chi-squared does, but for the N/(N−1)', () => {
    fc.assert(
      fc.property(shares, shares, (one, other) => {
        const subjects = one.subjects + other.subjects;
        const pooled = (one.events + other.events) / subjects;
        if (pooled === 0 || pooled === 1) return;
        const pearson =
          (one.events / one.subjects - other.events / other.subjects) ** 2 /
          (pooled * (1 - pooled) * (1 / one.subjects + 1 / other.subjects));
        expect(scoreStatistic(one, other, 1)).toBeCloseTo((pearson * (subjects - 1)) / subjects, 8);
      }),
    );
  });

  it('turns round with the two shares, and ends where a test at 5% begins to reject', () => {
    fc.assert(
      fc.property(shares, shares, (one, other) => {
        fc.pre(one.events > 0 && other.events > 0);
        const interval = ratioInterval(one, other);
        const turned = ratioInterval(other, one);
        expect(interval.low * turned.high).toBeCloseTo(1, 6);
        expect(interval.high * turned.low).toBeCloseTo(1, 6);
        for (const end of [interval.low, interval.high])
          if (end > 1e-8 && end < 1e8) expect(ratioPValue(one, other, end)).toBeCloseTo(0.05, 5);
        expect(interval.low).toBeLessThanOrEqual(interval.ratio ?? 0);
        expect(interval.high).toBeGreaterThanOrEqual(interval.ratio ?? 0);
      }),
    );
  });

  it('has no end where nothing bounds it', () => {
    expect(ratioInterval(share(0, 50), share(0, 60))).toEqual({
      ratio: null,
      low: 0,
      high: Number.POSITIVE_INFINITY,
    });
    expect(ratioInterval(share(0, 50), share(10, 60))).toMatchObject({ ratio: 0, low: 0 });
    expect(ratioInterval(share(10, 50), share(0, 60))).toMatchObject({
      ratio: null,
      high: Number.POSITIVE_INFINITY,
    });
    expect(ratioInterval(share(10, 50), share(0, 60)).low).toBeGreaterThan(1);
  });

  it('holds the true ratio about nineteen times in twenty, small counts too', () => {
    const random = seeded(11);
    const draw = (chance: number, subjects: number) =>
      share(Array.from({ length: subjects }, random).filter((value) => value < chance).length, subjects);
    let held = 0;
    const times = 3000;
    for (let at = 0; at < times; at += 1) {
      const { low, high } = ratioInterval(draw(0.12, 60), draw(0.1, 150));
      if (low <= 1.2 && 1.2 <= high) held += 1;
    }
    // 0.95 of 3,000, with a standard deviation of 12.
    expect(Math.abs(held - 0.95 * times)).toBeLessThan(45);
  });
});
