import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { communitiesOf } from '#network/communities.ts';
import { connectedParts } from '#network/connected-parts.ts';
import { company, home, id, NetworkTown, person } from './network-town.ts';

const many = (count: number, word: string) => Array.from({ length: count }, (_, at) => `${word} ${at}`);

/** Communities by the ids of their members. */
function found(town: NetworkTown): ReadonlySet<string>[] {
  const graph = town.graph();
  return communitiesOf(graph).map((members) => new Set(members.map((node) => graph.ids[node] ?? '')));
}
const holding = (communities: readonly ReadonlySet<string>[], member: string) =>
  communities.findIndex((members) => members.has(member));

/** A ring: so many raids, each with two suspects, who all live somewhere and of whom each took part twice. */
function ring(town: NetworkTown, name: string, raids: number): string[] {
  const places = many(raids, `${name} place`);
  for (const [at, place] of places.entries()) {
    town.raid(`${name} raid ${at}`, place, [`${name} ${at}`, `${name} ${(at + 1) % raids}`]);
    town.live([`${name} ${at}`], `${name} home ${at}`);
  }
  return places;
}

/** What goes on in any town: families, shops with their owners, one landlord each for a few, people who move on. */
function ordinary(town: NetworkTown, households: number): void {
  for (let at = 0; at < households; at += 1) {
    const [one, other, address] = [`one ${at}`, `other ${at}`, `street ${at}`];
    town.live([one, other], address).relate(id('vehicle', address), 'holder', person(one));
    if (at % 3 === 0)
      town.event('transfer', `deed ${at}`, address, {
        buyer: [person(one)],
        seller: [person(`one ${at + 1}`)],
      });
    if (at % 5 === 0)
      town
        .relate(company(`shop ${at}`), 'officer', person(one))
        .relate(
          company(`shop ${at}`),
          'established_at',
          home(at % 10 === 0 ? 'accountant' : `street ${at + 2}`),
        );
    if (at % 7 === 0)
      town.event('letting', `let ${at}`, `street ${at + 3}`, { landlord: [person(`one ${at - (at % 28)}`)] });
    if (at % 4 === 0)
      town.event('report', `report ${at}`, address, { mentioned: [person(other)] }, { on: '2026-05-01' });
  }
}

describe('communities', () => {
  it.each([3, 5, 8, 12])('hold a ring of %i raids whole, with the homes of its people', (raids) => {
    const town = new NetworkTown();
    const places = ring(town, 'ring', raids);
    const [only, ...others] = found(town);
    expect(others).toEqual([]);
    for (const place of places) expect(only?.has(home(place))).toBe(true);
    expect([...(only ?? [])].filter((each) => each.startsWith('adr-'))).toHaveLength(2 * raids);
  });

  it('are the same in a village and in a city', () => {
    const village = new NetworkTown();
    ring(village, 'ring', 6);
    const city = new NetworkTown();
    ring(city, 'ring', 6);
    ordinary(city, 3000);
    const [inVillage] = found(village);
    const inCity = found(city);
    expect(inCity[holding(inCity, home('ring place 0'))]).toEqual(inVillage);
  });

  it('keep two rings apart that one person joins', () => {
    const town = new NetworkTown();
    ring(town, 'north', 8);
    ring(town, 'south', 8);
    town.raid('both', 'harbour', ['north 0', 'south 0']);
    const communities = found(town);
    expect(holding(communities, home('north place 4'))).not.toBe(holding(communities, home('south place 4')));
    for (const name of ['north', 'south'])
      expect(new Set(many(8, `${name} place`).map((place) => holding(communities, home(place)))).size).toBe(
        1,
      );
  });

  it('of ordinary life stay small: no accountant, landlord or chain of moves joins the town', () => {
    const town = new NetworkTown();
    ordinary(town, 4000);
    const communities = found(town);
    const sizes = communities.map((members) => [...members].filter((each) => each.startsWith('adr-')).length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(12);
    expect(holding(communities, home('accountant'))).toBe(-1);
  });

  it('tell of no household, shop or single raid', () => {
    const town = new NetworkTown();
    town.raid('one case', 'Laan 3', ['a']);
    town.live(['a'], 'Plein 1').live(['b', 'c'], 'Laan 8');
    town
      .relate(company('shop'), 'officer', person('b'))
      .relate(company('shop'), 'established_at', home('Markt 2'));
    expect(town.graph().ids.length).toBeGreaterThan(4);
    expect(found(town)).toEqual([]);
  });

  it('hang together, share no member, and are those of the same town again', () => {
    const places = fc.constantFrom(...many(12, 'place'));
    const people = fc.subarray(many(15, 'person'), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(fc.tuple(places, people), { minLength: 5, maxLength: 40 }), (raids) => {
        const town = new NetworkTown();
        for (const [at, [place, suspects]] of raids.entries()) town.raid(`raid ${at}`, place, suspects);
        const graph = town.graph();
        const communities = communitiesOf(graph);
        expect(communitiesOf(graph)).toEqual(communities);
        const members = communities.flat();
        expect(new Set(members).size).toBe(members.length);
        for (const community of communities) {
          const own = new Set(community);
          const parts = connectedParts(graph.neighbours, (a, b) => own.has(a) && own.has(b));
          expect(parts.find((part) => part[0] === community[0])).toEqual(community);
        }
      }),
      { numRuns: 60 },
    );
  });
});
