import * as z from 'zod';
import type { Lake, LakeRow } from '#ports';
import type { CommunityId, EntityId } from '#schemas/ids.ts';
import { CommunityMember, NetworkChange, type NetworkRun } from '#schemas/network.ts';
import type { Communities } from './stable-ids.ts';

const Membership = z.array(CommunityMember.pick({ entity_id: true, community_id: true }));

/** The communities of an earlier run; none where there was none. */
export async function earlierCommunities(
  run: NetworkRun | undefined,
  lake: Pick<Lake, 'read'>,
): Promise<Communities> {
  const communities = new Map<CommunityId, EntityId[]>();
  const rows = await rowsOf(run, 'communities', lake, ['entity_id', 'community_id']);
  for (const { entity_id, community_id } of Membership.parse(rows)) {
    const members = communities.get(community_id) ?? [];
    communities.set(community_id, members);
    members.push(entity_id);
  }
  return communities;
}

/** The changes that an earlier run told of. */
export const earlierChanges = async (
  run: NetworkRun | undefined,
  lake: Pick<Lake, 'read'>,
): Promise<NetworkChange[]> => z.array(NetworkChange).parse(await rowsOf(run, 'network_changes', lake));

async function rowsOf(
  run: NetworkRun | undefined,
  table: string,
  lake: Pick<Lake, 'read'>,
  columns?: readonly string[],
): Promise<LakeRow[]> {
  const rows: LakeRow[] = [];
  for (const files of run?.files ?? [])
    if (files.table === table) rows.push(...(await lake.read(files, columns)));
  return rows;
}
