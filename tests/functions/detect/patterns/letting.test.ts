import type { EntityId } from '#schemas/ids.ts';
import type { FixtureTown } from '../fixture-town.ts';
import { describePattern } from './plant.ts';

const three = ['a', 'b', 'c'];
const six = [...three, 'd', 'e', 'f'];

/** A permit or registration for an address; 2025-01-01 unless told otherwise. */
function paper(
  town: FixtureTown,
  type: 'permit' | 'letting',
  address: EntityId,
  attributes: Record<string, unknown>,
): EntityId {
  return town.event(type, `${type} ${address} ${JSON.stringify(attributes)}`, address, {
    occurred_on: '2025-01-01',
    ...attributes,
  });
}

/** Another address of which the files of letting tell, so that the town's files are known. */
const elsewhere = (town: FixtureTown) =>
  paper(town, 'letting', town.address('elsewhere'), { category: 'rooms' });

function sharedHome(town: FixtureTown, names: readonly string[]): EntityId {
  elsewhere(town);
  const home = town.address('home', { area_m2: 90 });
  town.residents(home, names);
  return home;
}

describePattern('let_without_permit', [
  {
    name: 'fires on six surnames without a paper',
    plant: (town) => sharedHome(town, six),
    strength: 1,
    withheld: false,
    evidence: { surnames: 6, adults: 6, housing_reports: 0, refused_permits: 0 },
  },
  {
    name: 'adds an observation and a refused permit',
    plant: (town) => {
      const home = sharedHome(town, three);
      paper(town, 'permit', home, { category: 'conversion', outcome: 'refused' });
      town.event('report', 'report', home, {
        category: 'housing_fraud',
        nature: 'fact',
        occurred_on: '2026-05-01',
      });
      return home;
    },
    strength: 0.25 + 0.25 + 0.25,
    evidence: { housing_reports: 1, refused_permits: 1 },
  },
  {
    name: 'takes no judgement for an observation (R11)',
    plant: (town) => {
      const home = sharedHome(town, three);
      town.event('report', 'report', home, {
        category: 'housing_fraud',
        nature: 'judgement',
        occurred_on: '2026-05-01',
      });
      return home;
    },
    strength: 0.25,
  },
  {
    name: 'spares who has a permit',
    plant: (town) => {
      const home = sharedHome(town, six);
      paper(town, 'permit', home, { category: 'conversion', outcome: 'granted' });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'spares who is registered to let rooms',
    plant: (town) => {
      const home = sharedHome(town, six);
      paper(town, 'letting', home, { category: 'rooms', max_persons: 6 });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'does not spare who was registered until last year',
    plant: (town) => {
      const home = sharedHome(town, three);
      paper(town, 'letting', home, { category: 'rooms', ended_on: '2025-12-31' });
      return home;
    },
    strength: 0.25,
  },
  {
    name: 'says nothing while the files of permits and letting were not delivered',
    plant: (town) => {
      const home = town.address('home');
      town.residents(home, six);
      return home;
    },
    strength: undefined,
  },
  {
    name: 'spares a couple with a parent of one of them',
    plant: (town) => sharedHome(town, ['a', 'b']),
    strength: undefined,
  },
  {
    name: 'spares care',
    plant: (town) => {
      elsewhere(town);
      const home = town.address('home', { dwelling_use: 'woonfunctie, gezondheidszorgfunctie' });
      town.residents(home, six);
      return home;
    },
    strength: undefined,
  },
  {
    name: 'is withheld when it holds only with registrations under investigation (R12)',
    plant: (town) => {
      const home = sharedHome(town, ['a', 'b']);
      town.residents(home, ['c', 'd'], {}, { inResearch: true });
      return home;
    },
    strength: 0.5,
    withheld: true,
  },
]);

describePattern('letting_over_maximum', [
  {
    name: 'fires on six persons where four are allowed',
    plant: (town) => {
      const home = sharedHome(town, six);
      paper(town, 'letting', home, { category: 'rooms', max_persons: 4 });
      return home;
    },
    strength: 0.5,
    withheld: false,
    evidence: { max_persons: 4, registered: 6 },
  },
  {
    name: 'fires on water for eight where a host of one has two guests at most',
    plant: (town) => {
      const home = sharedHome(town, ['host']);
      paper(town, 'letting', home, { category: 'tourist', max_persons: 2, occurred_on: '2024-06-01' });
      town.used(home, 2025, { water_m3: 46 * 6 });
      return home;
    },
    strength: 0.75,
    evidence: { persons_by_water: 6 },
  },
  {
    name: 'spares a full house',
    plant: (town) => {
      const home = sharedHome(town, six);
      paper(town, 'letting', home, { category: 'rooms', max_persons: 6 });
      town.used(home, 2025, { water_m3: 46 * 7 });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'does not take a host for a guest',
    plant: (town) => {
      const home = sharedHome(town, three);
      paper(town, 'letting', home, { category: 'tourist', max_persons: 2 });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'leaves out a year that ended before the registration began',
    plant: (town) => {
      const home = sharedHome(town, ['host']);
      paper(town, 'letting', home, { category: 'tourist', max_persons: 2, occurred_on: '2026-01-15' });
      town.used(home, 2025, { water_m3: 400 });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'is withheld when it holds only with registrations under investigation (R12)',
    plant: (town) => {
      const home = sharedHome(town, three);
      town.residents(home, ['d', 'e', 'f'], {}, { inResearch: true });
      paper(town, 'letting', home, { category: 'rooms', max_persons: 3 });
      return home;
    },
    strength: 1,
    withheld: true,
  },
]);

describePattern('let_with_permit', [
  {
    name: 'explains with a permit',
    plant: (town) => {
      const home = sharedHome(town, six);
      paper(town, 'permit', home, { category: 'conversion', outcome: 'granted' });
      return home;
    },
    strength: 1,
    withheld: false,
    evidence: { persons: 6, permit: true },
  },
  {
    name: 'explains less with a registration for fewer persons',
    plant: (town) => {
      const home = sharedHome(town, six);
      paper(town, 'letting', home, { category: 'rooms', max_persons: 3 });
      return home;
    },
    strength: 0.8 * 0.5,
  },
  {
    name: 'does not explain with a permit that was refused, or that ended',
    plant: (town) => {
      const home = sharedHome(town, six);
      paper(town, 'permit', home, { category: 'conversion', outcome: 'refused' });
      paper(town, 'permit', home, { category: 'rental', outcome: 'granted', ended_on: '2026-01-01' });
      return home;
    },
    strength: undefined,
  },
]);

const parents = (town: FixtureTown, home: EntityId) =>
  town.residents(home, ['mother', 'father'], { surname_token: 'family', birth_year: 1970 });

describePattern('large_family', [
  {
    name: 'explains parents with four adult children',
    plant: (town) => {
      const home = town.address('home');
      parents(town, home);
      town.residents(home, ['a', 'b', 'c', 'd'], { surname_token: 'family', birth_year: 2002 });
      return home;
    },
    strength: 1,
    withheld: false,
    evidence: { residents: 6, one_surname: 6, surnames: 1, years_apart: 32 },
  },
  {
    name: 'explains less where a third bears other surnames',
    plant: (town) => {
      const home = town.address('home');
      parents(town, home);
      town.residents(home, ['a', 'b'], { surname_token: 'family', birth_year: 2002 });
      town.residents(home, ['x', 'y']);
      return home;
    },
    strength: (4 / 6 - 0.5) / 0.4,
  },
  {
    name: 'does not explain six of an age, nor a small family',
    plant: (town) => {
      const home = town.address('home');
      town.residents(home, six, { surname_token: 'one', birth_year: 1990 });
      parents(town, town.address('other'));
      return home;
    },
    strength: undefined,
  },
]);
