import { describePattern } from './plant.ts';

const five = ['a', 'b', 'c', 'd', 'e'];

describePattern('surnames_per_address', [
  {
    name: 'fires on five surnames on 60 m²',
    plant: (town) => {
      const address = town.address('flat', { area_m2: 60 });
      town.residents(address, five);
      return address;
    },
    strength: 0.5,
    withheld: false,
    evidence: { surnames: 5, adults: 5, area_m2: 60 },
  },
  {
    name: 'spares five adults of one family',
    plant: (town) => {
      const address = town.address('flat', { area_m2: 60 });
      town.residents(address, five, { surname_token: 'one family' });
      return address;
    },
    strength: undefined,
  },
  {
    name: 'spares a couple with a parent each, three surnames',
    plant: (town) => {
      const address = town.address('flat', { area_m2: 60 });
      town.residents(address, ['a', 'b', 'c']);
      town.residents(address, ['d'], { surname_token: 'a' });
      return address;
    },
    strength: undefined,
  },
  {
    name: 'spares parents whose children bear names of their own',
    plant: (town) => {
      const address = town.address('flat', { area_m2: 60 });
      town.residents(address, ['a', 'b']);
      town.residents(address, ['c', 'd', 'e', 'f'], { birth_year: 2012 });
      return address;
    },
    strength: undefined,
  },
  {
    name: 'allows a surname for each 25 m²',
    plant: (town) => {
      const address = town.address('large house', { area_m2: 200 });
      town.residents(address, [...five, 'f', 'g', 'h']);
      return address;
    },
    strength: undefined,
  },
  {
    name: 'does not take unknown surnames for different ones',
    plant: (town) => {
      const address = town.address('flat', { area_m2: 60 });
      town.residents(address, five, { surname_token: null });
      return address;
    },
    strength: undefined,
  },
  {
    name: 'is withheld when it holds only with registrations under investigation (R12)',
    plant: (town) => {
      const address = town.address('flat', { area_m2: 60 });
      town.residents(address, ['a', 'b', 'c']);
      town.residents(address, ['d', 'e'], {}, { inResearch: true });
      return address;
    },
    strength: 0.5,
    withheld: true,
  },
]);
