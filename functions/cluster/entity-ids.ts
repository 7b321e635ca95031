import { createHash } from 'node:crypto';
import { ENTITY_PREFIX, EntityId, type RecordId, type RecordKind, idText } from '#schemas/ids.ts';

export type Group = { readonly kind: RecordKind; readonly records: readonly RecordId[] };

/**
 * Gives every group an entity id. An id stays with the group that holds most of its earlier records; a group that
 * holds records of several takes the one of which it holds most. Ties: the smaller id, then the group with the smaller
 * first record. What is left gets an id from its smallest record, deterministic, never one that was used before.
 */
export function assignEntityIds(
  groups: readonly Group[],
  previousOf: ReadonlyMap<RecordId, EntityId>,
  isUsed: (id: EntityId) => boolean,
): EntityId[] {
  const claims = groups.flatMap(({ kind, records }, group) =>
    [...countPrevious({ kind, records }, previousOf)].map(([id, held]) => ({
      group,
      id,
      held,
      first: records[0] ?? '',
    })),
  );
  claims.sort(
    (a, b) => b.held - a.held || (a.id < b.id ? -1 : Number(a.id > b.id)) || (a.first < b.first ? -1 : 1),
  );
  const idOf = new Map<number, EntityId>();
  const taken = new Set<EntityId>();
  for (const { group, id } of claims) {
    if (idOf.has(group) || taken.has(id)) continue;
    idOf.set(group, id);
    taken.add(id);
  }
  return groups.map((group, index) => {
    const kept = idOf.get(index);
    if (kept) return kept;
    const fresh = freshId(group, (id) => isUsed(id) || taken.has(id));
    taken.add(fresh);
    return fresh;
  });
}

/** Earlier entity of this kind → how many of its records are here. A record that changed its kind begins anew. */
export function countPrevious(
  { kind, records }: Group,
  previousOf: ReadonlyMap<RecordId, EntityId>,
): ReadonlyMap<EntityId, number> {
  const counts = new Map<EntityId, number>();
  for (const record of records) {
    const id = previousOf.get(record);
    if (id?.startsWith(`${ENTITY_PREFIX[kind]}-`)) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

function freshId({ kind, records }: Group, isUsed: (id: EntityId) => boolean): EntityId {
  const [founder] = records;
  if (founder === undefined) throw new RangeError('a group has at least one record');
  for (let counter = 0; ; counter++) {
    const digest = createHash('sha256').update(`${kind} ${founder} ${counter}`).digest();
    const id = EntityId.parse(`${ENTITY_PREFIX[kind]}-${idText(digest)}`);
    if (!isUsed(id)) return id;
  }
}
