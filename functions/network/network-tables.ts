import { ENTITY_PREFIX, EntityId, RecordKind } from '#schemas/ids.ts';
import { Broker, type CommunityMember, type NetworkPath } from '#schemas/network.ts';
import { brokersOf } from './brokers.ts';
import { communitiesOf } from './communities.ts';
import { compareText } from './compare-text.ts';
import { type NetworkGraph, networkGraph } from './network-graph.ts';
import { raidPaths } from './raid-paths.ts';
import { type Communities, type CommunityChange, stableIds } from './stable-ids.ts';
import type { TieList } from './tie-list.ts';

/** The rows of a version's network as it stands, each table in order of its key. */
export type NetworkTables = {
  readonly communities: readonly CommunityMember[];
  readonly brokers: readonly Broker[];
  readonly network_paths: readonly NetworkPath[];
};

/**
 * Everything that is told of a version's network, from its ties and the communities before. Pure: the same input gives
 * the same rows.
 */
export function networkTables(
  ties: TieList,
  before: Communities,
  version: number,
  aliases?: ReadonlyMap<EntityId, EntityId>,
): { readonly tables: NetworkTables; readonly changes: readonly CommunityChange[] } {
  const graph = networkGraph(ties);
  const ids = graph.ids.map((id) => EntityId.parse(id));
  const named = (nodes: readonly number[]): EntityId[] => nodes.flatMap((node) => ids[node] ?? []);
  const found = communitiesOf(graph);
  const told = found.map((members) => named(toldOf(members, graph)));
  const { communities, changes } = stableIds(told, before, version, aliases);
  const communityIds = [...communities.keys()];
  const tables: NetworkTables = {
    communities: [...communities]
      .flatMap(([community_id, members]) => {
        const shared = { community_id, members: members.length, kinds: kindsOf(members) };
        return members.map((entity_id): CommunityMember => ({ entity_id, ...shared }));
      })
      .sort((a, b) => compareText(a.entity_id, b.entity_id)),
    brokers: brokersOf(graph, found).map(({ node, joined, betweenness, degree }) =>
      Broker.parse({
        entity_id: ids[node],
        communities: joined.length,
        joined: joined.flatMap((place) => communityIds[place] ?? []).sort(compareText),
        betweenness,
        degree,
      }),
    ),
    network_paths: raidPaths(graph).flatMap(({ from, to, via }) =>
      named([from]).flatMap((from_entity_id) =>
        named([to]).map((to_entity_id) => ({
          from_entity_id,
          to_entity_id,
          length: via.length + 1,
          via: named(via),
        })),
      ),
    ),
  };
  return { tables, changes };
}

/** People are told as members only where a raid is among them: a network of ordinary life is of places and companies. */
function toldOf(members: readonly number[], { ids, raids }: NetworkGraph): readonly number[] {
  if (members.some((node) => raids.has(node))) return members;
  return members.filter((node) => ids[node]?.startsWith(`${ENTITY_PREFIX.person}-`) === false);
}

function kindsOf(members: readonly EntityId[]): CommunityMember['kinds'] {
  const kinds: Partial<Record<RecordKind, number>> = {};
  for (const kind of RecordKind.options) {
    const count = members.filter((id) => id.startsWith(`${ENTITY_PREFIX[kind]}-`)).length;
    if (count > 0) kinds[kind] = count;
  }
  return kinds;
}
