import type { Alias, Entity, EntityLabel, Member, Relation } from '#schemas/entity.ts';
import type { EntityId, RecordId } from '#schemas/ids.ts';
import type { Link } from '#schemas/link.ts';
import type { SourceRecord } from '#schemas/record.ts';
import { affectedRecords } from './affected.ts';
import { aliasesAfter } from './aliases.ts';
import type { Digest } from './attributes.ts';
import { type Delta, differenceOf } from './delta.ts';
import { type EntityChange, entityChanges } from './entity-events.ts';
import { assignEntityIds } from './entity-ids.ts';
import { type EntityGroup, entityRows } from './entity-rows.ts';
import { mergeRecords } from './merge-records.ts';
import { relationOf } from './relations.ts';

/** What stood at the version before: all members; of the rest at least what the seeds reach. */
export type PreviousEntities = {
  readonly members: readonly Member[];
  readonly entities: readonly Entity[];
  readonly labels: readonly EntityLabel[];
  readonly relations: readonly Relation[];
  readonly aliases: readonly Alias[];
};

export type ClusterInput = {
  readonly previous: PreviousEntities;
  /** Records of now, by record id: at least those that the seeds reach, their mentions and what mentions those. */
  readonly records: ReadonlyMap<string, SourceRecord>;
  /** Links of now, at least those of records that the seeds reach. */
  readonly links: readonly Link[];
  /** Records that came, changed or went, and both ends of links that did. */
  readonly seeds: Iterable<RecordId>;
  /** Delivery id → reference date. */
  readonly referenceOf: ReadonlyMap<string, string>;
  readonly digest: Digest;
};

export type ClusterDelta = {
  readonly members: Delta<Member, RecordId>;
  readonly entities: Delta<Entity, EntityId>;
  readonly labels: Delta<EntityLabel, EntityId>;
  readonly relations: Delta<Relation, RecordId>;
  readonly aliases: Delta<Alias, EntityId>;
  readonly events: readonly EntityChange[];
};

/** Makes entities anew where something changed, and says what is different from the version before. */
export function clusterRecords(input: ClusterInput): ClusterDelta {
  const { previous, records } = input;
  const previousOf = new Map(previous.members.map((member) => [member.record_id, member.entity_id]));
  const affected = affectedRecords(input.seeds, input.links, previousOf);
  const groups = groupsOf(input, affected, previousOf);
  const earlier = new Map(previous.entities.map((entity) => [entity.entity_id, entity]));
  const { members, entities, labels } = entityRows(groups, earlier, input.referenceOf, input.digest);
  const affectedBefore = within(previousOf, affected);
  const events = entityChanges(
    groups.map(({ id, kind, records: of }) => ({ id, kind, records: of.map((record) => record.record_id) })),
    affectedBefore,
  );

  const touched = new Set<string>([...affectedBefore.values(), ...entities.keys()]);
  const isTouched = (id: string) => touched.has(id);
  const relations = new Map<RecordId, Relation>();
  const related = new Set<string>(affected);
  const entityOf = ({ record_id }: SourceRecord): EntityId | undefined =>
    affected.has(record_id) ? members.get(record_id)?.entity_id : previousOf.get(record_id);
  for (const record of records.values()) {
    const { parent_record_id: parentId } = record;
    if (parentId === null || !(affected.has(record.record_id) || affected.has(parentId))) continue;
    related.add(record.record_id);
    const relation = relationOf(record, records.get(parentId), entityOf);
    if (relation) relations.set(record.record_id, relation);
  }
  return {
    events,
    members: differenceOf(
      previous.members,
      members,
      (row) => row.record_id,
      (id) => affected.has(id),
    ),
    entities: differenceOf(previous.entities, entities, (row) => row.entity_id, isTouched),
    labels: differenceOf(previous.labels, labels, (row) => row.entity_id, isTouched),
    relations: differenceOf(
      previous.relations,
      relations,
      (row) => row.record_id,
      (id) => related.has(id),
    ),
    aliases: { changed: aliasesAfter(previous.aliases, events), removed: [] },
  };
}

function groupsOf(
  { previous, records, links }: ClusterInput,
  affected: ReadonlySet<RecordId>,
  previousOf: ReadonlyMap<RecordId, EntityId>,
): EntityGroup[] {
  const present = new Map<string, SourceRecord>();
  for (const recordId of affected) {
    const record = records.get(recordId);
    if (record) present.set(recordId, record);
  }
  const merged = mergeRecords(
    present,
    links.filter((link) => affected.has(link.left_record_id)),
  );
  const groups = merged.map((ids) => {
    const members = ids.flatMap((id) => present.get(id) ?? []);
    const [founder] = members;
    if (!founder) throw new RangeError('a group has at least one record');
    return { kind: founder.kind, ids, members };
  });
  const used = new Set<EntityId>([
    ...previousOf.values(),
    ...previous.aliases.map((alias) => alias.entity_id),
  ]);
  const ids = assignEntityIds(
    groups.map(({ kind, ids: group }) => ({ kind, records: group })),
    within(previousOf, affected),
    (id) => used.has(id),
  );
  return groups.flatMap(({ kind, members }, index) => {
    const id = ids[index];
    return id ? [{ id, kind, records: members }] : [];
  });
}

const within = (
  previousOf: ReadonlyMap<RecordId, EntityId>,
  affected: ReadonlySet<RecordId>,
): ReadonlyMap<RecordId, EntityId> => new Map([...previousOf].filter(([recordId]) => affected.has(recordId)));
