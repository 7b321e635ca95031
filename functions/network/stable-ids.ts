import { createHash } from 'node:crypto';
import { CommunityId, type EntityId, idText } from '#schemas/ids.ts';
import type { NetworkChange } from '#schemas/network.ts';
import { compareText } from './compare-text.ts';

/** People are not counted (R2): who is told of does not make a network grow. */
const sizeOf = (members: readonly EntityId[]): number =>
  members.filter((member) => !member.startsWith('per-')).length;

/** Communities by id, each with its members. */
export type Communities = ReadonlyMap<CommunityId, readonly EntityId[]>;

/** What a version made of a community. */
export type CommunityChange = Omit<NetworkChange, 'since' | 'in_version'>;

type Shared = { readonly old: CommunityId; readonly now: number; readonly members: number };

/**
 * Gives the communities of a version their ids: each keeps the id of the earlier one with which it shares most members,
 * and no id goes to two; the greater overlap goes first, then the smaller id. A new id is a digest of the version and
 * the members, so that none comes back as another's. `aliases`: members whose entity has meanwhile merged into another.
 * Changes are in order of id, one a community.
 */
export function stableIds(
  found: readonly (readonly EntityId[])[],
  before: Communities,
  version: number,
  aliases: ReadonlyMap<EntityId, EntityId> = new Map(),
): { readonly communities: Communities; readonly changes: readonly CommunityChange[] } {
  const shared = sharedMembers(found, before, aliases);
  const idOf = new Map<number, CommunityId>();
  const kept = new Set<CommunityId>();
  for (const { old, now } of shared) {
    if (idOf.has(now) || kept.has(old)) continue;
    idOf.set(now, old);
    kept.add(old);
  }
  const ids = found.map((members, now) => idOf.get(now) ?? newId(version, members));
  const changes = [
    ...found.flatMap((members, now) => changeOf(members, now)),
    ...[...before].flatMap(([old, members]) => (kept.has(old) ? [] : [endOf(old, sizeOf(members))])),
  ];
  return {
    communities: new Map(found.map((members, now) => [ids[now] ?? newId(version, members), members])),
    changes: changes.toSorted((a, b) => compareText(a.community_id, b.community_id)),
  };

  function changeOf(members: readonly EntityId[], now: number): CommunityChange[] {
    const community_id = ids[now] ?? newId(version, members);
    const after = sizeOf(members);
    if (kept.has(community_id)) {
      const size = sizeOf(before.get(community_id) ?? []);
      if (size === after) return [];
      return [change(community_id, after > size ? 'grown' : 'shrunk', null, size, after)];
    }
    const from = shared.find((each) => each.now === now);
    if (!from) return [change(community_id, 'created', null, 0, after)];
    return [change(community_id, 'split', from.old, sizeOf(before.get(from.old) ?? []), after)];
  }

  function endOf(old: CommunityId, size: number): CommunityChange {
    const into = shared.find((each) => each.old === old);
    const members = into && found[into.now];
    if (!members) return change(old, 'dissolved', null, size, 0);
    return change(old, 'merged', ids[into.now] ?? null, size, sizeOf(members));
  }
}

const change = (
  community_id: CommunityId,
  event: NetworkChange['event'],
  other_community_id: CommunityId | null,
  members_before: number,
  members_after: number,
): CommunityChange => ({ community_id, event, other_community_id, members_before, members_after });

/** Who shares how much with whom, most first. */
function sharedMembers(
  found: readonly (readonly EntityId[])[],
  before: Communities,
  aliases: ReadonlyMap<EntityId, EntityId>,
): Shared[] {
  const place = new Map(found.flatMap((members, now) => members.map((member) => [member, now] as const)));
  const shared: Shared[] = [];
  for (const [old, members] of before) {
    const counts = new Map<number, number>();
    for (const member of new Set(members.map((each) => aliases.get(each) ?? each))) {
      const now = place.get(member);
      if (now !== undefined) counts.set(now, (counts.get(now) ?? 0) + 1);
    }
    for (const [now, count] of counts) shared.push({ old, now, members: count });
  }
  return shared.sort((a, b) => b.members - a.members || compareText(a.old, b.old) || a.now - b.now);
}

function newId(version: number, members: readonly EntityId[]): CommunityId {
  const digest = createHash('sha256')
    .update(`community\u0000${version}\u0000${members.join(' ')}`)
    .digest();
  return CommunityId.parse(`net-${idText(digest)}`);
}
