import type { Relation } from '#schemas/entity.ts';
import type { EntityId, RecordKind } from '#schemas/ids.ts';
import type { SourceRecord } from '#schemas/record.ts';

/** Columns by which a parent is known to be who or what it is. */
const IDENTIFYING: Readonly<Record<RecordKind, readonly (keyof SourceRecord)[]>> = {
  person: ['bsn_token', 'given_names', 'surname_prefix', 'surname', 'birth_date'],
  address: ['number_id', 'street', 'house_number', 'house_letter', 'house_addition', 'postcode', 'town'],
  company: ['kvk_number', 'company_name'],
  vehicle: ['plate'],
  event: ['occurred_on'],
};

/** The relation that a mention makes, from its parent's entity to its own. Undefined for what is no mention of a known parent. */
export function relationOf(
  child: SourceRecord,
  parent: SourceRecord | undefined,
  entityOf: (record: SourceRecord) => EntityId | undefined,
): Relation | undefined {
  const from = parent && entityOf(parent);
  const to = entityOf(child);
  if (!parent || !from || !to) return undefined;
  return {
    from_entity_id: from,
    to_entity_id: to,
    role: child.role,
    since: child.valid_from,
    until: child.valid_to,
    record_id: child.record_id,
    // R12: everything in a mention bears on the relation; of the parent, what tells who it is.
    in_research:
      child.in_research.length > 0 ||
      IDENTIFYING[parent.kind].some((column) => parent.in_research.includes(column)),
  };
}
