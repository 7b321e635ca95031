import type { EntityId } from '#schemas/ids.ts';
import type { FixtureTown } from '../fixture-town.ts';
import { describePattern } from './plant.ts';

/** Reports on an address, each written `channel nature category day`. */
function reports(town: FixtureTown, address: EntityId, ...texts: readonly string[]): EntityId {
  for (const text of texts) {
    const [channel, nature, category, occurred_on = ''] = text.split(' ');
    town.event('report', text, address, { channel, nature, category, occurred_on });
  }
  return address;
}

describePattern('drug_reports', [
  {
    name: 'fires on a smell that an officer noted',
    plant: (town) => reports(town, town.address('house'), 'officer fact hemp 2026-05-01'),
    strength: 0.3,
    withheld: false,
    evidence: { facts: 1, channels: 1, last_on: '2026-05-01' },
  },
  {
    name: 'weighs a second channel more',
    plant: (town) =>
      reports(
        town,
        town.address('house'),
        'officer fact hemp 2026-05-01',
        'partner fact drugs 2026-06-01',
        'resident judgement hemp 2026-07-01',
      ),
    strength: 1 - 0.49 * 0.75,
    evidence: { facts: 2, channels: 2 },
  },
  {
    name: 'spares an anonymous tip alone (R32)',
    plant: (town) => reports(town, town.address('house'), 'mma fact hemp 2026-05-01'),
    strength: undefined,
  },
  {
    name: 'spares judgements, other subjects and what is older than two years',
    plant: (town) =>
      reports(
        town,
        town.address('house'),
        'resident judgement hemp 2026-05-01',
        'officer fact nuisance 2026-05-01',
        'officer fact hemp 2024-05-01',
      ),
    strength: undefined,
  },
  {
    name: 'is withheld when the place is under investigation (R12)',
    plant: (town) => {
      const house = town.address('house');
      const report = { channel: 'officer', nature: 'fact', category: 'hemp', occurred_on: '2026-05-01' };
      town.event('report', 'report', house, report, { inResearch: true });
      return house;
    },
    strength: 0.3,
    withheld: true,
  },
]);

type Holding = {
  readonly raided: number;
  readonly quiet: number;
  readonly kind?: 'company' | 'person';
  readonly inResearch?: boolean;
};

/** A landlord in a town of 200 homes: raids at some of its places, lettings at the others. */
function landlord(town: FixtureTown, { raided, quiet, kind = 'company', inResearch = false }: Holding) {
  for (let index = 0; index < 200; index += 1) town.address(`home ${index}`);
  const party = kind === 'company' ? town.company('landlord') : town.person('landlord');
  for (let index = 0; index < raided; index += 1) {
    const raid = town.event('raid', `raid ${index}`, town.address(`raided ${index}`), {
      occurred_on: '2026-01-01',
    });
    town.relate(raid, party, index === 0 ? 'owner' : 'landlord', { inResearch });
  }
  const places = Array.from({ length: quiet }, (_, index) => town.address(`let ${index}`));
  for (const [index, place] of places.entries()) {
    const letting = town.event('letting', `letting ${index}`, place, { occurred_on: '2025-01-01' });
    town.relate(letting, party, 'landlord', { inResearch });
  }
  return { party, place: places[0] ?? town.address('none') };
}

describePattern('owner_with_raids', [
  {
    name: 'fires on the fourth place of whom three places were raided',
    plant: (town) => landlord(town, { raided: 3, quiet: 1 }).place,
    strength: 0.875 * Math.sqrt(3 / 4),
    withheld: false,
    evidence: { raided_places: 3, places: 4 },
  },
  {
    name: 'sees people who own as it sees companies, and names the place alone',
    plant: (town) => landlord(town, { raided: 3, quiet: 1, kind: 'person' }).place,
    strength: 0.875 * Math.sqrt(3 / 4),
  },
  {
    name: 'hardly notes a landlord of 150 homes with two raids: chance explains it',
    plant: (town) => landlord(town, { raided: 2, quiet: 150 }).place,
    strength: 0.5 * 0.75 * Math.sqrt(2 / 152),
  },
  {
    name: 'spares the other places of whom one place was raided',
    plant: (town) => landlord(town, { raided: 1, quiet: 2 }).place,
    strength: undefined,
  },
  {
    name: 'spares a place that was sold on',
    plant: (town) => {
      const { party } = landlord(town, { raided: 3, quiet: 0 });
      const place = town.address('sold on');
      const bought = town.event('transfer', 'bought', place, { occurred_on: '2024-01-01' });
      town.relate(bought, party, 'buyer');
      const sold = town.event('transfer', 'sold', place, { occurred_on: '2025-01-01' });
      town.relate(sold, town.person('new owner'), 'buyer');
      return place;
    },
    strength: undefined,
  },
  {
    name: 'is withheld when the holding is under investigation (R12)',
    plant: (town) => landlord(town, { raided: 3, quiet: 1, inResearch: true }).place,
    strength: 0.875 * Math.sqrt(3 / 4),
    withheld: true,
  },
]);

describePattern('company_in_raids', [
  {
    name: 'fires on a company that let three raided places',
    plant: (town) => landlord(town, { raided: 3, quiet: 1 }).party,
    strength: 0.75,
    withheld: false,
    evidence: { raided_places: 3, places: 4 },
  },
  {
    name: 'halves what chance explains: two raids among 152 homes of a housing association',
    plant: (town) => landlord(town, { raided: 2, quiet: 150 }).party,
    strength: 0.25,
  },
  {
    name: 'has no person for its subject (R2)',
    plant: (town) => landlord(town, { raided: 3, quiet: 1, kind: 'person' }).party,
    strength: undefined,
  },
  {
    name: 'spares a company with one raid',
    plant: (town) => landlord(town, { raided: 1, quiet: 3 }).party,
    strength: undefined,
  },
  {
    name: 'is withheld when a holding is under investigation (R12)',
    plant: (town) => landlord(town, { raided: 3, quiet: 1, inResearch: true }).party,
    strength: 0.75,
    withheld: true,
  },
]);

describePattern('quiet_landlord', [
  {
    name: 'explains a landlord of forty quiet homes',
    plant: (town) => landlord(town, { raided: 0, quiet: 40 }).place,
    strength: 1,
    evidence: { places: 40, troubled_places: 0 },
  },
  {
    name: 'explains less where something was established at one of forty',
    plant: (town) => landlord(town, { raided: 1, quiet: 39 }).place,
    strength: 0.75,
  },
  {
    name: 'does not explain a handful of places, nor one in ten raided',
    plant: (town) => {
      landlord(town, { raided: 0, quiet: 5 });
      return landlord(town, { raided: 4, quiet: 36 }).place;
    },
    strength: undefined,
  },
]);
