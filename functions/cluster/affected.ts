import type { EntityId, RecordId } from '#schemas/ids.ts';
import type { Link } from '#schemas/link.ts';

/**
 * The records that have to be taken together anew: everything that hangs together with a seed (a changed record, an end
 * of a changed link) by a link of now or by having been one entity before. Outside this set neither records nor
 * links differ, so the groups there are what they were.
 */
export function affectedRecords(
  seeds: Iterable<RecordId>,
  links: readonly Pick<Link, 'left_record_id' | 'right_record_id'>[],
  previousOf: ReadonlyMap<RecordId, EntityId>,
): Set<RecordId> {
  const neighbours = new Map<RecordId, RecordId[]>();
  const connect = (one: RecordId, other: RecordId) => {
    const known = neighbours.get(one);
    if (known) known.push(other);
    else neighbours.set(one, [other]);
  };
  for (const link of links) {
    connect(link.left_record_id, link.right_record_id);
    connect(link.right_record_id, link.left_record_id);
  }
  const members = new Map<EntityId, RecordId[]>();
  for (const [recordId, entityId] of previousOf) {
    const known = members.get(entityId);
    if (known) known.push(recordId);
    else members.set(entityId, [recordId]);
  }
  const reached = new Set<RecordId>(seeds);
  for (const recordId of reached) {
    // A Set visits what is added while it is walked through: this is the whole search.
    for (const neighbour of neighbours.get(recordId) ?? []) reached.add(neighbour);
    const entityId = previousOf.get(recordId);
    if (entityId) for (const member of members.get(entityId) ?? []) reached.add(member);
  }
  return reached;
}
