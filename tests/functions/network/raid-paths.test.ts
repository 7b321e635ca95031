import fc from 'fast-check';
import { UndirectedGraph } from 'graphology';
import { bidirectional } from 'graphology-shortest-path';
import { describe, expect, it } from 'vitest';
import { raidPaths } from '#network/raid-paths.ts';
import type { NetworkGraph } from '#network/network-graph.ts';
import { SETTINGS } from '#schemas/settings.ts';
import { company, home, id, NetworkTown, person } from './network-town.ts';

/** Ways by the ids of their nodes, from end to end. */
const told = (town: NetworkTown): string[][] => {
  const graph = town.graph();
  return raidPaths(graph).map(({ from, to, via }) => [from, ...via, to].map((node) => graph.ids[node] ?? ''));
};
const eitherWay = (way: readonly string[]): string[] =>
  (way[0] ?? '') < (way.at(-1) ?? '') ? [...way] : way.toReversed();

describe('ways between raids', () => {
  it('run by the one who took part in both', () => {
    const town = new NetworkTown();
    town.raid('r1', 'Laan 3', ['a']);
    town.raid('r2', 'Plein 1', ['a']);
    expect(told(town)).toEqual([
      eitherWay([home('Laan 3'), id('event', 'r1'), person('a'), id('event', 'r2'), home('Plein 1')]),
    ]);
  });

  it('run over a shared home within six ties, and no further', () => {
    const town = new NetworkTown();
    town.raid('r1', 'Laan 3', ['a']);
    town.raid('r2', 'Plein 1', ['b']);
    town.live(['a', 'b'], 'home');
    expect(told(town).map((way) => way.length)).toEqual([7]);
    const further = new NetworkTown();
    further.raid('r1', 'Laan 3', ['a']);
    further.raid('r2', 'Plein 1', ['b']);
    further.relate(company('c'), 'officer', person('b')).relate(company('c'), 'established_at', home('home'));
    further.live(['a'], 'home');
    expect(told(further)).toEqual([]);
  });

  it('of two that are as short take the stronger', () => {
    const town = new NetworkTown();
    town.raid('r1', 'Laan 3', ['a']);
    town.raid('r2', 'Plein 1', ['b']);
    town.live(['a', 'b', 'x', 'y', 'z'], 'full house').relate(company('c'), 'officer', person('a'));
    town.relate(company('c'), 'officer', person('b'));
    expect(told(town)).toEqual([expect.arrayContaining([company('c')])]);
  });

  it('lead to the nearest few, and are told once', () => {
    const town = new NetworkTown();
    for (let at = 0; at < 9; at += 1) town.raid(`r${at}`, `place ${at}`, ['a']);
    const ways = told(town);
    const ends = ways.map((way) => `${way[0]} ${way.at(-1)}`);
    expect(new Set(ends).size).toBe(ends.length);
    for (let at = 0; at < 9; at += 1) {
      const own = ways.filter((way) => way[0] === home(`place ${at}`) || way.at(-1) === home(`place ${at}`));
      expect(own.length).toBeGreaterThanOrEqual(SETTINGS.network.pathsPerRaid);
    }
  });

  it('are as short as the library’s, in a town of many raids', () => {
    const town = new NetworkTown();
    for (let at = 0; at < 60; at += 1)
      town.raid(`r${at}`, `place ${at}`, [`${(at * 7) % 23}`, `${(at * 5) % 31}`]);
    for (let at = 0; at < 31; at += 1) town.live([`${at}`], `home ${at % 19}`);
    const graph = town.graph();
    const whole = new UndirectedGraph();
    for (const node of graph.ids.keys()) whole.addNode(node);
    for (const [at, left] of graph.edges.left.entries())
      whole.addUndirectedEdge(left, graph.edges.right[at] ?? 0);
    const ways = raidPaths(graph);
    expect(ways.length).toBeGreaterThan(60);
    for (const { from, to, via } of ways) expect(bidirectional(whole, from, to)).toHaveLength(via.length + 2);
  });

  it('are those of an exhaustive search', () => {
    const raids = fc.array(
      fc.tuple(
        fc.constantFrom('1', '2', '3', '4', '5', '6'),
        fc.subarray(['a', 'b', 'c', 'd', 'e'], { minLength: 1, maxLength: 2 }),
      ),
      { minLength: 2, maxLength: 6 },
    );
    const homes = fc.array(
      fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.constantFrom('x', 'y', '1')),
      {
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(raids, homes, (all, living) => {
        const town = new NetworkTown();
        for (const [at, [place, suspects]] of all.entries()) town.raid(`r${at}`, place, suspects);
        for (const [name, place] of living) town.live([name], place);
        const graph = town.graph();
        for (const { from, to, via } of raidPaths(graph))
          expect([...via, to]).toEqual(bestWay(graph, from, to)?.slice(1));
        const near = raidPaths(graph).map(({ from, to }) => `${from} ${to}`);
        // Fewer places than are told per raid: every pair within reach is there.
        const places = graph.ids.flatMap((each, node) =>
          all.some(([place]) => home(place) === each) ? [node] : [],
        );
        const expected = places.flatMap((from) =>
          places.filter((to) => from < to && bestWay(graph, from, to)).map((to) => `${from} ${to}`),
        );
        expect(near.toSorted()).toEqual(expected.toSorted());
      }),
      { numRuns: 40 },
    );
  });
});

/** Every simple way of up to six ties, the best one by ties, cost, and its nodes read from the end. */
function bestWay({ neighbours }: NetworkGraph, from: number, to: number): number[] | undefined {
  const { starts, others, weights } = neighbours;
  let best: { way: number[]; cost: number } | undefined;
  const isBetter = (way: number[], cost: number): boolean => {
    if (!best || way.length !== best.way.length) return !best || way.length < best.way.length;
    if (cost !== best.cost) return cost < best.cost;
    const [mine, its] = [way.toReversed(), best.way.toReversed()];
    const at = mine.findIndex((node, place) => node !== its[place]);
    return (mine[at] ?? 0) < (its[at] ?? 0);
  };
  const go = (way: number[], cost: number): void => {
    const node = way.at(-1) ?? from;
    if (node === to) {
      if (isBetter(way, cost)) best = { way, cost };
      return;
    }
    if (way.length > SETTINGS.network.pathTies) return;
    for (let at = starts[node] ?? 0; at < (starts[node + 1] ?? 0); at += 1) {
      const other = others[at] ?? 0;
      if (!way.includes(other)) go([...way, other], cost + Math.round(1e9 / (weights[at] ?? 1)));
    }
  };
  go([from], 0);
  return best?.way;
}
