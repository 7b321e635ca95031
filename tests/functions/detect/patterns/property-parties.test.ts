import type { EntityId } from '#schemas/ids.ts';
import type { FixtureTown } from '../fixture-town.ts';
import { describePattern } from './plant.ts';

type Purchases = {
  readonly count: number;
  readonly resold?: number;
  readonly inResearch?: boolean;
  readonly on?: string;
};

/** Homes that one buyer bought, of which some were sold on half a year later; gives the last. */
function purchases(
  town: FixtureTown,
  { count, resold = 0, inResearch = false, on = '2025-05-01' }: Purchases,
): EntityId {
  const buyer = town.person('buyer');
  const homes = Array.from({ length: count }, (_, index) => town.address(`bought ${index}`));
  for (const [index, home] of homes.entries()) {
    const deed = town.event('transfer', `deed ${index}`, home, { occurred_on: on });
    town.relate(deed, buyer, 'buyer', { since: on, inResearch });
    if (index >= resold) continue;
    const later = town.event('transfer', `resold ${index}`, home, { occurred_on: '2025-11-01' });
    town.relate(later, buyer, 'seller');
  }
  return homes.at(-1) ?? town.address('none');
}

describePattern('repeated_buyer', [
  {
    name: 'fires on five purchases',
    plant: (town) => purchases(town, { count: 5 }),
    strength: 0.5,
    withheld: false,
    evidence: { bought_in_two_years: 5, sold_on_within_a_year: 0 },
  },
  {
    name: 'counts double what was sold on within a year',
    plant: (town) => purchases(town, { count: 4, resold: 2 }),
    strength: 4 / 6,
  },
  {
    name: 'spares who buys a home and a shop',
    plant: (town) => purchases(town, { count: 2 }),
    strength: undefined,
  },
  {
    name: 'leaves out purchases of years ago',
    plant: (town) => purchases(town, { count: 5, on: '2023-05-01' }),
    strength: undefined,
  },
  {
    name: 'is withheld when the purchases are under investigation (R12)',
    plant: (town) => purchases(town, { count: 5, inResearch: true }),
    strength: 0.5,
    withheld: true,
  },
]);

/** Homes bought by different people with money of one lender; gives the first. */
function loans(
  town: FixtureTown,
  lender: EntityId,
  count: number,
  surname?: string,
  inResearch = false,
): EntityId {
  const homes = Array.from({ length: count }, (_, index) => town.address(`financed ${index}`));
  for (const [index, home] of homes.entries()) {
    const deed = town.event('transfer', `deed ${index}`, home, { occurred_on: '2025-05-01' });
    const known = surname === undefined ? {} : { surname_token: surname };
    town.relate(deed, town.person(`buyer ${index}`, known), 'buyer');
    town.relate(deed, lender, 'financier', { inResearch });
  }
  return homes[0] ?? town.address('none');
}

describePattern('private_lender', [
  {
    name: 'fires on who lends for three homes',
    plant: (town) => loans(town, town.person('lender'), 3),
    strength: 0.64,
    withheld: false,
    evidence: { places: 3, lender_is_company: false },
  },
  {
    name: 'fires on a company that is no bank by the trade register',
    plant: (town) => loans(town, town.company('trader', { sbi_code: '4511' }), 2),
    strength: 0.4,
    evidence: { lender_is_company: true },
  },
  {
    name: 'spares a bank, and a company of which no register tells',
    plant: (town) => {
      loans(town, town.company('bank', { sbi_code: '6419' }), 5);
      return loans(town, town.company('unknown'), 5);
    },
    strength: undefined,
  },
  {
    name: 'spares parents who lend to their children',
    plant: (town) => loans(town, town.person('parent', { surname_token: 'family' }), 3, 'family'),
    strength: undefined,
  },
  {
    name: 'spares who lends once',
    plant: (town) => loans(town, town.person('friend'), 1),
    strength: undefined,
  },
  {
    name: 'is withheld when the loans are under investigation (R12)',
    plant: (town) => loans(town, town.person('lender'), 2, undefined, true),
    strength: 0.4,
    withheld: true,
  },
]);
