import type { EntityEvent } from '#schemas/entity.ts';
import type { EntityId, RecordId } from '#schemas/ids.ts';
import { type Group, countPrevious } from './entity-ids.ts';

export type EntityChange = Pick<EntityEvent, 'entity_id' | 'event' | 'other_entity_id'>;
export type IdentifiedGroup = Group & { readonly id: EntityId };

/**
 * What became of entities: created (all records new), extended (it gained records), split (a new one from records of an
 * old one: `other` = from which), merged (an old one ended, most of it is in `other`), dissolved (nothing is left of it).
 * In order of entity id.
 */
export function entityChanges(
  groups: readonly IdentifiedGroup[],
  previousOf: ReadonlyMap<RecordId, EntityId>,
): EntityChange[] {
  const changes: EntityChange[] = [];
  const heirs = new Map<EntityId, Map<EntityId, number>>();
  for (const group of groups) {
    const { id, records } = group;
    const previous = countPrevious(group, previousOf);
    for (const [old, held] of previous) heirs.set(old, (heirs.get(old) ?? new Map()).set(id, held));
    const kept = previous.get(id);
    if (kept !== undefined && kept < records.length)
      changes.push({ entity_id: id, event: 'extended', other_entity_id: null });
    if (kept === undefined) {
      const origin = most(previous);
      changes.push({ entity_id: id, event: origin ? 'split' : 'created', other_entity_id: origin ?? null });
    }
  }
  const standing = new Set(groups.map(({ id }) => id));
  for (const old of new Set(previousOf.values())) {
    if (standing.has(old)) continue;
    const heir = most(heirs.get(old) ?? new Map());
    changes.push({ entity_id: old, event: heir ? 'merged' : 'dissolved', other_entity_id: heir ?? null });
  }
  return changes.toSorted((a, b) => (a.entity_id < b.entity_id ? -1 : 1));
}

/** The key with the highest count; ties: the smaller key. */
function most(counts: ReadonlyMap<EntityId, number>): EntityId | undefined {
  const [first] = [...counts].toSorted(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
  return first?.[0];
}
