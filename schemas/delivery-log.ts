import type { Delivery } from './delivery.ts';

/** A delivery as a row of the lake's log `deliveries`. */
export const deliveryLogRow = (delivery: Delivery) => ({
  delivery_id: delivery.delivery_id,
  source: delivery.source,
  object_key: delivery.object_key,
  received_at: delivery.received_at,
  rows_read: delivery.rows_read,
  rows_accepted: delivery.rows_accepted,
  rows_rejected: delivery.rows_rejected,
  status: delivery.status,
  reasons: delivery.reasons,
  reference_date: delivery.reference_date,
  version: delivery.version,
});

/** The log's partition: the day on which the delivery came (UTC). */
export const logDay = (delivery: Delivery): string => delivery.received_at.slice(0, 10);
