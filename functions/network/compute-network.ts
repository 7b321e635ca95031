import { createHash } from 'node:crypto';
import type { Lake } from '#ports';
import { canonicalJson } from '#schemas/canonical-json.ts';
import { aliasOfRow } from '#schemas/entity-rows.ts';
import type { EntityId } from '#schemas/ids.ts';
import type { NetworkRun } from '#schemas/network.ts';
import type { PublishedVersion, TableFiles } from '#schemas/version.ts';
import { earlierChanges, earlierCommunities } from './earlier-network.ts';
import { networkTables } from './network-tables.ts';
import { readTies } from './read-ties.ts';
import { recentChanges } from './recent-changes.ts';

/**
 * Computes a version's network and writes its tables. `versions`: base … that version of `linked`; `before`: the run of
 * the version that was judged last. Where that was computed by other rules, ids go on and no change is told: a release
 * is no news of a network. Equal rows lie at the same place.
 */
export async function computeNetwork(
  { version, as_of: asOf }: PublishedVersion,
  versions: readonly PublishedVersion[],
  before: NetworkRun | undefined,
  { lake, rules }: { readonly lake: Lake; readonly rules: string },
): Promise<TableFiles[]> {
  const ties = await readTies(lake, versions, asOf);
  const communities = await earlierCommunities(before, lake);
  const { tables, changes } = networkTables(ties, communities, version, await aliasesOf(lake, versions));
  const isComparable = before === undefined || before.rules === rules;
  const recent = isComparable
    ? recentChanges(await earlierChanges(before, lake), changes, { version, asOf })
    : [];

  const digest = createHash('sha256').update(canonicalJson({ tables, recent })).digest('hex');
  const location = `version=${version}-${digest.slice(0, 16)}`;
  return [
    await lake.write('communities', location, '0000', tables.communities),
    await lake.write('brokers', location, '0000', tables.brokers),
    await lake.write('network_paths', location, '0000', tables.network_paths),
    await lake.write('network_changes', location, '0000', recent),
  ];
}

async function aliasesOf(
  lake: Lake,
  versions: readonly PublishedVersion[],
): Promise<ReadonlyMap<EntityId, EntityId>> {
  const aliases = (await lake.state('aliases', versions)).map(aliasOfRow);
  return new Map(
    aliases.flatMap(({ entity_id, into_entity_id }) =>
      into_entity_id === null ? [] : [[entity_id, into_entity_id] as const],
    ),
  );
}
