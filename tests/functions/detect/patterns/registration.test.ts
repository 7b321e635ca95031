import type { EntityId } from '#schemas/ids.ts';
import type { FixtureTown } from '../fixture-town.ts';
import { describePattern } from './plant.ts';

const OLD = { area_m2: 80, build_year: 1970 };

/** A home without anybody, with the power that it used last year. */
function emptyHome(
  town: FixtureTown,
  power_kwh: number,
  attributes: Record<string, unknown> = OLD,
): EntityId {
  const home = town.address('home', attributes);
  town.used(home, 2025, { power_kwh });
  return home;
}

describePattern('unregistered_use', [
  {
    name: 'fires on a quarter of the average',
    plant: (town) => emptyHome(town, 2550 / 4),
    strength: 0.2 / 0.45,
    withheld: false,
    evidence: { share_of_average: 0.25, used_from: '2025-01-01' },
  },
  { name: 'is at its full strength from half on', plant: (town) => emptyHome(town, 1300), strength: 1 },
  {
    name: 'spares what a fridge takes that was left on',
    plant: (town) => emptyHome(town, 120),
    strength: undefined,
  },
  {
    name: 'spares where somebody is registered',
    plant: (town) => {
      const home = emptyHome(town, 2000);
      town.residents(home, ['a'], {}, { since: '2026-08-01' });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'spares what somebody left since the first of the two dates',
    plant: (town) => {
      const home = emptyHome(town, 2000);
      town.residents(home, ['a'], {}, { until: '2025-03-01' });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'fires where the last resident left before both dates',
    plant: (town) => {
      const home = emptyHome(town, 2000);
      town.residents(home, ['a'], {}, { until: '2024-11-01' });
      return home;
    },
    strength: 1,
  },
  ...[
    { what: 'a home that was just built', attributes: { area_m2: 80, build_year: 2025 } },
    { what: 'a holiday home', attributes: { ...OLD, dwelling_use: 'woonfunctie, logiesfunctie' } },
    { what: 'an office', attributes: { ...OLD, dwelling_use: 'kantoorfunctie' } },
  ].map(({ what, attributes }) => ({
    name: `spares ${what}`,
    plant: (town: FixtureTown) => emptyHome(town, 2000, attributes),
    strength: undefined,
  })),
  {
    name: 'says nothing of years long gone',
    plant: (town) => {
      const home = town.address('home', OLD);
      town.used(home, 2022, { power_kwh: 2000 });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'is withheld when the meter’s place is under investigation (R12)',
    plant: (town) => {
      const home = town.address('home', OLD);
      town.event(
        'consumption',
        'use',
        home,
        { occurred_on: '2025-01-01', ended_on: '2025-12-31', power_kwh: 2000 },
        { until: '2025-12-31', inResearch: true },
      );
      return home;
    },
    strength: 1,
    withheld: true,
  },
]);

describePattern('holiday_home', [
  {
    name: 'explains with a permit to take it out of housing',
    plant: (town) => {
      const home = emptyHome(town, 2000);
      town.event('permit', 'permit', home, {
        category: 'withdrawal',
        outcome: 'granted',
        occurred_on: '2020-01-01',
      });
      return home;
    },
    strength: 1,
    evidence: { papers: 1 },
  },
  {
    name: 'explains most with a tourist registration',
    plant: (town) => {
      const home = emptyHome(town, 2000);
      town.event('letting', 'letting', home, { category: 'tourist', occurred_on: '2025-01-01' });
      return home;
    },
    strength: 0.8,
  },
  {
    name: 'keeps silent where somebody is registered',
    plant: (town) => {
      const home = emptyHome(town, 2000);
      town.residents(home, ['a']);
      town.event('letting', 'letting', home, { category: 'tourist', occurred_on: '2025-01-01' });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'does not explain with a request, nor with letting by the room',
    plant: (town) => {
      const home = emptyHome(town, 2000);
      town.event('permit', 'permit', home, {
        category: 'withdrawal',
        outcome: 'requested',
        occurred_on: '2025-01-01',
      });
      town.event('letting', 'letting', home, { category: 'rooms', occurred_on: '2025-01-01' });
      return home;
    },
    strength: undefined,
  },
]);

describePattern('recently_occupied', [
  {
    name: 'explains little use by who moved in within the year',
    plant: (town) => {
      const home = emptyHome(town, 800);
      town.residents(home, ['a'], {}, { since: '2026-03-01' });
      return home;
    },
    strength: 1,
    evidence: { moved_in_on: '2026-03-01' },
  },
  {
    name: 'explains use by nobody where a home was sold a year and a half ago, by half',
    plant: (town) => {
      const home = emptyHome(town, 2000);
      town.event('transfer', 'sale', home, { occurred_on: '2025-04-01', price_eur: 300_000 });
      return home;
    },
    strength: (731 - 548) / 365,
  },
  {
    name: 'does not explain a household of years',
    plant: (town) => {
      const home = emptyHome(town, 800);
      town.residents(home, ['a']);
      town.residents(home, ['b'], {}, { since: '2026-03-01' });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'keeps silent where use is ordinary',
    plant: (town) => {
      const home = emptyHome(town, 2500);
      town.residents(home, ['a'], {}, { since: '2026-03-01' });
      return home;
    },
    strength: undefined,
  },
]);

/** Departures from a home, one on each day. */
function departures(town: FixtureTown, days: readonly string[], inResearch = false): EntityId {
  const home = town.address('home');
  for (const until of days)
    town.residents(home, [`left ${until}`], { suspension: 'E' }, { until, inResearch });
  return home;
}

describePattern('left_for_unknown', [
  {
    name: 'fires on three departures in two years',
    plant: (town) => departures(town, ['2025-02-01', '2025-09-01', '2026-06-01']),
    strength: 0.5,
    withheld: false,
    evidence: { departures: 3, first_on: '2025-02-01', last_on: '2026-06-01' },
  },
  {
    name: 'spares a family that left on one day',
    plant: (town) => {
      const home = town.address('home');
      town.residents(home, ['a', 'b', 'c'], { suspension: 'E' }, { until: '2026-06-01' });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'spares moves and deaths',
    plant: (town) => {
      const home = town.address('home');
      town.residents(home, ['a', 'b'], {}, { until: '2026-06-01' });
      town.residents(home, ['c'], { suspension: 'O' }, { until: '2026-05-01' });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'leaves out what is older than two years',
    plant: (town) => departures(town, ['2024-02-01', '2024-09-01', '2026-06-01']),
    strength: undefined,
  },
  {
    name: 'is withheld when it holds only with registrations under investigation (R12)',
    plant: (town) => departures(town, ['2025-02-01', '2025-09-01'], true),
    strength: 0.25,
    withheld: true,
  },
]);

type Sale = {
  readonly on?: string;
  readonly seller?: Record<string, unknown>;
  readonly buyerMovesIn?: boolean;
  readonly inResearch?: boolean;
};

/** A home that was sold, whose seller is registered there still. */
function soldHome(town: FixtureTown, { on = '2025-10-01', seller, buyerMovesIn, inResearch = false }: Sale) {
  const home = town.address('home');
  const [owner] = town.residents(home, ['owner'], seller ?? {}, { since: '2015-01-01', inResearch });
  const buyer = town.person('buyer');
  if (buyerMovesIn === true) town.relate(buyer, home, 'registered_at', { since: on });
  const sale = town.event('transfer', 'sale', home, { occurred_on: on, price_eur: 300_000 });
  if (owner) town.relate(sale, owner, 'seller', { since: on });
  town.relate(sale, buyer, 'buyer', { since: on });
  return home;
}

describePattern('seller_still_registered', [
  {
    name: 'fires on a seller who is registered a year after the sale',
    plant: (town) => soldHome(town, {}),
    strength: (365 - 91) / 365,
    withheld: false,
    evidence: { sold_on: '2025-10-01', days_since: 365, sellers_registered: 1 },
  },
  {
    name: 'allows three months',
    plant: (town) => soldHome(town, { on: '2026-08-01' }),
    strength: undefined,
  },
  {
    name: 'spares partners who part: a buyer lives there too',
    plant: (town) => soldHome(town, { buyerMovesIn: true }),
    strength: undefined,
  },
  {
    name: 'spares a sale to one’s child',
    plant: (town) => soldHome(town, { seller: { surname_token: 'buyer' } }),
    strength: undefined,
  },
  {
    name: 'spares a tenant who stays when the home is sold',
    plant: (town) => {
      const home = town.address('home');
      town.residents(home, ['tenant']);
      const sale = town.event('transfer', 'sale', home, { occurred_on: '2025-10-01' });
      town.relate(sale, town.person('owner'), 'seller');
      town.relate(sale, town.person('buyer'), 'buyer');
      return home;
    },
    strength: undefined,
  },
  {
    name: 'is withheld when the registration is under investigation (R12)',
    plant: (town) => soldHome(town, { inResearch: true }),
    strength: (365 - 91) / 365,
    withheld: true,
  },
]);
