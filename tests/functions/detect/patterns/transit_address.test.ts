import type { EntityId } from '#schemas/ids.ts';
import type { FixtureTown } from '../fixture-town.ts';
import { describePattern } from './plant.ts';

/** One stay after the other, each of so many days, the first from the given day on. */
function stays(
  town: FixtureTown,
  address: EntityId,
  shape: { count: number; days: number; from: string; inResearch?: boolean },
): void {
  const day = (offset: number) =>
    new Date(Date.parse(shape.from) + offset * 86_400_000).toISOString().slice(0, 10);
  for (let index = 0; index < shape.count; index += 1)
    town.residents(
      address,
      [`${shape.from} ${index}`],
      {},
      {
        since: day(index * shape.days),
        until: day((index + 1) * shape.days),
        ...(shape.inResearch === undefined ? {} : { inResearch: shape.inResearch }),
      },
    );
}

describePattern('transit_address', [
  {
    name: 'fires on five stays of two months',
    plant: (town) => {
      const address = town.address('room');
      stays(town, address, { count: 5, days: 60, from: '2025-06-01' });
      return address;
    },
    strength: 0.75,
    withheld: false,
    evidence: { short_stays: 5, mean_days: 60, first_since: '2025-06-01' },
  },
  {
    name: 'spares a family of six that came and went together',
    plant: (town) => {
      const address = town.address('room');
      town.residents(
        address,
        ['a', 'b', 'c', 'd', 'e', 'f'],
        {},
        { since: '2026-01-01', until: '2026-04-01' },
      );
      return address;
    },
    strength: undefined,
  },
  {
    name: 'spares two short stays',
    plant: (town) => {
      const address = town.address('room');
      stays(town, address, { count: 2, days: 60, from: '2026-01-01' });
      return address;
    },
    strength: undefined,
  },
  {
    name: 'spares stays of half a year and more',
    plant: (town) => {
      const address = town.address('room');
      stays(town, address, { count: 3, days: 200, from: '2024-12-01' });
      return address;
    },
    strength: undefined,
  },
  {
    name: 'leaves out what began more than two years ago',
    plant: (town) => {
      const address = town.address('room');
      stays(town, address, { count: 5, days: 60, from: '2023-06-01' });
      return address;
    },
    strength: undefined,
  },
  {
    name: 'does not count who still lives there',
    plant: (town) => {
      const address = town.address('room');
      stays(town, address, { count: 2, days: 60, from: '2026-01-01' });
      town.residents(address, ['x', 'y', 'z'], {}, { since: '2026-08-01' });
      return address;
    },
    strength: undefined,
  },
  {
    name: 'is withheld when it holds only with stays under investigation (R12)',
    plant: (town) => {
      const address = town.address('room');
      stays(town, address, { count: 2, days: 60, from: '2025-06-01' });
      stays(town, address, { count: 2, days: 60, from: '2026-01-01', inResearch: true });
      return address;
    },
    strength: 0.5,
    withheld: true,
  },
]);
