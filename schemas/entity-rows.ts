import { Alias, Entity, EntityLabel, Member, Relation } from './entity.ts';
import { RecordKind } from './ids.ts';
import { RecordRole } from './record.ts';
import { columnChecks, isDay, isFlag, isId, isObject, isOneOf, isText, rowReader } from './row-reader.ts';

const relation = {
  from_entity_id: isId,
  to_entity_id: isId,
  role: isOneOf(RecordRole.options),
  record_id: isId,
  in_research: isFlag,
};
const entity = {
  entity_id: isId,
  kind: isOneOf(RecordKind.options),
  first_seen: isDay,
  last_seen: isDay,
  attributes: isObject,
};

/** Rows of the lake's tables of entities. Each throws a ZodError for a row that is none. */
export const memberOfRow = rowReader(
  Member,
  columnChecks('members', { entity_id: isId, record_id: isId, source: isText }),
);
export const entityOfRow = rowReader(Entity, columnChecks('entities', entity));
export const labelOfRow = rowReader(EntityLabel, columnChecks('labels', { entity_id: isId, label: isText }));
export const relationOfRow = rowReader(Relation, columnChecks('relations', relation));
export const aliasOfRow = rowReader(Alias, columnChecks('aliases', { entity_id: isId }));
