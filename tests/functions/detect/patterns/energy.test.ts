import type { EntityId } from '#schemas/ids.ts';
import type { FixtureTown } from '../fixture-town.ts';
import { describePattern } from './plant.ts';

/** Forty lived-in homes of 80 m² that use 2000 to 2975 kWh, 1000 to 1195 m³ of gas and water for one. */
function street(town: FixtureTown): void {
  for (let index = 0; index < 40; index += 1) {
    const home = town.address(`home ${index}`, { area_m2: 80 });
    town.residents(home, [`resident ${index}`]);
    town.used(home, 2025, { power_kwh: 2000 + 25 * index, gas_m3: 1000 + 5 * index, water_m3: 46 });
  }
}

function homeThatUsed(
  town: FixtureTown,
  amounts: Readonly<Record<string, number>>,
  attributes: Record<string, unknown> = {},
): EntityId {
  street(town);
  const home = town.address('home', { area_m2: 80, ...attributes });
  town.residents(home, ['a']);
  town.used(home, 2025, amounts);
  return home;
}

// The 21st of 41 homes has the median.
const MEDIAN = 2500;
const perSpread = (kwh: number) => Math.abs(Math.log(kwh / MEDIAN)) / 0.3;

describePattern('power_high_for_size', [
  {
    name: 'fires on nearly three times the town’s median for the size',
    plant: (town) => homeThatUsed(town, { power_kwh: 7000 }),
    strength: (perSpread(7000) - 2.5) / 1.5,
    withheld: false,
    evidence: { power_kwh: 7000, median_kwh: MEDIAN, homes_of_the_size: 41, area_m2: 80 },
  },
  {
    name: 'is at its full strength from 3.3 times on where homes are much alike',
    plant: (town) => homeThatUsed(town, { power_kwh: 20_000 }),
    strength: 1,
  },
  {
    name: 'spares a large household',
    plant: (town) => homeThatUsed(town, { power_kwh: 5000 }),
    strength: undefined,
  },
  {
    name: 'spares a workshop',
    plant: (town) => homeThatUsed(town, { power_kwh: 20_000 }, { dwelling_use: 'industriefunctie' }),
    strength: undefined,
  },
  {
    name: 'says nothing where too few homes are known',
    plant: (town) => {
      const home = town.address('home', { area_m2: 80 });
      town.used(home, 2025, { power_kwh: 20_000 });
      town.used(town.address('other', { area_m2: 80 }), 2025, { power_kwh: 2000 });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'is withheld when the meter’s place is under investigation (R12)',
    plant: (town) => {
      street(town);
      const home = town.address('home', { area_m2: 80 });
      const year = { occurred_on: '2025-01-01', ended_on: '2025-12-31', power_kwh: 20_000 };
      town.event('consumption', 'use', home, year, { until: '2025-12-31', inResearch: true });
      return home;
    },
    strength: 1,
    withheld: true,
  },
]);

describePattern('all_electric_home', [
  {
    name: 'explains three times the average without gas',
    plant: (town) => homeThatUsed(town, { power_kwh: 7650, gas_m3: 0 }),
    strength: 1,
    evidence: { power_kwh: 7650, gas_m3: 0 },
  },
  {
    name: 'explains six times the average by a third',
    plant: (town) => homeThatUsed(town, { power_kwh: 6 * 2550 }),
    strength: 1 / 3,
  },
  {
    name: 'does not explain where gas is burned too, nor what no heating takes',
    plant: (town) => {
      homeThatUsed(town, { power_kwh: 7650, gas_m3: 900 });
      const other = town.address('other');
      town.used(other, 2025, { power_kwh: 30_000, gas_m3: 0 });
      return other;
    },
    strength: undefined,
  },
]);

describePattern('power_low_for_household', [
  {
    name: 'fires on a tenth of the power and of the gas with water for one',
    plant: (town) => homeThatUsed(town, { power_kwh: 250, gas_m3: 110, water_m3: 46 }),
    strength: 1,
    withheld: false,
    evidence: { power_kwh: 250, gas_m3: 110, water_m3: 46, persons: 1 },
  },
  {
    name: 'rests on the weaker of the two meters',
    plant: (town) => homeThatUsed(town, { power_kwh: 250, gas_m3: 700, water_m3: 46 }),
    strength: (Math.log(1095 / 700) / 0.3 - 1) / 1.5,
  },
  {
    name: 'spares panels on the roof: the gas is as ever',
    plant: (town) => homeThatUsed(town, { power_kwh: 200, gas_m3: 1100, water_m3: 46 }),
    strength: undefined,
  },
  {
    name: 'spares a district’s heat',
    plant: (town) => homeThatUsed(town, { power_kwh: 200, gas_m3: 0, water_m3: 46 }),
    strength: undefined,
  },
  {
    name: 'spares who is hardly home: little water too',
    plant: (town) => homeThatUsed(town, { power_kwh: 250, gas_m3: 110, water_m3: 10 }),
    strength: undefined,
  },
  {
    name: 'is withheld when the registration is under investigation (R12)',
    plant: (town) => {
      street(town);
      const home = town.address('home', { area_m2: 80 });
      town.residents(home, ['a'], {}, { inResearch: true });
      town.used(home, 2025, { power_kwh: 250, gas_m3: 110, water_m3: 46 });
      return home;
    },
    strength: 1,
    withheld: true,
  },
]);

/** A barn among few neighbours, with what it used in two years. */
function barn(
  town: FixtureTown,
  years: readonly Readonly<Record<string, number>>[],
  { use = 'overige gebruiksfunctie', neighbours = 0, inResearch = false } = {},
): EntityId {
  const place = { dwelling_use: use, grid_500m: '150000_450000' };
  const shed = town.address('shed', place);
  for (let index = 0; index < neighbours; index += 1) town.address(`neighbour ${index}`, place);
  for (const [index, amounts] of years.entries())
    town.event(
      'consumption',
      `use ${index}`,
      shed,
      { occurred_on: `${2024 + index}-01-01`, ...amounts },
      { until: `${2024 + index}-12-31`, inResearch },
    );
  return shed;
}

const JUMP = [{ power_kwh: 2500 }, { power_kwh: 20_000 }];

describePattern('shed_changed_use', [
  {
    name: 'fires on eight times the power',
    plant: (town) => barn(town, JUMP),
    strength: 0.8,
    withheld: false,
    evidence: { power_kwh: 20_000, earlier_kwh: 2500, companies: 0, addresses_near: 1 },
  },
  {
    name: 'fires on water for a laboratory',
    plant: (town) => barn(town, [{ water_m3: 40 }, { water_m3: 320 }]),
    strength: 0.8,
  },
  {
    name: 'weighs a quarter where a company has worked for years',
    plant: (town) => {
      const shed = barn(town, JUMP);
      town.relate(town.company('farm', { started_on: '2001-01-01' }), shed, 'established_at');
      return shed;
    },
    strength: 0.2,
  },
  {
    name: 'does not take a company of the last year for an explanation',
    plant: (town) => {
      const shed = barn(town, JUMP);
      town.relate(town.company('front', { started_on: '2026-01-01' }), shed, 'established_at');
      return shed;
    },
    strength: 0.8,
  },
  {
    name: 'spares a high use that lasts',
    plant: (town) => barn(town, [{ power_kwh: 20_000 }, { power_kwh: 21_000 }]),
    strength: undefined,
  },
  { name: 'spares a home', plant: (town) => barn(town, JUMP, { use: 'woonfunctie' }), strength: undefined },
  { name: 'spares a town', plant: (town) => barn(town, JUMP, { neighbours: 60 }), strength: undefined },
  {
    name: 'is withheld when the meter’s place is under investigation (R12)',
    plant: (town) => barn(town, JUMP, { inResearch: true }),
    strength: 0.8,
    withheld: true,
  },
]);
