import type { EntityId } from '#schemas/ids.ts';
import type { FixtureTown } from '../fixture-town.ts';
import { describePattern } from './plant.ts';

type Benefit = { readonly persons?: number; readonly on?: string; readonly more?: Record<string, unknown> };

/** A running benefit at an address, with its client. */
function benefit(town: FixtureTown, home: EntityId, { persons = 1, on = '2024-01-01', more }: Benefit = {}) {
  const event = town.event('benefit', `benefit ${home} ${on}`, home, {
    category: 'social_assistance',
    household_persons: persons,
    occurred_on: on,
    ...more,
  });
  town.relate(event, town.person(`client ${home}`), 'client', { since: on });
  return event;
}

function poorHome(town: FixtureTown, residents: readonly string[], stated: Benefit = {}): EntityId {
  const home = town.address('home');
  town.residents(home, residents);
  benefit(town, home, stated);
  return home;
}

describePattern('low_water_with_benefit', [
  {
    name: 'fires on 5 m³ in a year, and says that help may be needed',
    plant: (town) => {
      const home = poorHome(town, ['a']);
      town.used(home, 2025, { water_m3: 5 });
      return home;
    },
    strength: 6.5 / 8.5,
    withheld: false,
    evidence: { water_m3: 5, persons: 1, help_may_be_needed: true, used_from: '2025-01-01' },
  },
  {
    name: 'spares who is careful with water',
    plant: (town) => {
      const home = poorHome(town, ['a']);
      town.used(home, 2025, { water_m3: 14 });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'spares who moved in during the year',
    plant: (town) => {
      const home = town.address('home');
      town.residents(home, ['a'], {}, { since: '2025-08-01' });
      benefit(town, home);
      town.used(home, 2025, { water_m3: 5 });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'spares whose benefit began during the year, or ended',
    plant: (town) => {
      const home = poorHome(town, ['a'], { on: '2025-06-01' });
      benefit(town, home, { on: '2020-01-01', more: { ended_on: '2026-01-01' } });
      town.used(home, 2025, { water_m3: 5 });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'spares a home without a benefit',
    plant: (town) => {
      const home = town.address('home');
      town.residents(home, ['a']);
      town.used(home, 2025, { water_m3: 1 });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'is withheld when the registration is under investigation (R12)',
    plant: (town) => {
      const home = town.address('home');
      town.residents(home, ['a'], {}, { inResearch: true });
      benefit(town, home);
      town.used(home, 2025, { water_m3: 3 });
      return home;
    },
    strength: 1,
    withheld: true,
  },
]);

describePattern('household_size_differs', [
  {
    name: 'fires on three registered where one was stated',
    plant: (town) => poorHome(town, ['a', 'b', 'c'], { persons: 1 }),
    strength: 1 - 0.75 ** 2,
    withheld: false,
    evidence: { registered: 3, stated: 1, clients: 1, differs_by: 2 },
  },
  {
    name: 'weighs fewer than stated by half',
    plant: (town) => poorHome(town, ['a'], { persons: 3 }),
    strength: 0.25,
  },
  {
    name: 'spares a family as it was stated',
    plant: (town) => poorHome(town, ['a', 'b', 'c', 'd'], { persons: 4 }),
    strength: undefined,
  },
  {
    name: 'takes two benefits of one client for one household',
    plant: (town) => {
      const home = poorHome(town, ['a', 'b'], { persons: 2 });
      benefit(town, home, { persons: 2, on: '2025-01-01', more: { category: 'special_assistance' } });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'allows a month for a move to reach the other file',
    plant: (town) => {
      const home = poorHome(town, ['a'], { persons: 1 });
      town.residents(home, ['b'], {}, { since: '2026-09-15' });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'is withheld when a registration is under investigation (R12)',
    plant: (town) => {
      const home = poorHome(town, ['a'], { persons: 1 });
      town.residents(home, ['b'], {}, { inResearch: true });
      return home;
    },
    strength: 0.25,
    withheld: true,
  },
]);

/** So many vehicles in a person's name. */
function vehicles(town: FixtureTown, holder: EntityId, count: number, until?: string): void {
  for (let index = 0; index < count; index += 1) {
    const vehicle = town.entity('vehicle', `${holder} ${until ?? ''} ${index}`, {});
    town.relate(vehicle, holder, 'holder', until === undefined ? {} : { until });
  }
}

describePattern('vehicles_with_benefit', [
  {
    name: 'fires on four vehicles and two that were passed on',
    plant: (town) => {
      const home = town.address('home');
      const [holder] = town.residents(home, ['a']);
      if (holder) vehicles(town, holder, 4);
      if (holder) vehicles(town, holder, 2, '2026-03-01');
      benefit(town, home);
      return home;
    },
    strength: 0.75,
    withheld: false,
    evidence: { vehicles: 4, passed_on_within_a_year: 2 },
  },
  {
    name: 'spares two cars',
    plant: (town) => {
      const home = town.address('home');
      const [holder] = town.residents(home, ['a']);
      if (holder) vehicles(town, holder, 2);
      benefit(town, home);
      return home;
    },
    strength: undefined,
  },
  {
    name: 'spares a home without a benefit, and with one that ended',
    plant: (town) => {
      const home = town.address('home');
      const [holder] = town.residents(home, ['a']);
      if (holder) vehicles(town, holder, 6);
      benefit(town, home, { more: { ended_on: '2026-01-01' } });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'is withheld when it holds only with a registration under investigation (R12)',
    plant: (town) => {
      const home = town.address('home');
      const [holder] = town.residents(home, ['a'], {}, { inResearch: true });
      if (holder) vehicles(town, holder, 6);
      benefit(town, home);
      return home;
    },
    strength: 1,
    withheld: true,
  },
]);

describePattern('several_drivers', [
  {
    name: 'explains a car for each of three adults',
    plant: (town) => {
      const home = town.address('home');
      for (const holder of town.residents(home, ['a', 'b', 'c'])) vehicles(town, holder, 1);
      benefit(town, home);
      return home;
    },
    strength: 1,
    evidence: { adults: 3, drivers: 3, vehicles: 3 },
  },
  {
    name: 'does not explain six cars of one',
    plant: (town) => {
      const home = town.address('home');
      const [holder] = town.residents(home, ['a', 'b', 'c']);
      if (holder) vehicles(town, holder, 6);
      benefit(town, home);
      return home;
    },
    strength: undefined,
  },
]);

/** A home with a benefit from 2025 on, from which the partner of years left when it began. */
function partedHome(town: FixtureTown, inResearch = false) {
  const home = town.address('home');
  town.residents(home, ['client']);
  const partner = town.person('partner');
  town.relate(partner, home, 'registered_at', { since: '2015-01-01', until: '2024-12-01', inResearch });
  town.relate(partner, town.address('in-laws'), 'registered_at', { since: '2024-12-01' });
  benefit(town, home, { on: '2025-01-01' });
  return { home, partner };
}

describePattern('partners_apart', [
  {
    name: 'fires on two clues: the partner left then and a register still places them there',
    plant: (town) => {
      const { home, partner } = partedHome(town);
      town.relate(partner, home, 'stated_at');
      return home;
    },
    strength: 0.5,
    withheld: false,
    evidence: { left_when_it_began: 1, placed_there: 1, registered: 1, stated: 1 },
  },
  {
    name: 'is at its full strength with water for two as well',
    plant: (town) => {
      const { home, partner } = partedHome(town);
      town.relate(partner, home, 'stated_at');
      town.used(home, 2025, { water_m3: 46 * 2.5 });
      return home;
    },
    strength: 1,
  },
  {
    name: 'spares partners who parted in truth',
    plant: (town) => {
      const { home } = partedHome(town);
      town.used(home, 2025, { water_m3: 48 });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'spares who only uses much water',
    plant: (town) => {
      const home = poorHome(town, ['a'], { on: '2025-01-01' });
      town.used(home, 2025, { water_m3: 150 });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'does not take a child who left home for a partner',
    plant: (town) => {
      const home = town.address('home');
      town.residents(home, ['client']);
      const child = town.person('child', { birth_year: 2010 });
      town.relate(child, home, 'registered_at', { since: '2015-01-01', until: '2024-12-01' });
      town.relate(child, home, 'stated_at');
      benefit(town, home, { on: '2025-01-01' });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'is withheld when it holds only with a registration under investigation (R12)',
    plant: (town) => {
      const { home, partner } = partedHome(town, true);
      town.relate(partner, home, 'stated_at', { inResearch: true });
      return home;
    },
    strength: 0.5,
    withheld: true,
  },
]);
