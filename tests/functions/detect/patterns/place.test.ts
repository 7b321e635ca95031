import type { EntityId } from '#schemas/ids.ts';
import type { FixtureTown } from '../fixture-town.ts';
import { describePattern } from './plant.ts';

const HOT = '150000_450000';

/** Events of a square, each at an address of its own unless told otherwise. */
function events(
  town: FixtureTown,
  cell: string,
  count: number,
  { on = '2026-08-01', addresses = count, type = 'report', more = {}, inResearch = false } = {},
): EntityId {
  const place = (index: number) => town.address(`${cell} ${index % addresses}`, { grid_500m: cell });
  for (let index = 0; index < Math.min(count, addresses); index += 1) place(index);
  for (let index = 0; index < count; index += 1) {
    const known = { occurred_on: on, nature: 'fact', ...more };
    town.event(type === 'raid' ? 'raid' : 'report', `${cell} ${on} ${index}`, place(index), known, {
      inResearch,
    });
  }
  return place(0);
}

/** Ten squares with as many events as ever: sixteen in four years, two in the last half year. */
function ordinaryTown(town: FixtureTown): void {
  for (let square = 0; square < 10; square += 1) {
    events(town, `${square}_0`, 16, { on: '2024-05-01', addresses: 8 });
    events(town, `${square}_0`, 2, { addresses: 8 });
  }
}

describePattern('hot_spot', [
  {
    name: 'fires on an address with an event in a square that has many more than ever',
    plant: (town) => {
      ordinaryTown(town);
      events(town, HOT, 4, { on: '2024-05-01' });
      return events(town, HOT, 14);
    },
    strength: 1,
    withheld: false,
    evidence: { events_in_square: 14, addresses: 14, events_here: 1 },
  },
  {
    name: 'is silent under ten events',
    plant: (town) => {
      ordinaryTown(town);
      return events(town, HOT, 9);
    },
    strength: undefined,
  },
  {
    name: 'is silent where one address has them all',
    plant: (town) => {
      ordinaryTown(town);
      return events(town, HOT, 14, { addresses: 1 });
    },
    strength: undefined,
  },
  {
    name: 'spares a square that always had many',
    plant: (town) => {
      ordinaryTown(town);
      events(town, HOT, 110, { on: '2024-05-01', addresses: 14 });
      return events(town, HOT, 14);
    },
    strength: undefined,
  },
  {
    name: 'says nothing of an address without an event of its own',
    plant: (town) => {
      ordinaryTown(town);
      events(town, HOT, 4, { on: '2024-05-01' });
      events(town, HOT, 14);
      return town.address('neighbour', { grid_500m: HOT });
    },
    strength: undefined,
  },
  {
    name: 'counts no judgements (R11)',
    plant: (town) => {
      ordinaryTown(town);
      return events(town, HOT, 14, { more: { nature: 'judgement' } });
    },
    strength: undefined,
  },
  {
    name: 'is withheld when the event’s place is under investigation (R12)',
    plant: (town) => {
      ordinaryTown(town);
      events(town, HOT, 4, { on: '2024-05-01' });
      return events(town, HOT, 14, { inResearch: true });
    },
    strength: 1,
    withheld: true,
  },
]);

/** Twenty addresses of a square, of which some are shops, with ten events at the first. */
function square(town: FixtureTown, shops: number, reports = 10): EntityId {
  const places = Array.from({ length: 20 }, (_, index) =>
    town.address(`place ${index}`, {
      grid_500m: HOT,
      dwelling_use: index < shops ? 'winkelfunctie' : 'woonfunctie',
    }),
  );
  const [first = town.address('none')] = places;
  for (let index = 0; index < reports; index += 1)
    town.event('report', `report ${index}`, first, { occurred_on: '2026-08-01', nature: 'fact' });
  return first;
}

describePattern('busy_centre', [
  {
    name: 'explains by half where three in twenty are shops',
    plant: (town) => square(town, 3),
    strength: 0.5,
    evidence: { addresses: 20, public_places: 3 },
  },
  { name: 'does not explain a street of homes', plant: (town) => square(town, 1), strength: undefined },
  { name: 'is silent where nothing speaks', plant: (town) => square(town, 3, 9), strength: undefined },
]);

/** A home that was inspected, with what was reported later. */
function inspected(town: FixtureTown, outcome: string, on: string, later: readonly string[] = []): EntityId {
  const home = town.address('home');
  town.event('inspection', `visit ${on}`, home, { occurred_on: on, outcome });
  for (const day of later) town.event('report', `report ${day}`, home, { occurred_on: day, nature: 'fact' });
  return home;
}

describePattern('nothing_found', [
  {
    name: 'explains by half after a year',
    plant: (town) => inspected(town, 'nothing_found', '2025-10-01'),
    strength: 1 - 365 / 731,
    withheld: false,
    evidence: { inspected_on: '2025-10-01', later_reports: 0 },
  },
  {
    name: 'explains less with each later observation',
    plant: (town) => inspected(town, 'nothing_found', '2026-09-30', ['2026-10-01']),
    strength: (1 - 1 / 731) / 2,
  },
  {
    name: 'does not explain where something was found since, or nobody opened',
    plant: (town) => {
      inspected(town, 'nothing_found', '2025-10-01');
      inspected(town, 'nobody_present', '2026-05-01');
      return inspected(town, 'violation', '2026-03-01');
    },
    strength: undefined,
  },
  {
    name: 'forgets what is older than two years',
    plant: (town) => inspected(town, 'nothing_found', '2024-09-01'),
    strength: undefined,
  },
]);
