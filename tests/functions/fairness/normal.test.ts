import { describe, expect, it } from 'vitest';
import { chanceBeyond } from '#fairness/normal.ts';

describe('the chance of a normal value so far out', () => {
  it.each([
    // Abramowitz and Stegun, table 26.1, two-sided.
    [0, 1],
    [1, 0.3173105078629141],
    [1.959963984540054, 0.05],
    [2.5758293035489004, 0.01],
    [4.2426, 2.209e-5],
    [6, 1.97317529e-9],
  ])('%f standard deviations', (z, chance) => {
    expect(chanceBeyond(z) / chance).toBeCloseTo(1, 3);
    expect(chanceBeyond(-z)).toBe(chanceBeyond(z));
  });

  it('falls without a jump where one formula takes over from the other', () => {
    const [below, above] = [chanceBeyond(3 * Math.SQRT2 - 1e-9), chanceBeyond(3 * Math.SQRT2 + 1e-9)];
    expect(above / below).toBeCloseTo(1, 7);
    expect(chanceBeyond(Number.POSITIVE_INFINITY)).toBe(0);
  });
});
