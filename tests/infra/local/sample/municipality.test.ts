import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { makeMunicipality, type SampleOptions } from '#local/sample/municipality.ts';

const OPTIONS: SampleOptions = { residents: 600, seed: 7, today: '2026-10-15' };
const town = makeMunicipality(OPTIONS);
const files = [...town.history.flat(), ...town.secondDelivery];
const rowsOf = (key: string) => {
  const file = files.find((each) => each.key === key);
  const text = Buffer.from(file?.body ?? []);
  return (key.endsWith('.gz') ? gunzipSync(text) : text).toString('latin1').trimEnd().split('\r\n').slice(1);
};
const weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
const passesElevenTest = (bsn: string) =>
  /^\d{9}$/.test(bsn) &&
  weights.reduce((sum, weight, index) => sum + weight * Number(bsn.charAt(index)), 0) % 11 === 0;

describe('the sample municipality', () => {
  it('is the same, byte for byte, for the same options', () => {
    const again = makeMunicipality(OPTIONS);
    expect([...again.history.flat(), ...again.secondDelivery]).toEqual(files);
    expect(again.truth).toEqual(town.truth);
  });

  it('is another one for another seed', () => {
    expect(makeMunicipality({ ...OPTIONS, seed: 8 }).history[0]?.[1]?.body).not.toEqual(
      town.history[0]?.[1]?.body,
    );
  });

  it('gives every resident a number of their own that passes the eleven-test, but for rows spoilt on purpose', () => {
    const numbers = rowsOf('brp/2026-10-15-personen.csv').map((row) => row.split(';')[0] ?? '');
    const bad = numbers.filter((number) => !passesElevenTest(number));
    expect(bad.length).toBeGreaterThan(0);
    expect(bad.length / numbers.length).toBeLessThan(0.02);
    const good = numbers.filter(passesElevenTest);
    expect(new Set(good).size).toBe(good.length);
    expect(good.every((number) => number.startsWith('9'))).toBe(true);
  });

  it('knows every address of a resident in BAG', () => {
    const known = new Set(
      rowsOf(files.find((file) => file.key.startsWith('bag/'))?.key ?? '').map((row) => row.split(';')[0]),
    );
    const lived = rowsOf('brp/2026-10-15-personen.csv').map((row) => row.split(';')[16]);
    expect(lived.filter((id) => !known.has(id))).toEqual([]);
  });

  it('lets people move between the deliveries, and only some', () => {
    const home = (key: string) =>
      new Map(
        rowsOf(key)
          .map((row) => row.split(';'))
          .map((cells) => [cells[0], cells[16]]),
      );
    const before = home('brp/2026-09-15-personen.csv');
    const moved = [...home('brp/2026-10-15-personen.csv')].filter(
      ([bsn, id]) => before.has(bsn) && before.get(bsn) !== id,
    );
    expect(moved.length).toBeGreaterThan(0);
    expect(moved.length / before.size).toBeLessThan(0.05);
  });

  it('plants cases and honest look-alikes, and names neither in any file', () => {
    expect(new Set(town.truth.plants.map((plant) => plant.fraud))).toEqual(new Set([true, false]));
    const all = files.map((file) => file.key).join(' ');
    expect(all).not.toMatch(/truth|plant/);
  });
});
