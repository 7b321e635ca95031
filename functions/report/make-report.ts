import type { Delivery } from '#schemas/delivery.ts';
import type { DeliverySummary } from '#schemas/delivery-summary.ts';
import type { FileReport } from '#schemas/file-report.ts';
import type { LinkOutcome } from '#schemas/link-outcome.ts';

/** Everything known of a delivery, as one report. */
export function makeReport(
  delivery: Delivery,
  known: {
    readonly summary: DeliverySummary | undefined;
    readonly outcome: LinkOutcome | undefined;
    readonly rejectedRows: FileReport['rejected_rows'];
    readonly told: FileReport['told'];
  },
): FileReport {
  const changes = known.outcome?.changes.find((each) => each.delivery_id === delivery.delivery_id);
  const { supplement, release } = delivery;
  return {
    delivery_id: delivery.delivery_id,
    source: delivery.source,
    object_key: delivery.object_key,
    received_at: delivery.received_at,
    reference_date: delivery.reference_date,
    status: delivery.status,
    version: delivery.version,
    rows_read: delivery.rows_read,
    rows_accepted: delivery.rows_accepted,
    rows_rejected: delivery.rows_rejected,
    reasons: delivery.reasons,
    ...(supplement ? { supplement } : {}),
    ...(release ? { release } : {}),
    rejects: known.summary?.rejects ?? [],
    oddities: known.summary?.oddities ?? [],
    changes: changes ? withoutId(changes) : null,
    rejected_rows: known.rejectedRows,
    told: known.told,
  };
}

const withoutId = ({
  delivery_id: _id,
  ...changes
}: LinkOutcome['changes'][number]): NonNullable<FileReport['changes']> => changes;
