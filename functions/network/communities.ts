import { UndirectedGraph } from 'graphology';
import louvain from 'graphology-communities-louvain';
import { SETTINGS } from '#schemas/settings.ts';
import { connectedParts } from './connected-parts.ts';
import type { NetworkGraph } from './network-graph.ts';
import { WEIGHT_UNIT } from './weighed-ties.ts';

/**
 * Communities of the network as lists of nodes in order, the list itself by first node. Modularity (Blondel et al.,
 * "Fast unfolding of communities in large networks", 2008) with a resolution that grows with the town's weight: its
 * blindness for small groups grows likewise (Fortunato and Barthélemy, "Resolution limit in community detection",
 * 2007), so that one bound for the strength of two groups holds in every town. Louvain may leave a community in pieces
 * (Traag, Waltman and van Eck, 2019); each piece is one of its own. Nothing is drawn: same network, same communities.
 */
export function communitiesOf(graph: NetworkGraph): number[][] {
  const { edges, ids } = graph;
  if (edges.left.length === 0) return [];
  const weighed = new UndirectedGraph<object, { weight: number }>();
  for (let node = 0; node < ids.length; node += 1) weighed.addNode(node);
  let total = 0;
  for (const [at, left] of edges.left.entries()) {
    const weight = (edges.weight[at] ?? 0) / WEIGHT_UNIT;
    weighed.addUndirectedEdge(left, edges.right[at] ?? 0, { weight });
    total += weight;
  }
  const found = louvain(weighed, {
    getEdgeWeight: 'weight',
    resolution: (2 * total) / SETTINGS.network.communityStrength,
    randomWalk: false,
  });
  const communityOf = Int32Array.from(ids, (_, node) => found[node] ?? -1);
  return connectedParts(graph.neighbours, (a, b) => communityOf[a] === communityOf[b]).filter((members) =>
    isNetwork(members, graph),
  );
}

/** Less than that is a household, a shop, or one case. */
function isNetwork(members: readonly number[], { ids, raids }: NetworkGraph): boolean {
  const { leastPlaces, leastCompanies, leastRaids } = SETTINGS.network;
  const are = (prefix: string): number => members.filter((node) => ids[node]?.startsWith(prefix)).length;
  if (are('adr-') >= leastPlaces || are('com-') >= leastCompanies) return true;
  return members.filter((node) => raids.has(node)).length >= leastRaids;
}
