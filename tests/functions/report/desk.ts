import type { ReportPorts } from '#report/report-on.ts';
import type { Delivery } from '#schemas/delivery.ts';
import { deliveryId } from '#tests/functions/link/records.ts';
import { ingest } from '#tests/functions/normalize/ingest.ts';
import { type MemoryTown, memoryTown } from '#tests/functions/receive/memory.ts';

export const HEADER = 'Identificatie nummeraanduiding;Straatnaam;Huisnummer;Postcode';
export const address = (number: number, houseNumber = String(number)): string =>
  `0599200000${String(number).padStart(6, '0')};Teststraat;${houseNumber};9999XA`;
export const file = (...rows: string[]): string => `${HEADER}\n${rows.join('\n')}\n`;

type Sent = { readonly subject: string; readonly body: string };

/** A steward's desk: receive and normalize in memory, and the report's ports over the same buckets. */
export function openDesk() {
  const town: MemoryTown = memoryTown();
  const sent: Sent[] = [];
  const reports = memoryTown().work;
  const ports: ReportPorts = {
    objects: town.work,
    reports,
    registry: { delivery: town.registry.delivery, version: async () => undefined },
    notifier: {
      publish: async (_topic, message) => {
        sent.push(message);
        return `message ${sent.length}`;
      },
    },
    topicArn: 'arn:stewards',
    loginUrl: 'https://verband.example/',
  };
  return {
    town,
    ports,
    sent,
    textAt: (key: string) => Buffer.from(reports.objects.get(key) ?? []).toString(),
    keys: () => [...reports.objects.keys()].toSorted(),
    /** Drops a file and reads it; gives its delivery. */
    drop: async (key: string, body: string, version = 'v1'): Promise<Delivery> => {
      const { delivery } = await ingest(town, key, body, version);
      if (!delivery) throw new Error(`nothing was received of ${key}`);
      return delivery;
    },
  };
}
export const aDelivery = (known: Partial<Delivery> = {}): Delivery => ({
  delivery_id: deliveryId('one'),
  source: 'bag',
  bucket: 'drop',
  object_key: 'bag/a.csv',
  object_version: 'v1',
  content_sha256: null,
  received_at: '2026-10-05T09:30:00.000Z',
  reference_date: '2026-10-05',
  status: 'linked',
  rows_read: 10,
  rows_accepted: 9,
  rows_rejected: 1,
  reasons: [],
  version: 3,
  ...known,
});
