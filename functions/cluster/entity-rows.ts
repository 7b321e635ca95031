import type { Entity, EntityLabel, Member } from '#schemas/entity.ts';
import type { EntityId, RecordId, RecordKind } from '#schemas/ids.ts';
import type { SourceRecord } from '#schemas/record.ts';
import { type Digest, attributesOf } from './attributes.ts';
import { seenBetween } from './days.ts';
import { labelOf } from './label.ts';
import { byStanding } from './standing.ts';

export type EntityGroup = {
  readonly id: EntityId;
  readonly kind: RecordKind;
  readonly records: readonly SourceRecord[];
};

export type EntityRows = {
  readonly members: ReadonlyMap<RecordId, Member>;
  readonly entities: ReadonlyMap<EntityId, Entity>;
  readonly labels: ReadonlyMap<EntityId, EntityLabel>;
};

/** The rows of entities as their records have them. `earlier`: an entity's row of the version before, for since when it is seen. */
export function entityRows(
  groups: readonly EntityGroup[],
  earlier: ReadonlyMap<EntityId, Entity>,
  referenceOf: ReadonlyMap<string, string>,
  digest: Digest,
): EntityRows {
  const members = new Map<RecordId, Member>();
  const entities = new Map<EntityId, Entity>();
  const labels = new Map<EntityId, EntityLabel>();
  for (const { id, kind, records } of groups) {
    const standing = byStanding(records);
    for (const { record_id, source } of records) members.set(record_id, { entity_id: id, record_id, source });
    const seen = seenBetween(records, referenceOf, earlier.get(id)?.first_seen);
    entities.set(id, {
      entity_id: id,
      kind,
      first_seen: seen.first,
      last_seen: seen.last,
      attributes: attributesOf(kind, standing, digest),
    });
    labels.set(id, { entity_id: id, label: labelOf(kind, standing) });
  }
  return { members, entities, labels };
}
