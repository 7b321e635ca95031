import type { EntityId } from '#schemas/ids.ts';
import type { FixtureTown } from '../fixture-town.ts';
import { describePattern } from './plant.ts';

/** A community of the network: its raids, and other members. */
function community(town: FixtureTown, name: string, raids: number, others: readonly EntityId[] = []): string {
  const community_id = `com-${name}`;
  const events = Array.from({ length: raids }, (_, index) =>
    town.event('raid', `${name} raid ${index}`, town.address(`${name} place ${index}`), {
      occurred_on: '2026-01-01',
    }),
  );
  const members = [...events, ...others];
  for (const entity_id of members)
    town.row('communities', { entity_id, community_id, members: members.length, kinds: '{}' });
  return community_id;
}

const broker = (town: FixtureTown, entity_id: EntityId, joined: readonly string[], betweenness: number) =>
  town.row('brokers', {
    entity_id,
    communities: joined.length,
    joined: JSON.stringify(joined),
    betweenness,
    degree: 5,
  });

describePattern('community_broker', [
  {
    name: 'fires on an address that joins two communities with raids',
    plant: (town) => {
      const shed = town.address('shed');
      broker(town, shed, [community(town, 'a', 2), community(town, 'b', 1)], 0.1);
      return shed;
    },
    strength: 0.5,
    withheld: false,
    evidence: { communities: 2, with_raids: 2, raids: 3, betweenness: 0.1, ties: 5 },
  },
  {
    name: 'weighs three communities more, and less where few ways run through it',
    plant: (town) => {
      const shed = town.address('shed');
      const joined = ['a', 'b', 'c'].map((name) => community(town, name, 1));
      broker(town, shed, joined, 0.02);
      return shed;
    },
    strength: 0.75 * 0.6,
  },
  {
    name: 'spares an office that joins communities of which one has raids',
    plant: (town) => {
      const office = town.address('office');
      const other = community(town, 'b', 0, [town.company('tenant')]);
      broker(town, office, [community(town, 'a', 2), other], 0.4);
      return office;
    },
    strength: undefined,
  },
  {
    name: 'names no company that connects (the subject is an address)',
    plant: (town) => {
      const company = town.company('company');
      broker(town, company, [community(town, 'a', 2), community(town, 'b', 1)], 0.1);
      return company;
    },
    strength: undefined,
  },
]);

/** A way between the places of two raids, through what is named. */
function way(town: FixtureTown, name: string, via: readonly EntityId[]): void {
  town.row('network_paths', {
    from_entity_id: town.address(`${name} from`),
    to_entity_id: town.address(`${name} to`),
    length: via.length + 1,
    via: JSON.stringify(via),
  });
}

/** Raid, person, the address, person, raid. */
const through = (town: FixtureTown, name: string, address: EntityId): readonly EntityId[] => [
  town.entity('event', `${name} raid 1`, { event_type: 'raid' }),
  town.person(`${name} person 1`),
  address,
  town.person(`${name} person 2`),
  town.entity('event', `${name} raid 2`, { event_type: 'raid' }),
];

describePattern('between_raids', [
  {
    name: 'fires on a home through which two raids are tied',
    plant: (town) => {
      const home = town.address('home');
      way(town, 'one', through(town, 'one', home));
      return home;
    },
    strength: 0.3,
    withheld: false,
    evidence: { ways_between_raids: 1, shortest_ties: 6 },
  },
  {
    name: 'weighs a second way, and a longer one less',
    plant: (town) => {
      const home = town.address('home');
      way(town, 'one', through(town, 'one', home));
      way(town, 'two', [...through(town, 'two', home), ...through(town, 'far', town.address('other')), home]);
      return home;
    },
    strength: 1 - 0.7 ** (1 + (2 * 6) / 12),
  },
  {
    name: 'leaves out a place that was raided itself',
    plant: (town) => {
      const home = town.address('home');
      way(town, 'one', through(town, 'one', home));
      town.event('raid', 'raid here', home, { occurred_on: '2026-01-01' });
      return home;
    },
    strength: undefined,
  },
  {
    name: 'names no person on the way (R2)',
    plant: (town) => {
      way(town, 'one', through(town, 'one', town.address('home')));
      return town.person('one person 1');
    },
    strength: undefined,
  },
]);

const change = (town: FixtureTown, community_id: string, event: string, before: number, after: number) =>
  town.row('network_changes', {
    community_id,
    event,
    other_community_id: null,
    members_before: before,
    members_after: after,
    since: '2026-09-15',
    in_version: 1,
  });

describePattern('growing_network', [
  {
    name: 'fires on an address of a network with two raids that grew by half',
    plant: (town) => {
      const home = town.address('home');
      change(town, community(town, 'a', 2, [home]), 'grown', 8, 12);
      return home;
    },
    strength: 0.5 * 0.75,
    withheld: false,
    evidence: { members_before: 8, members_after: 12, since: '2026-09-15', raids: 2 },
  },
  {
    name: 'spares a network without raids, however it grows',
    plant: (town) => {
      const home = town.address('home');
      change(town, community(town, 'a', 0, [home]), 'grown', 2, 20);
      return home;
    },
    strength: undefined,
  },
  {
    name: 'does not call it growth that a network came about or shrank',
    plant: (town) => {
      const home = town.address('home');
      change(town, community(town, 'a', 2), 'created', 0, 12);
      change(town, community(town, 'b', 2, [home]), 'shrunk', 12, 8);
      return home;
    },
    strength: undefined,
  },
]);
