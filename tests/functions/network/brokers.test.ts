import { UndirectedGraph } from 'graphology';
import { centrality } from 'graphology-metrics';
import { describe, expect, it } from 'vitest';
import { brokersOf } from '#network/brokers.ts';
import { communitiesOf } from '#network/communities.ts';
import type { NetworkGraph } from '#network/network-graph.ts';
import { company, home, NetworkTown, person } from './network-town.ts';

/** Two rings of raids, and what joins them. */
function twoRings(raids = 8): NetworkTown {
  const town = new NetworkTown();
  for (const name of ['north', 'south'])
    for (let at = 0; at < raids; at += 1) {
      town.raid(`${name} raid ${at}`, `${name} place ${at}`, [
        `${name} ${at}`,
        `${name} ${(at + 1) % raids}`,
        `${name} ${(at + 2) % raids}`,
      ]);
    }
  return town;
}
const brokers = (graph: NetworkGraph) =>
  brokersOf(graph, communitiesOf(graph)).map((each) => ({ ...each, id: graph.ids[each.node] ?? '' }));

describe('brokers', () => {
  it('a company that people of two rings run connects them; the people are not measured (R2)', () => {
    const town = twoRings()
      .relate(company('front'), 'officer', person('north 0'))
      .relate(company('front'), 'officer', person('south 0'));
    const graph = town.graph();
    const found = brokers(graph);
    expect(found.map((each) => each.id)).toEqual([company('front')]);
    expect(found[0]).toMatchObject({ joined: [0, 1], degree: 2 });
    // Nearly every way from one half to the other runs through it: half of all.
    expect(found[0]?.betweenness).toBeGreaterThan(0.45);
    expect(found[0]?.betweenness).toBeLessThan(0.55);
  });

  it('a house where both live connects them too', () => {
    const town = twoRings().live(['north 0', 'south 0'], 'shared home');
    expect(brokers(town.graph()).map((each) => each.id)).toEqual([home('shared home')]);
  });

  it('nobody is one where nothing is joined', () => {
    expect(brokers(twoRings().graph())).toEqual([]);
  });

  it('never are persons', () => {
    const town = twoRings();
    // One person took part in raids of both.
    town.raid('both', 'north place 0', ['north 0', 'south 0']);
    const found = brokers(town.graph());
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((each) => each.id.startsWith('per-'))).toEqual([]);
  });

  it('are measured as the library measures exactly', () => {
    const town = twoRings(5)
      .live(['north 0', 'south 0'], 'shared home')
      .relate(company('front'), 'officer', person('north 2'))
      .relate(company('front'), 'officer', person('south 3'));
    const graph = town.graph();
    expect(graph.ids.length).toBeLessThan(256);
    const whole = new UndirectedGraph();
    for (const node of graph.ids.keys()) whole.addNode(node);
    for (const [at, left] of graph.edges.left.entries())
      whole.addUndirectedEdge(left, graph.edges.right[at] ?? 0);
    const exact = centrality.betweenness(whole);
    const found = brokers(graph);
    expect(found).toHaveLength(2);
    for (const { node, betweenness } of found) expect(betweenness).toBeCloseTo(exact[node] ?? 0, 6);
  });

  it('are estimated from a sample in a large part, close to the exact measure', () => {
    const town = twoRings(70)
      .relate(company('front'), 'officer', person('north 0'))
      .relate(company('front'), 'officer', person('south 0'));
    const graph = town.graph();
    expect(graph.ids.length).toBeGreaterThan(256);
    const front = brokers(graph).find((each) => each.id === company('front'));
    expect(front?.betweenness).toBeGreaterThan(0.47);
    expect(front?.betweenness).toBeLessThan(0.53);
  });
});
