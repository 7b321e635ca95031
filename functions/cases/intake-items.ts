import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { LakeRow } from '#ports';
import type { IntakeItem } from '#schemas/case.ts';
import { DeliveryId, EntityId, IntakeId, idText, RecordId } from '#schemas/ids.ts';
import { PartialDate, RecordRole } from '#schemas/record.ts';

/** What intake looks at of a record. No name, no words of the report leave the restricted database (R4). */
const ChangedRecord = z.object({
  record_id: RecordId,
  parent_record_id: RecordId.nullable(),
  role: RecordRole,
  event_type: z.string().nullable(),
  occurred_on: PartialDate.nullable(),
  category: z.string().nullable(),
  channel: z.string().nullable(),
  description: z.string().nullable(),
  delivery_id: DeliveryId,
  deleted: z.boolean().nullable(),
});
type ChangedRecord = z.infer<typeof ChangedRecord>;
/** Columns of the table `records` that are read. */
export const RECORD_COLUMNS: readonly string[] = [...Object.keys(ChangedRecord.shape), 'source'];

const ChangedMember = z.object({ record_id: RecordId, entity_id: EntityId, deleted: z.boolean().nullable() });

/**
 * One intake item per report that is new in a version: its completeness and nothing joined (R4). Pure, in order of id.
 * A report that was corrected is a changed record whose membership stays as it was, and has its item already.
 * `receivedOn`: the day on which each delivery came. Throws RangeError for a report that came with none of them.
 */
export function intakeItems(
  records: readonly LakeRow[],
  members: readonly LakeRow[],
  receivedOn: ReadonlyMap<DeliveryId, string>,
): IntakeItem[] {
  const changed = records.map((row) => ChangedRecord.parse(row)).filter((record) => record.deleted !== true);
  const located = new Set(
    changed.filter((record) => record.role === 'location').map((record) => record.parent_record_id),
  );
  const entities = new Map(
    members
      .map((row) => ChangedMember.parse(row))
      .filter((member) => member.deleted !== true)
      .map((member) => [member.record_id, member.entity_id]),
  );
  return changed
    .filter((record) => record.role === 'subject' && record.event_type === 'report')
    .flatMap((record): IntakeItem[] => {
      const entity = entities.get(record.record_id);
      if (!entity) return [];
      const day = receivedOn.get(record.delivery_id);
      if (!day) throw new RangeError(`report ${record.record_id} came with no delivery of its version`);
      const item: IntakeItem = {
        intake_id: intakeId(record.record_id),
        record_id: record.record_id,
        entity_id: entity,
        status: 'open',
        received_on: day,
        channel: record.channel,
        category: record.category,
        completeness: completeness(record, located.has(record.record_id)),
      };
      return [item];
    })
    .sort((left, right) => (left.intake_id < right.intake_id ? -1 : 1));
}

const completeness = (record: ChangedRecord, hasAddress: boolean): IntakeItem['completeness'] => ({
  has_date: record.occurred_on !== null,
  has_address: hasAddress,
  has_category: record.category !== null,
  has_description: record.description !== null,
});

/** A report opens one intake item, however often it is delivered. */
const intakeId = (record: RecordId): IntakeId =>
  IntakeId.parse(`int-${idText(createHash('sha256').update(`intake\u0000${record}`).digest())}`);
