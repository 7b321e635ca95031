import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDay, parsePartialDate } from '#schemas/values/partial-date.ts';

describe('parsePartialDate', () => {
  it.each([
    ['19780312', '1978-03-12'],
    ['19780300', '1978-03-00'],
    ['19680000', '1968-00-00'],
    ['00000000', null],
    ['', null],
    ['12-03-1978', '1978-03-12'],
    ['1-3-1978', '1978-03-01'],
    ['12/03/1978', '1978-03-12'],
    ['00-03-1978', '1978-03-00'],
    ['00-00-0000', null],
    ['1978-03-12', '1978-03-12'],
    ['2026-10-01T08:15:00Z', '2026-10-01'],
    ['2026-10-01 08:15:00.000+02:00', '2026-10-01'],
    ['1-10-2026 8:15', '2026-10-01'],
    ['1968', '1968-00-00'],
    ['20000229', '2000-02-29'],
  ])('reads %j as %j', (cell, value) => {
    expect(parsePartialDate(cell)).toEqual({ ok: true, value });
  });

  it.each([
    ['19000229', 'date_impossible'],
    ['31-04-2020', 'date_impossible'],
    ['19781301', 'date_impossible'],
    ['19780012', 'date_impossible'],
    ['00000312', 'date_impossible'],
    ['12-03-78', 'date_form'],
    ['gisteren', 'date_form'],
    ['43831', 'date_form'],
  ])('refuses %j with %s', (cell, code) => {
    expect(parsePartialDate(cell)).toMatchObject({ ok: false, code });
  });

  it('reads every day of the calendar alike in all notations, and no day that the calendar lacks', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9999 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 31 }),
        (yearNumber, monthNumber, dayNumber) => {
          const year = String(yearNumber).padStart(4, '0');
          const month = String(monthNumber).padStart(2, '0');
          const day = String(dayNumber).padStart(2, '0');
          const date = new Date(`${year}-${month}-01T00:00:00Z`);
          date.setUTCDate(dayNumber);
          const exists = date.getUTCMonth() === monthNumber - 1;
          for (const text of [`${year}${month}${day}`, `${day}-${month}-${year}`, `${year}-${month}-${day}`])
            expect(parsePartialDate(text)).toMatchObject(
              exists
                ? { ok: true, value: `${year}-${month}-${day}` }
                : { ok: false, code: 'date_impossible' },
            );
        },
      ),
    );
  });
});

describe('parseDay', () => {
  it('wants the whole date', () => {
    expect(parseDay('19780312')).toEqual({ ok: true, value: '1978-03-12' });
    expect(parseDay('19780300')).toMatchObject({ ok: false, code: 'date_partial' });
    expect(parseDay('19780000')).toMatchObject({ ok: false, code: 'date_partial' });
    expect(parseDay('00000000')).toEqual({ ok: true, value: null });
  });
});
