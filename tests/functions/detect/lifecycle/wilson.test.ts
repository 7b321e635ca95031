import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilson } from '#detect/lifecycle/wilson.ts';

describe('Wilson’s interval', () => {
  // Newcombe, Statistics in Medicine 17 (1998) 857, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i', (right, settled, low, high) => {
    expect(wilson(right, settled)).toMatchObject({ low, high });
  });

  it('says nothing of no cases, and refuses impossible ones', () => {
    expect(wilson(0, 0)).toBeNull();
    expect(() => wilson(3, 2)).toThrow(RangeError);
  });

  it('holds the share, within 0 and 1', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (right, wrong) => {
        const { low, value, high } = wilson(right, right + wrong) ?? { low: 0, value: 0, high: 0 };
        expect([0, low, value, high, 1]).toEqual([0, low, value, high, 1].toSorted((a, b) => a - b));
      }),
    );
  });
});
