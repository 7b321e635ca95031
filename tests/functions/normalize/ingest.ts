import { NormalizeDeliveryInput } from '#normalize/normalize-delivery.ts';
import { normalizeChunk } from '#normalize/normalize-chunk.ts';
import { normalizeDelivery } from '#normalize/normalize-delivery.ts';
import { receive } from '#receive/receive.ts';
import { SourceRecord } from '#schemas/record.ts';
import type { MemoryTown } from '#tests/functions/receive/memory.ts';

export const TIME = '2026-10-05T09:30:00Z';

/** Drops a file and takes it through receive and normalize, as the workflow does. */
export async function ingest(town: MemoryTown, key: string, body: string | Uint8Array, versionId = 'v1') {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  town.drop.objects.set(key, bytes);
  const received = await receive({ bucket: 'drop', key, versionId, size: bytes.length, time: TIME }, town);
  if (received.outcome !== 'accepted' || received.manifestKey === null)
    return { received, normalized: undefined, delivery: town.registry.deliveries.get(received.deliveryId) };
  for (let index = 0; index < received.chunkCount; index += 1)
    await normalizeChunk({ manifestKey: received.manifestKey, index }, town);
  const normalized = await normalizeDelivery(
    NormalizeDeliveryInput.parse({ deliveryId: received.deliveryId, chunkCount: received.chunkCount }),
    town,
  );
  return { received, normalized, delivery: town.registry.deliveries.get(received.deliveryId) };
}

/** All staged records of a delivery, as link reads them. */
export async function recordsUnder(town: MemoryTown, prefix: string): Promise<SourceRecord[]> {
  const keys = (await town.work.list(prefix)).filter((key) => key.endsWith('.parquet'));
  const rows = await town.lake.read({ table: 'records', prefix, keys, rows: 0 });
  return rows.map(({ deleted: _tombstone, ...row }) => SourceRecord.parse(row));
}
