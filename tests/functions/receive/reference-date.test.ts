import { describe, expect, it } from 'vitest';
import { referenceDate } from '#receive/reference-date.ts';

describe('referenceDate', () => {
  it.each([
    ['brp/personen-2026-09-30.csv', '2026-09-30'],
    ['brp/2026-08-01_tot_2026-08-31.csv.gz', '2026-08-31'],
    ['brp/2026-10-06.csv', '2026-10-05'],
    ['brp/2026-02-30.csv', '2026-10-05'],
    ['brp/2026-09-30/personen.csv', '2026-10-05'],
    ['brp/personen.csv', '2026-10-05'],
    ['brp/12026-09-301.csv', '2026-10-05'],
  ])('of %s, come on 2026-10-05, is %s', (key, day) => {
    expect(referenceDate(key, '2026-10-05')).toBe(day);
  });
});
