import { UndirectedGraph } from 'graphology';
import { createUnweightedIndexedBrandes } from 'graphology-shortest-path/indexed-brandes.js';
import { SETTINGS } from '#schemas/settings.ts';
import { connectedParts } from './connected-parts.ts';
import type { NetworkGraph } from './network-graph.ts';

export type FoundBroker = {
  readonly node: number;
  /** Places of the communities that it belongs to or is tied to, in order; two or more. */
  readonly joined: readonly number[];
  readonly betweenness: number;
  readonly degree: number;
};

/**
 * Addresses, companies, vehicles and events that connect communities, in order of node. Of persons nothing is measured
 * (R2): ways run through them, and no figure of theirs is kept. `communities` as `communitiesOf` gives them.
 */
export function brokersOf(graph: NetworkGraph, communities: readonly (readonly number[])[]): FoundBroker[] {
  const { ids, neighbours } = graph;
  const communityOf = new Int32Array(ids.length).fill(-1);
  for (const [place, members] of communities.entries()) for (const node of members) communityOf[node] = place;
  const found = new Map<number, readonly number[]>();
  for (const [node, id] of ids.entries()) {
    if (id.startsWith('per-')) continue;
    const joined = new Set([communityOf[node] ?? -1]);
    for (let at = neighbours.starts[node] ?? 0; at < (neighbours.starts[node + 1] ?? 0); at += 1)
      joined.add(communityOf[neighbours.others[at] ?? 0] ?? -1);
    joined.delete(-1);
    if (joined.size >= 2)
      found.set(
        node,
        [...joined].sort((a, b) => a - b),
      );
  }
  return connectedParts(neighbours)
    .flatMap((part) => {
      const brokers = part.filter((node) => found.has(node));
      if (brokers.length === 0) return [];
      const betweenness = betweennessOf(part, new Set(brokers), graph);
      return brokers.map((node) => ({
        node,
        joined: found.get(node) ?? [],
        betweenness: betweenness.get(node) ?? 0,
        degree: (neighbours.starts[node + 1] ?? 0) - (neighbours.starts[node] ?? 0),
      }));
    })
    .sort((a, b) => a.node - b.node);
}

const DECIMALS = 9;

/**
 * Share of the shortest ways between two others of a connected part on which a node lies (Brandes, "A faster algorithm
 * for betweenness centrality", 2001); in a large part estimated from ways that begin at a sample (Brandes and Pich,
 * "Centrality estimation in large networks", 2007). Ids are keyed digests, so every n-th in their order is a random
 * sample, and the same one each time.
 */
function betweennessOf(
  part: readonly number[],
  asked: ReadonlySet<number>,
  { neighbours }: NetworkGraph,
): ReadonlyMap<number, number> {
  const graph = new UndirectedGraph();
  const place = new Map(part.map((node, at) => [node, at]));
  for (const at of part.keys()) graph.addNode(at);
  for (const [at, node] of part.entries())
    for (let edge = neighbours.starts[node] ?? 0; edge < (neighbours.starts[node + 1] ?? 0); edge += 1) {
      const other = place.get(neighbours.others[edge] ?? -1) ?? -1;
      if (at < other) graph.addUndirectedEdge(at, other);
    }
  const waysFrom = createUnweightedIndexedBrandes(graph);
  const samples = Math.min(part.length, SETTINGS.network.betweennessSample);
  const sums = new Float64Array(part.length);
  const dependency = new Float64Array(part.length);
  for (let sample = 0; sample < samples; sample += 1) {
    const source = Math.floor((sample * part.length) / samples);
    const [order, before, ways] = waysFrom(source);
    dependency.fill(0);
    for (let node = order.pop(); node !== undefined; node = order.pop()) {
      const share = (1 + (dependency[node] ?? 0)) / (ways[node] ?? 1);
      for (const each of before[node] ?? [])
        dependency[each] = (dependency[each] ?? 0) + (ways[each] ?? 0) * share;
      if (node !== source && asked.has(part[node] ?? -1))
        sums[node] = (sums[node] ?? 0) + (dependency[node] ?? 0);
    }
  }
  const all = (samples / part.length) * Math.max(1, (part.length - 1) * (part.length - 2));
  return new Map(
    part.flatMap((node, at) =>
      asked.has(node) ? [[node, Number(Math.min(1, (sums[at] ?? 0) / all).toFixed(DECIMALS))] as const] : [],
    ),
  );
}
