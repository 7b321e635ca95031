import { SETTINGS } from '#schemas/settings.ts';
import { betweennessOf } from './betweenness.ts';
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
      const betweenness = betweennessOf(part, neighbours, new Set(brokers), samplesOf(part.length));
      return brokers.map((node) => ({
        node,
        joined: found.get(node) ?? [],
        betweenness: betweenness.get(node) ?? 0,
        degree: (neighbours.starts[node + 1] ?? 0) - (neighbours.starts[node] ?? 0),
      }));
    })
    .sort((a, b) => a.node - b.node);
}

/** How many of a part's members ways are followed from. */
function samplesOf(members: number): number {
  const { betweennessSample, betweennessSteps, betweennessLeast } = SETTINGS.network;
  const affordable = Math.max(betweennessLeast, Math.floor(betweennessSteps / members));
  return Math.min(members, betweennessSample, affordable);
}
