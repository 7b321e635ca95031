import * as z from 'zod';
import { EntityId, RecordId, RecordKind } from './ids.ts';
import { RecordRole } from './record.ts';

/** Attributes hold nothing that identifies a person by itself: years, areas, uses, keyed tokens. */
export const EntityAttributes = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null()]),
);
export type EntityAttributes = z.infer<typeof EntityAttributes>;

export const Entity = z.strictObject({
  entity_id: EntityId,
  kind: RecordKind,
  first_seen: z.iso.date(),
  last_seen: z.iso.date(),
  attributes: EntityAttributes,
});
export type Entity = z.infer<typeof Entity>;

/** What people read, e.g. `Kerkstraat 12-a, 1234 AB Voorbeeld`. Restricted. */
export const EntityLabel = z.strictObject({ entity_id: EntityId, label: z.string() });
export type EntityLabel = z.infer<typeof EntityLabel>;

export const Member = z.strictObject({ entity_id: EntityId, record_id: RecordId, source: z.string() });
export type Member = z.infer<typeof Member>;

/** From the parent's entity to the mentioned one's: a raid → its suspect, a person → the address. */
export const Relation = z.strictObject({
  from_entity_id: EntityId,
  to_entity_id: EntityId,
  role: RecordRole,
  since: z.iso.date().nullable(),
  until: z.iso.date().nullable(),
  /** The mentioning record: the relation's evidence, and its key. */
  record_id: RecordId,
  /** R12: rests on a field that is under investigation. */
  in_research: z.boolean(),
});
export type Relation = z.infer<typeof Relation>;

/** An id that no longer stands, and the entity that most of it is in now; null = nothing is left of it. Never of more than one step. */
export const Alias = z.strictObject({ entity_id: EntityId, into_entity_id: EntityId.nullable() });
export type Alias = z.infer<typeof Alias>;

export const EntityEvent = z.strictObject({
  entity_id: EntityId,
  event: z.enum(['created', 'extended', 'merged', 'split', 'dissolved']),
  /** merged: into which; split: from which. */
  other_entity_id: EntityId.nullable(),
  version: z.int(),
  at: z.iso.datetime(),
});
export type EntityEvent = z.infer<typeof EntityEvent>;
