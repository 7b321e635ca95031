import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareBirthDates } from '#link/birth-date.ts';
import { PERSON_MODEL } from '#link/model.ts';

describe('dates of birth', () => {
  it.each([
    ['1978-03-12', '1978-03-12', 'day'],
    ['1978-01-01', '1978-01-01', 'first_of_january'],
    ['1978-03-00', '1978-03-12', 'month'],
    ['1978-03-00', '1978-03-00', 'month'],
    ['1978-00-00', '1978-03-12', 'year'],
    ['1978-00-00', '1978-03-00', 'year'],
    ['1978-03-12', '1978-12-03', 'slip'],
    ['1978-03-12', '1979-03-12', 'slip'],
    ['1978-03-12', '1978-03-21', 'slip'],
    ['1978-03-12', '1987-06-30', 'different'],
    ['1978-03-00', '1978-04-12', 'different'],
    ['1978-00-00', '1979-00-00', 'different'],
    ['0000-00-00', '1978-03-12', null],
    ['0000-00-00', '0000-00-00', null],
    [null, null, null],
  ])('%s and %s: %s, in either order', (a, b, level) => {
    expect(compareBirthDates(a, b)).toBe(level);
    expect(compareBirthDates(b, a)).toBe(level);
  });

  it('agree with every day of the interval that a partial one stands for, and with no other', () => {
    const part = (most: number) => fc.integer({ min: 1, max: most }).map((n) => String(n).padStart(2, '0'));
    const year = fc.constantFrom('1977', '1978');
    fc.assert(
      fc.property(year, part(12), part(28), year, part(12), (yearA, monthA, dayA, yearB, monthB) => {
        const within = yearA === yearB && monthA === monthB;
        const level = compareBirthDates(`${yearA}-${monthA}-${dayA}`, `${yearB}-${monthB}-00`);
        expect(level).toBe(within ? 'month' : 'different');
      }),
    );
  });

  it('weigh less the less is known', () => {
    const levels = PERSON_MODEL.comparisons.find(({ field }) => field === 'birth_date')?.levels ?? [];
    const bits = (name: string) => {
      const level = levels.find((each) => each.level === name);
      return level ? Math.log2(level.m / level.u) : Number.NaN;
    };
    const inOrder = ['day', 'first_of_january', 'month', 'year', 'slip', 'different'].map(bits);
    expect(inOrder).toEqual(inOrder.toSorted((a, b) => b - a));
  });
});
