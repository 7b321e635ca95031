import * as z from 'zod';
import type { Lake } from '#ports';
import { type CommunityId, type EntityId } from '#schemas/ids.ts';
import { CommunityMember, type NetworkRun } from '#schemas/network.ts';
import type { Communities } from './stable-ids.ts';

/** The communities of an earlier run; none where there was none. */
export async function readCommunities(
  run: NetworkRun | undefined,
  lake: Pick<Lake, 'read'>,
): Promise<Communities> {
  const communities = new Map<CommunityId, EntityId[]>();
  for (const files of run?.files ?? []) {
    if (files.table !== 'communities') continue;
    const rows = z
      .array(CommunityMember.pick({ entity_id: true, community_id: true }))
      .parse(await lake.read(files, ['entity_id', 'community_id']));
    for (const { entity_id, community_id } of rows) {
      const members = communities.get(community_id) ?? [];
      communities.set(community_id, members);
      members.push(entity_id);
    }
  }
  return communities;
}
