import type { EntityId } from '#schemas/ids.ts';
import type { FixtureTown } from '../fixture-town.ts';
import { describePattern } from './plant.ts';

type Deed = {
  readonly on: string;
  readonly price?: number;
  readonly parties?: Readonly<Record<string, EntityId>>;
  readonly inResearch?: boolean;
};

function sale(town: FixtureTown, home: EntityId, { on, price, parties = {}, inResearch = false }: Deed) {
  const event = town.event(
    'transfer',
    `sale ${home} ${on}`,
    home,
    { occurred_on: on, price_eur: price },
    { inResearch },
  );
  for (const [role, party] of Object.entries(parties))
    town.relate(event, party, role, { since: on, inResearch });
  return event;
}

const worth = (town: FixtureTown, home: EntityId, woz_value_eur: number, on = '2025-01-01') =>
  town.event('valuation', `value ${home} ${on}`, home, { occurred_on: on, woz_value_eur });

const permit = (town: FixtureTown, home: EntityId, on: string, category = 'building') =>
  town.event('permit', `permit ${home}`, home, { occurred_on: on, category, outcome: 'granted' });

/** A home that was sold twice. */
function soldTwice(town: FixtureTown, prices: readonly [number, number], second: string, inResearch = false) {
  const home = town.address('home');
  worth(town, home, 250_000);
  sale(town, home, { on: '2025-03-01', price: prices[0], inResearch });
  sale(town, home, { on: second, price: prices[1], inResearch });
  return home;
}

describePattern('abc_sale', [
  {
    name: 'fires on a third more after two months',
    plant: (town) => soldTwice(town, [250_000, 325_000], '2025-05-01'),
    strength: 0.5,
    withheld: false,
    evidence: { days_between: 61, first_price_eur: 250_000, woz_value_eur: 250_000, sold_on: '2025-05-01' },
  },
  {
    name: 'weighs half at half a year',
    plant: (town) => soldTwice(town, [250_000, 500_000], '2025-09-01'),
    strength: (274 - 184) / 183,
  },
  {
    name: 'holds the gain against the value, where the first price was far below it',
    plant: (town) => soldTwice(town, [200_000, 250_000], '2025-05-01'),
    strength: 0.25,
  },
  {
    name: 'spares a rising market',
    plant: (town) => soldTwice(town, [250_000, 270_000], '2025-08-01'),
    strength: undefined,
  },
  {
    name: 'spares who sells after a year',
    plant: (town) => soldTwice(town, [250_000, 400_000], '2026-03-01'),
    strength: undefined,
  },
  {
    name: 'spares one price for several homes',
    plant: (town) => {
      const home = soldTwice(town, [250_000, 900_000], '2025-05-01');
      sale(town, town.address('other'), { on: '2025-05-01', price: 900_000 });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'is withheld when a place is under investigation (R12)',
    plant: (town) => soldTwice(town, [250_000, 325_000], '2025-05-01', true),
    strength: 0.5,
    withheld: true,
  },
]);

/** Forty homes that were sold for 0.95 to 1.145 of their value. */
function market(town: FixtureTown): void {
  for (let index = 0; index < 40; index += 1) {
    const home = town.address(`home ${index}`);
    worth(town, home, 300_000);
    sale(town, home, { on: '2025-06-01', price: 300_000 * (0.95 + 0.005 * index) + 1 });
  }
}

function oddlyPriced(town: FixtureTown, price: number, inResearch = false): EntityId {
  market(town);
  const home = town.address('home');
  worth(town, home, 300_000);
  sale(town, home, { on: '2025-07-01', price, inResearch });
  return home;
}

describePattern('price_far_from_value', [
  {
    name: 'fires on twice the value',
    plant: (town) => oddlyPriced(town, 600_000),
    strength: (Math.log(2 / (1.05 + 1 / 300_000)) / 0.15 - 2.5) / 2.5,
    withheld: false,
    evidence: { ratio: 2, median_ratio: 1.05, sales: 41 },
  },
  { name: 'fires on a third of it', plant: (town) => oddlyPriced(town, 100_000), strength: 1 },
  { name: 'spares a bargain', plant: (town) => oddlyPriced(town, 240_000), strength: undefined },
  {
    name: 'says nothing in a town with few sales',
    plant: (town) => {
      const home = town.address('home');
      worth(town, home, 300_000);
      sale(town, home, { on: '2025-07-01', price: 900_000 });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'is withheld when the place is under investigation (R12)',
    plant: (town) => oddlyPriced(town, 100_000, true),
    strength: 1,
    withheld: true,
  },
]);

describePattern('family_transfer', [
  {
    name: 'explains a sale to one’s child',
    plant: (town) => {
      const home = town.address('home');
      const seller = town.person('parent', { surname_token: 'one' });
      const buyer = town.person('child', { surname_token: 'one' });
      sale(town, home, { on: '2025-06-01', parties: { seller, buyer } });
      return home;
    },
    strength: 1,
    evidence: { sales: 1, within_family: 1, sold_on: '2025-06-01' },
  },
  {
    name: 'explains half where it was sold on to a stranger',
    plant: (town) => {
      const home = town.address('home');
      const seller = town.person('parent', { surname_token: 'one' });
      const buyer = town.person('child', { surname_token: 'one' });
      sale(town, home, { on: '2025-06-01', parties: { seller, buyer } });
      sale(town, home, { on: '2025-09-01', parties: { seller: buyer, buyer: town.person('stranger') } });
      return home;
    },
    strength: 0.5,
  },
  {
    name: 'does not take companies or unknown names for a family',
    plant: (town) => {
      const home = town.address('home');
      sale(town, home, {
        on: '2025-06-01',
        parties: { seller: town.company('a'), buyer: town.person('b', { surname_token: null }) },
      });
      return home;
    },
    strength: undefined,
  },
]);

describePattern('improved_with_permit', [
  {
    name: 'explains with a permit of half a year before the sale',
    plant: (town) => {
      const home = town.address('home', { build_year: 1950 });
      permit(town, home, '2025-01-01');
      sale(town, home, { on: '2025-07-01' });
      return home;
    },
    strength: 1,
    evidence: { permits: 1, permitted_on: '2025-01-01', sold_on: '2025-07-01' },
  },
  {
    name: 'explains with a home that was just built',
    plant: (town) => {
      const home = town.address('home', { build_year: 2024 });
      sale(town, home, { on: '2025-07-01' });
      return home;
    },
    strength: 1,
  },
  {
    name: 'does not explain with a permit after the sale or for something else',
    plant: (town) => {
      const home = town.address('home', { build_year: 1950 });
      sale(town, home, { on: '2025-07-01' });
      permit(town, home, '2025-09-01');
      town.event('permit', 'terrace', home, {
        occurred_on: '2025-01-01',
        category: 'catering',
        outcome: 'granted',
      });
      return home;
    },
    strength: undefined,
  },
]);
