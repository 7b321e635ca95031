import { describe, expect, it } from 'vitest';
import { makeMunicipality } from '#local/sample/municipality.ts';
import { Theme } from '#schemas/finding.ts';
import { CONTRACTS } from '#schemas/sources/registry.ts';

const RESIDENTS = 12_000;
const town = makeMunicipality({ residents: RESIDENTS, seed: 11, today: '2026-10-15' });
const files = [...town.history.flat(), ...town.secondDelivery];
const rowsOf = (source: string) =>
  files
    .filter((file) => file.key.startsWith(`${source}/`) && file.key.endsWith('.csv'))
    .flatMap((file) =>
      Buffer.from(file.body)
        .toString('utf8')
        .trimEnd()
        .split('\r\n')
        .slice(1)
        .map((row) => row.split(';')),
    );
const { plants, networks } = town.truth;

describe('what is planted', () => {
  it('has a case and a look-alike for every theme; a network’s addresses are all cases', () => {
    const themes = (fraud: boolean) =>
      new Set(plants.filter((plant) => plant.fraud === fraud).map((plant) => plant.theme));
    expect([...themes(true)].toSorted()).toEqual([...Theme.options].toSorted());
    expect([...themes(false)].toSorted()).toEqual(
      Theme.options.filter((theme) => theme !== 'network').toSorted(),
    );
  });

  it('stays near one in a hundred addresses in all, and well under it in each theme', () => {
    const addresses = rowsOf('utilities').length / 2;
    const cases = plants.filter((plant) => plant.fraud && plant.numberId !== undefined);
    expect(new Set(cases.map((plant) => plant.numberId)).size / addresses).toBeLessThan(0.02);
    for (const theme of Theme.options)
      expect(cases.filter((plant) => plant.theme === theme).length / addresses).toBeLessThan(0.01);
  });

  it('never calls one address both a case and an honest look-alike', () => {
    const cases = new Set(plants.filter((plant) => plant.fraud).map((plant) => plant.numberId));
    const both = plants.filter(
      (plant) => !plant.fraud && plant.numberId !== undefined && cases.has(plant.numberId),
    );
    expect(both).toEqual([]);
  });

  it('names networks of several addresses, each of them a plant of that network', () => {
    expect(networks.length).toBeGreaterThanOrEqual(2);
    for (const network of networks) {
      expect(network.addresses.length).toBeGreaterThanOrEqual(4);
      const marked = new Set(
        plants
          .filter((plant) => plant.network === network.id)
          .map((plant) => plant.numberId ?? plant.kvkNumber),
      );
      expect(marked).toEqual(new Set([...network.addresses, ...network.companies]));
    }
  });

  it('leaves no trace that tells a planted row from another: deeds, companies and reports are numbered by day or in turn', () => {
    const planted = new Set(
      plants.filter((plant) => plant.fraud && plant.theme === 'property').map((plant) => plant.numberId),
    );
    const places = rowsOf('transfers').map((row) =>
      planted.has(row.find((cell) => /^999020\d{10}$/.test(cell)) ?? ''),
    );
    const half = Math.floor(places.length / 2);
    const early = places.slice(0, half).filter(Boolean).length;
    const late = places.slice(half).filter(Boolean).length;
    expect(Math.min(early, late)).toBeGreaterThan(0);
  });
});

describe('the files', () => {
  it('cover every source that is linked, and police data apart', () => {
    const sources = new Set(files.map((file) => file.key.split('/')[0] ?? ''));
    const expected = CONTRACTS.map(({ name }) => name).filter((name) => name !== 'bibob');
    expect([...sources].toSorted()).toEqual(expected.toSorted());
  });

  it('hold about as many companies and cars as Dutch figures say', () => {
    expect(rowsOf('kvk').length / RESIDENTS).toBeGreaterThan(0.11);
    expect(rowsOf('kvk').length / RESIDENTS).toBeLessThan(0.18);
    expect(new Set(rowsOf('vehicles').map((row) => row[0])).size).toBe(rowsOf('vehicles').length);
  });

  it('have households use about what Nibud and Vewin say: median power and water of dwellings with people', () => {
    const median = (column: number, least: number) => {
      const values = rowsOf('utilities')
        .map((row) => Number((row[column] ?? '').replace(',', '.')))
        .filter((value) => value > least)
        .toSorted((one, other) => one - other);
      return values[Math.floor(values.length / 2)] ?? 0;
    };
    expect(median(2, 400)).toBeGreaterThan(1900);
    expect(median(2, 400)).toBeLessThan(3200);
    expect(median(4, 10)).toBeGreaterThan(65);
    expect(median(4, 10)).toBeLessThan(120);
  });

  it('let no power reading alone tell who grows: ordinary homes use as much, and most growers use less than the largest', () => {
    const growing = new Set(
      plants.filter((plant) => plant.theme === 'hemp' && plant.fraud).map((plant) => plant.numberId),
    );
    const use = rowsOf('utilities').map((row) => ({
      power: Number(row[2]),
      grows: growing.has(row[5] ?? ''),
    }));
    const limit =
      use.map(({ power }) => power).toSorted((one, other) => other - one)[Math.floor(use.length / 100)] ?? 0;
    const above = use.filter(({ power }) => power >= limit);
    expect(above.filter(({ grows }) => grows).length / above.length).toBeLessThan(0.5);
    expect(use.some(({ power, grows }) => grows && power < 4000)).toBe(true);
  });
});
