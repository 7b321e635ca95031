import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBsn, passesElevenTest } from '#schemas/values/bsn.ts';

/** An independent statement of the test: the weighted sum over nine digits, the last with weight −1. */
const oracle = (digits: string): boolean =>
  [9, 8, 7, 6, 5, 4, 3, 2, -1].reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11 === 0;

describe('parseBsn', () => {
  it.each([
    ['999990019', '999990019'],
    [' 999990019 ', '999990019'],
    ['', null],
    ['000000000', null],
    ['0', null],
  ])('reads %j as %j', (cell, value) => {
    expect(parseBsn(cell)).toEqual({ ok: true, value });
  });

  it('puts back one zero that a spreadsheet ate, and says so', () => {
    expect(parseBsn('10000008')).toMatchObject({
      ok: true,
      value: '010000008',
      note: { code: 'leading_zero_restored' },
    });
  });

  it.each([
    ['999990018', 'bsn_fails_test'],
    ['12345678', 'bsn_fails_test'],
    ['1234567', 'bsn_length'],
    ['9999900190', 'bsn_length'],
    ['9999.90.019', 'bsn_not_digits'],
    ['99999001O', 'bsn_not_digits'],
  ])('refuses %j with %s, without repeating it', (cell, code) => {
    const parsed = parseBsn(cell);
    expect(parsed).toMatchObject({ ok: false, code });
    expect(JSON.stringify(parsed)).not.toContain(cell);
  });

  it('agrees with the weighted sum on any nine digits, and one changed digit always shows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999_999_999 }),
        fc.nat(8),
        fc.integer({ min: 1, max: 9 }),
        (number, at, step) => {
          const digits = String(number).padStart(9, '0');
          expect(passesElevenTest(digits)).toBe(oracle(digits));
          if (!passesElevenTest(digits)) return;
          const changed = (Number(digits[at]) + step) % 10;
          expect(passesElevenTest(digits.slice(0, at) + changed + digits.slice(at + 1))).toBe(false);
        },
      ),
    );
  });
});
