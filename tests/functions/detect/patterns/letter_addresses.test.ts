import type { EntityId } from '#schemas/ids.ts';
import type { FixtureTown } from '../fixture-town.ts';
import { describePattern } from './plant.ts';

type Since = { readonly until?: string; readonly inResearch?: boolean };

function letters(town: FixtureTown, address: EntityId, count: number, since: Since = {}): void {
  for (let index = 0; index < count; index += 1)
    town.relate(town.person(`${index} ${JSON.stringify(since)}`), address, 'letter_address', since);
}

describePattern('letter_addresses', [
  {
    name: 'fires on four letter addresses at a dwelling',
    plant: (town) => {
      const address = town.address('house');
      letters(town, address, 4);
      return address;
    },
    strength: 0.5,
    withheld: false,
    evidence: { letter_addresses: 4 },
  },
  {
    name: 'spares two at a relative',
    plant: (town) => {
      const address = town.address('house');
      letters(town, address, 2);
      return address;
    },
    strength: undefined,
  },
  ...['kantoorfunctie', 'woonfunctie,gezondheidszorgfunctie', 'logiesfunctie', null].map((dwelling_use) => ({
    name: `spares a desk, a shelter or an unknown use: ${dwelling_use}`,
    plant: (town: FixtureTown) => {
      const address = town.address('desk', { dwelling_use });
      letters(town, address, 8);
      return address;
    },
    strength: undefined,
  })),
  {
    name: 'does not count residents, nor letter addresses that ended',
    plant: (town) => {
      const address = town.address('house');
      letters(town, address, 2);
      letters(town, address, 4, { until: '2026-03-01' });
      town.residents(address, ['x', 'y', 'z']);
      return address;
    },
    strength: undefined,
  },
  {
    name: 'is withheld when it holds only with what is under investigation (R12)',
    plant: (town) => {
      const address = town.address('house');
      letters(town, address, 2);
      letters(town, address, 2, { inResearch: true });
      return address;
    },
    strength: 0.5,
    withheld: true,
  },
]);
