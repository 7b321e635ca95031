import type { LinkDecision } from '#schemas/link-decision.ts';
import type { SourceRecord } from '#schemas/record.ts';

/** What a steward decided about two records; `minute` tells which came first. */
export function aDecision(
  one: Pick<SourceRecord, 'record_id'>,
  other: Pick<SourceRecord, 'record_id'>,
  decision: LinkDecision['decision'],
  minute = 0,
): LinkDecision {
  const [left_record_id, right_record_id] =
    one.record_id < other.record_id ? [one.record_id, other.record_id] : [other.record_id, one.record_id];
  return {
    left_record_id,
    right_record_id,
    decision,
    by: { id: 'm.dekker', team: 'gegevens', role: 'steward' },
    at: `2026-11-02T09:${String(minute).padStart(2, '0')}:00.000Z`,
    reason: 'Seen in both files, by the passport',
    purpose: 'Keeping the register right',
    legal_basis: 'Art. 5 AVG',
  };
}
