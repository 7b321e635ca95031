import { describe, expect, it } from 'vitest';
import { odditiesOf, shrunkenSnapshot, volumeOddity } from '#normalize/oddities.ts';
import type { DeliveryProfile } from '#schemas/delivery-summary.ts';
import { deliveryId } from '#tests/functions/link/records.ts';

const profile = (known: Partial<DeliveryProfile> = {}): DeliveryProfile => ({
  delivery_id: deliveryId('one'),
  rows: 1000,
  accepted: 1000,
  filled: { phone: 900 },
  codes: { channel: ['mma', 'officer'] },
  ...known,
});
const volumes = (...rows: number[]) => rows.map((each) => ({ rows: each }));

describe('volumeOddity (R46)', () => {
  it.each([
    ['too few earlier deliveries', 0, volumes(1000, 1000, 1000, 1000), false],
    ['within three deviations', 1200, volumes(900, 1000, 1100, 1000, 1000), false],
    ['beyond three deviations', 1300, volumes(900, 1000, 1100, 1000, 1000), true],
    ['far too few', 400, volumes(900, 1000, 1100, 1000, 1000), true],
    ['equal volumes, some rows more', 1060, volumes(1000, 1000, 1000, 1000, 1000), false],
    ['equal volumes, many rows more', 1100, volumes(1000, 1000, 1000, 1000, 1000), true],
    ['small files that differ by few rows', 30, volumes(2, 2, 2, 2, 2), false],
  ])('%s', (_what, rows, earlier, odd) => {
    expect(volumeOddity(rows, earlier) !== undefined).toBe(odd);
  });

  it('says how far off', () => {
    expect(volumeOddity(1300, volumes(900, 1000, 1100, 1000, 1000))).toEqual({
      kind: 'volume',
      rows: 1300,
      mean: 1000,
      deviation: 70.7107,
      deliveries: 5,
    });
  });
});

describe('a snapshot far smaller than the one before (R46)', () => {
  it.each([
    ['a part of it', 140, 2100, true],
    ['a fifth fewer', 1679, 2100, true],
    ['somewhat fewer', 1700, 2100, false],
    ['a village’s, some rows fewer', 10, 50, false],
    ['larger', 5000, 2100, false],
  ])('%s', (_what, rows, before, odd) => {
    expect(shrunkenSnapshot(rows, before) !== undefined).toBe(odd);
  });

  it('is told although it is the second delivery, and only of sources that withdraw', () => {
    const small = profile({ rows: 140, accepted: 140, filled: { phone: 126 } });
    expect(odditiesOf(small, [profile()], 'snapshot')).toMatchObject([
      { kind: 'volume', rows: 140, mean: 1000 },
    ]);
    expect(odditiesOf(small, [profile()], 'append')).toEqual([]);
  });
});

describe('odditiesOf', () => {
  it('has nothing to say of a first delivery, nor of one like the last', () => {
    expect(odditiesOf(profile(), [], 'append')).toEqual([]);
    expect(odditiesOf(profile(), [profile()], 'append')).toEqual([]);
  });

  it('tells a column that is emptier than the time before', () => {
    expect(odditiesOf(profile({ filled: { phone: 300 } }), [profile()], 'append')).toEqual([
      { kind: 'empty_share', column: 'phone', before: 0.1, now: 0.7 },
    ]);
  });

  it('lets chance pass in a small file', () => {
    const small = profile({ accepted: 4, filled: { phone: 2 } });
    expect(odditiesOf(small, [profile({ accepted: 4, filled: { phone: 3 } })], 'append')).toEqual([]);
  });

  it('tells codes that no earlier delivery had', () => {
    const earlier = [profile({ codes: { channel: ['partner'] } }), profile()];
    const now = profile({ codes: { channel: ['mma', 'partner', 'resident'] } });
    expect(odditiesOf(now, earlier, 'append')).toEqual([
      { kind: 'new_codes', column: 'channel', codes: ['resident'] },
    ]);
  });
});
