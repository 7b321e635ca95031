import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectedParts } from '#network/connected-parts.ts';
import { company, home, id, NetworkTown, person } from './network-town.ts';

/** Edges by the ids of their ends, with their weights. */
function edgesOf(town: NetworkTown): [string, string, number][] {
  const { ids, edges } = town.graph();
  return Array.from(edges.left, (left, at): [string, string, number] => [
    ids[left] ?? '',
    ids[edges.right[at] ?? 0] ?? '',
    (edges.weight[at] ?? 0) / 1e6,
  ]);
}
const many = (count: number, word: string) => Array.from({ length: count }, (_, at) => `${word} ${at}`);

describe('the network of a town', () => {
  it('leaves out who has one tie only: residents, a car, a suspect of one raid', () => {
    const town = new NetworkTown().live(many(4, 'resident'), 'Laan 3');
    town.relate(id('vehicle', 'car'), 'holder', person('resident 1'));
    town.raid('r', 'Plein 1', ['s']);
    expect(new Set(town.graph().ids)).toEqual(new Set([id('event', 'r'), home('Plein 1')]));
  });

  it('takes an event between two for a tie, as strong as its weaker half', () => {
    const town = new NetworkTown().live(['landlord'], 'Laan 3');
    town.event('letting', 'l', 'Dorpsweg 2', { landlord: [person('landlord')] });
    expect(edgesOf(town)).toHaveLength(2);
    expect(new Set(edgesOf(town).map(([, , weight]) => weight))).toEqual(new Set([0.3]));
    expect(town.graph().ids).not.toContain(id('event', 'l'));
  });

  it('ties nobody to anybody else where people live, buy a house and drive a car', () => {
    const town = new NetworkTown();
    for (const name of many(20, 'family')) {
      town.live([`${name} one`, `${name} two`], name);
      town.event('transfer', name, name, { buyer: [person(`${name} one`), person(`${name} two`)] });
      town.relate(id('vehicle', name), 'holder', person(`${name} one`));
    }
    // A household that bought its own house is a knot by itself.
    const parts = connectedParts(town.graph().neighbours);
    expect(parts.map((part) => part.length)).toEqual(Array.from({ length: 20 }, () => 4));
  });

  it('shares a full house out over its residents, and cuts an institution', () => {
    const tie = (residents: number) => {
      const town = new NetworkTown().live(['suspect', ...many(residents - 1, 'resident')], 'Laan 3');
      town.raid('r', 'Plein 1', ['suspect']);
      return edgesOf(town).find((edge) => edge.includes(home('Laan 3')))?.[2];
    };
    expect(tie(1)).toBe(0.3);
    expect(tie(4)).toBe(0.075);
    expect(tie(12)).toBe(0.025);
    expect(tie(13)).toBeUndefined();
  });

  it.each([
    [
      'an accountant’s office with 200 companies',
      (town: NetworkTown) => {
        for (const name of many(200, 'company')) {
          town.relate(company(name), 'officer', person(`${name}’s owner`)).live([`${name}’s owner`], name);
          town.relate(company(name), 'established_at', home('accountant'));
        }
        return home('accountant');
      },
    ],
    [
      'a trust office that runs 200 companies',
      (town: NetworkTown) => {
        for (const name of many(200, 'company')) {
          town.relate(company(name), 'officer', company('trust'));
          town.relate(company(name), 'established_at', home(name));
        }
        return company('trust');
      },
    ],
    [
      'a housing corporation with 500 dwellings',
      (town: NetworkTown) => {
        for (const name of many(500, 'flat'))
          town.event('letting', name, name, { landlord: [company('corporation')] });
        return company('corporation');
      },
    ],
    [
      'a bank that finances everyone',
      (town: NetworkTown) => {
        for (const name of many(100, 'house'))
          town.event('transfer', name, name, { buyer: [person(name)], financier: [company('bank')] });
        return company('bank');
      },
    ],
    [
      'a phone that is mentioned everywhere',
      (town: NetworkTown) => {
        for (const name of many(60, 'report'))
          town.event('report', name, name, { mentioned: [person('phone'), id('vehicle', name)] });
        return person('phone');
      },
    ],
    [
      'a report that names forty people',
      (town: NetworkTown) => {
        const names = many(40, 'neighbour');
        for (const name of names) town.live([name], name).relate(company(name), 'officer', person(name));
        return town.event('report', 'petition', 'Laan 3', { mentioned: names.map(person) });
      },
    ],
  ])('%s ties nothing', (_, plant) => {
    const town = new NetworkTown();
    const hub = plant(town);
    expect(edgesOf(town).filter((edge) => edge.includes(hub))).toEqual([]);
  });

  it('a raid stays with its place, however little is known of it', () => {
    const town = new NetworkTown();
    town.raid('r', 'Plein 1', []);
    expect(edgesOf(town)).toEqual([[home('Plein 1'), id('event', 'r'), 1].toSorted(byText)]);
  });

  it('is the same in whatever order the relations come', () => {
    const town = new NetworkTown();
    for (const name of many(6, 'raid')) town.raid(name, `${name} place`, [`${name.at(-1)}`, 'x']);
    for (const name of many(6, 'deal'))
      town.event('transfer', name, `${name} place`, { buyer: [person(name), person('x')] });
    town.live(['x', '1', '2'], 'home').live(['3'], 'deal 2 place');
    const expected = edgesOf(town);
    expect(expected.length).toBeGreaterThan(10);
    fc.assert(
      fc.property(fc.shuffledSubarray(town.relations, { minLength: town.relations.length }), (relations) => {
        const other = new NetworkTown();
        other.relations.push(...relations);
        for (const [key, entity] of town.entities) other.entities.set(key, entity);
        expect(edgesOf(other)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });
});

const byText = (a: string | number, b: string | number): number =>
  typeof a === 'number' ? 1 : typeof b === 'number' ? -1 : a < b ? -1 : 1;
