import type { EntityId } from '#schemas/ids.ts';
import type { FixtureTown } from '../fixture-town.ts';
import { describePattern } from './plant.ts';

type Known = Record<string, unknown>;

/** So many companies at an address. */
function companiesAt(
  town: FixtureTown,
  address: EntityId,
  count: number,
  known: Known = {},
  inResearch = false,
) {
  return Array.from({ length: count }, (_, index) => {
    const company = town.company(`company ${index} ${JSON.stringify(known)}`, {
      started_on: '2020-01-01',
      ...known,
    });
    town.relate(company, address, 'established_at', { inResearch });
    return company;
  });
}

describePattern('companies_at_dwelling', [
  {
    name: 'fires on seven companies in a home',
    plant: (town) => {
      const home = town.address('home');
      companiesAt(town, home, 7);
      return home;
    },
    strength: 4 / 7,
    withheld: false,
    evidence: { companies: 7 },
  },
  {
    name: 'spares three, and those that ended',
    plant: (town) => {
      const home = town.address('home');
      companiesAt(town, home, 3);
      companiesAt(town, home, 5, { ended_on: '2026-01-01' });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'spares an office',
    plant: (town) => {
      const office = town.address('office', { dwelling_use: 'kantoorfunctie' });
      companiesAt(town, office, 40);
      return office;
    },
    strength: undefined,
  },
  {
    name: 'is withheld when it holds only with what is under investigation (R12)',
    plant: (town) => {
      const home = town.address('home');
      companiesAt(town, home, 7, {}, true);
      return home;
    },
    strength: 4 / 7,
    withheld: true,
  },
]);

const BRIEF = { started_on: '2024-01-01', ended_on: '2025-01-01' };

describePattern('short_lived_companies', [
  {
    name: 'fires on four companies of a year each',
    plant: (town) => {
      const home = town.address('home');
      companiesAt(town, home, 4, BRIEF);
      return home;
    },
    strength: 0.5,
    withheld: false,
    evidence: { short_lived: 4, mean_days: 366, last_ended_on: '2025-01-01' },
  },
  {
    name: 'spares companies that ended after years, and two that failed',
    plant: (town) => {
      const home = town.address('home');
      companiesAt(town, home, 5, { started_on: '2015-01-01', ended_on: '2025-01-01' });
      companiesAt(town, home, 2, BRIEF);
      return home;
    },
    strength: undefined,
  },
  {
    name: 'is withheld when it holds only with what is under investigation (R12)',
    plant: (town) => {
      const home = town.address('home');
      companiesAt(town, home, 6, BRIEF, true);
      return home;
    },
    strength: 1,
    withheld: true,
  },
]);

describePattern('service_address', [
  {
    name: 'explains with an accountant at the address',
    plant: (town) => {
      const home = town.address('home');
      companiesAt(town, home, 6);
      companiesAt(town, home, 1, { sbi_code: '69203' });
      return home;
    },
    strength: 1,
    evidence: { companies: 7, office_services: 1, office_building: false },
  },
  {
    name: 'explains most with a building of offices',
    plant: (town) => {
      const office = town.address('office', { dwelling_use: 'kantoorfunctie' });
      companiesAt(town, office, 6);
      return office;
    },
    strength: 0.7,
  },
  {
    name: 'does not explain a home',
    plant: (town) => {
      const home = town.address('home');
      companiesAt(town, home, 7);
      return home;
    },
    strength: undefined,
  },
]);

/** A company that uses so much power at its address; nobody lives there unless `resident`. */
function office(
  town: FixtureTown,
  power_kwh: number,
  { started = '2020-01-01', resident = false, inResearch = false } = {},
): EntityId {
  const seat = town.address('seat', { dwelling_use: 'kantoorfunctie' });
  const company = town.company('company', { started_on: started });
  town.relate(company, seat, 'established_at', { inResearch });
  town.used(seat, 2025, { power_kwh });
  if (resident) town.residents(seat, ['owner']);
  return company;
}

describePattern('company_without_use', [
  {
    name: 'fires on a tenth of a quarter of a home’s power',
    plant: (town) => office(town, 63.75),
    strength: 0.9,
    withheld: false,
    evidence: { power_kwh: 63.75, share_of_average_home: 0.025, establishments: 1 },
  },
  { name: 'spares an office at work', plant: (town) => office(town, 1500), strength: undefined },
  {
    name: 'spares a company at its owner’s home',
    plant: (town) => office(town, 100, { resident: true }),
    strength: undefined,
  },
  {
    name: 'spares who just began',
    plant: (town) => office(town, 100, { started: '2026-02-01' }),
    strength: undefined,
  },
  {
    name: 'says nothing where no meter is known',
    plant: (town) => {
      const company = town.company('company', { started_on: '2020-01-01' });
      town.relate(company, town.address('seat'), 'established_at');
      return company;
    },
    strength: undefined,
  },
  {
    name: 'is withheld when the seat is under investigation (R12)',
    plant: (town) => office(town, 63.75, { inResearch: true }),
    strength: 0.9,
    withheld: true,
  },
]);

/** A company of a line of trade in a dwelling. */
function trade(town: FixtureTown, sbi_code: string, place: Known = {}, inResearch = false) {
  const home = town.address('home', { area_m2: 150, ...place });
  const company = town.company('company', { sbi_code, legal_form: 'Eenmanszaak' });
  town.relate(company, home, 'established_at', { inResearch });
  return { company, home };
}

describePattern('activity_at_odds', [
  {
    name: 'fires on a garage in a home',
    plant: (town) => trade(town, '45112').company,
    strength: 0.5,
    withheld: false,
    evidence: { sbi_division: 45, area_m2: 150, establishments: 1 },
  },
  { name: 'spares advice', plant: (town) => trade(town, '70221').company, strength: undefined },
  {
    name: 'spares a garage in works',
    plant: (town) => trade(town, '45112', { dwelling_use: 'woonfunctie, industriefunctie' }).company,
    strength: undefined,
  },
  {
    name: 'spares a farmhouse',
    plant: (town) => trade(town, '10710', { area_m2: 300 }).company,
    strength: undefined,
  },
  {
    name: 'is withheld when the seat is under investigation (R12)',
    plant: (town) => trade(town, '45112', {}, true).company,
    strength: 0.5,
    withheld: true,
  },
]);

describePattern('home_business', [
  {
    name: 'explains a one-man business where its owner lives',
    plant: (town) => {
      const { company, home } = trade(town, '45112');
      for (const owner of town.residents(home, ['owner'])) town.relate(company, owner, 'officer');
      return company;
    },
    strength: 1,
    evidence: { one_man_business: true, homes: 1 },
  },
  {
    name: 'does not explain where the owner lives elsewhere',
    plant: (town) => {
      const { company } = trade(town, '45112');
      for (const owner of town.residents(town.address('other'), ['owner']))
        town.relate(company, owner, 'officer');
      return company;
    },
    strength: undefined,
  },
]);
