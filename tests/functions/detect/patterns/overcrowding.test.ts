import { describePattern, type PlantCase } from './plant.ts';

const six = ['a', 'b', 'c', 'd', 'e', 'f'];

const CASES: readonly PlantCase[] = [
  {
    name: 'fires on six adults on 40 m²',
    plant: (town) => {
      const address = town.address('flat', { area_m2: 40 });
      town.residents(address, six);
      return address;
    },
    strength: (12 - 40 / 6) / 6,
    withheld: false,
    evidence: { adults: 6, area_m2: 40, m2_per_adult: 6.7 },
  },
  {
    name: 'is at its full strength from 6 m² each',
    plant: (town) => {
      const address = town.address('flat', { area_m2: 24 });
      town.residents(address, six);
      return address;
    },
    strength: 1,
  },
  {
    name: 'spares two parents with four children on 40 m²',
    plant: (town) => {
      const address = town.address('flat', { area_m2: 40 });
      town.residents(address, ['a', 'b']);
      town.residents(address, ['c', 'd', 'e', 'f'], { birth_year: 2012 });
      return address;
    },
    strength: undefined,
  },
  {
    name: 'does not count who turns 18 this year, nor an unknown age',
    plant: (town) => {
      const address = town.address('flat', { area_m2: 30 });
      town.residents(address, ['a', 'b', 'c']);
      town.residents(address, ['d'], { birth_year: 2008 });
      town.residents(address, ['e'], { birth_year: null });
      return address;
    },
    strength: undefined,
  },
  {
    name: 'does not count the dead whose registration has no end',
    plant: (town) => {
      const address = town.address('flat', { area_m2: 30 });
      town.residents(address, ['a', 'b', 'c']);
      town.residents(address, ['d', 'e', 'f'], { suspension: 'O' });
      return address;
    },
    strength: undefined,
  },
  {
    name: 'spares six adults in a large house',
    plant: (town) => {
      const address = town.address('house', { area_m2: 180 });
      town.residents(address, six);
      return address;
    },
    strength: undefined,
  },
  {
    name: 'spares six who lived there one after the other',
    plant: (town) => {
      const address = town.address('flat', { area_m2: 40 });
      town.residents(address, ['a', 'b', 'c'], {}, { since: '2018-01-01', until: '2026-10-01' });
      town.residents(address, ['d', 'e', 'f'], {}, { since: '2026-10-01' });
      return address;
    },
    strength: undefined,
  },
  {
    name: 'spares who moves in after the day on which it stands',
    plant: (town) => {
      const address = town.address('flat', { area_m2: 30 });
      town.residents(address, six, {}, { since: '2026-10-02' });
      return address;
    },
    strength: undefined,
  },
  ...[undefined, 1, 9999, 999_999].map((area_m2) => ({
    name: `says nothing about an area of ${area_m2}`,
    plant: (town: Parameters<PlantCase['plant']>[0]) => {
      const address = town.address('flat', { area_m2 });
      town.residents(address, six);
      return address;
    },
    strength: undefined,
  })),
  {
    name: 'counts a person once who is registered there by two rows',
    plant: (town) => {
      const address = town.address('flat', { area_m2: 30 });
      const [first] = town.residents(address, ['a', 'b', 'c']);
      if (first) town.relate(first, address, 'registered_at', { since: '2021-01-01' });
      return address;
    },
    strength: undefined,
  },
  {
    name: 'is withheld when it holds only with registrations under investigation (R12)',
    plant: (town) => {
      const address = town.address('flat', { area_m2: 30 });
      town.residents(address, ['a', 'b', 'c']);
      town.residents(address, ['d', 'e'], {}, { inResearch: true });
      return address;
    },
    strength: 1,
    withheld: true,
    evidence: { adults: 5 },
  },
  {
    name: 'rests on the certain registrations alone where they suffice (R12)',
    plant: (town) => {
      const address = town.address('flat', { area_m2: 40 });
      town.residents(address, ['a', 'b', 'c', 'd', 'e']);
      town.residents(address, ['f'], {}, { inResearch: true });
      return address;
    },
    strength: (12 - 40 / 5) / 6,
    withheld: false,
    evidence: { adults: 5 },
  },
];

describePattern('overcrowding', CASES);
