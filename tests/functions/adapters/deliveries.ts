import { createHash } from 'node:crypto';
import type { Delivery } from '#schemas/delivery.ts';
import { DeliveryId, idText } from '#schemas/ids.ts';
import type { PublishedVersion } from '#schemas/version.ts';

export const deliveryId = (name: string): DeliveryId =>
  DeliveryId.parse(`dlv-${idText(createHash('sha256').update(name).digest())}`);

/** A delivery that a test can name; `minute` orders them by arrival. */
export const deliveryOf = (name: string, changes: Partial<Delivery> = {}, minute = 0): Delivery => ({
  delivery_id: deliveryId(name),
  source: 'reports',
  bucket: 'drop',
  object_key: `reports/${name}.csv`,
  object_version: '1',
  content_sha256: createHash('sha256').update(name).digest('hex'),
  received_at: new Date(Date.UTC(2026, 9, 1, 8, minute)).toISOString(),
  reference_date: '2026-10-01',
  status: 'received',
  rows_read: 0,
  rows_accepted: 0,
  rows_rejected: 0,
  reasons: [],
  version: null,
  ...changes,
});

export const publishedOf = (
  version: number,
  deliveries: readonly Delivery[],
  token = 1,
): PublishedVersion => ({
  version,
  as_of: '2026-10-01',
  at: '2026-10-01T10:00:00.000Z',
  deliveries: deliveries.map((each) => each.delivery_id),
  files: [
    {
      table: 'records',
      prefix: `restricted/records_history/version=${version}-${token}/`,
      keys: [`restricted/records_history/version=${version}-${token}/0000.parquet`],
      rows: 1,
    },
  ],
});
