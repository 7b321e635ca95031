import * as z from 'zod';
import type { Catalog, Lake, ObjectStore, Registry } from '#ports';
import { type ChunkTask, Manifest } from '#schemas/chunk-task.ts';
import type { Delivery, ReasonCount } from '#schemas/delivery.ts';
import {
  chunkKeysKey,
  chunkRowsKey,
  manifestKey,
  receivedPartKey,
  summaryKey,
} from '#schemas/delivery-files.ts';
import { deliveryLogRow, logDay } from '#schemas/delivery-log.ts';
import { DeliveryPart, type Reject } from '#schemas/delivery-part.ts';
import { DeliverySummary } from '#schemas/delivery-summary.ts';
import { Failure } from '#schemas/failures.ts';
import { DeliveryId } from '#schemas/ids.ts';
import { contractNamed } from '#schemas/sources/registry.ts';
import { type StorageArea, storageArea } from '#schemas/sources/contract.ts';
import type { DecodeRecords } from './doubled-keys.ts';
import { type EncodeRecords, readJson } from './staged-files.ts';
import { keepProfile, summarize } from './summarize.ts';
import { type Total, sumChunks } from './sum-chunks.ts';

export const NormalizeDeliveryInput = z.strictObject({ deliveryId: DeliveryId, chunkCount: z.int().min(1) });
export type NormalizeDeliveryInput = z.infer<typeof NormalizeDeliveryInput>;

export type NormalizeDeliveryOutput = {
  readonly outcome: 'normalized' | 'stored' | 'rejected' | 'quarantined';
  readonly deliveryId: DeliveryId;
  readonly rowsRead: number;
  readonly rowsAccepted: number;
  readonly rowsRejected: number;
};

export type NormalizeDeliveryPorts = {
  readonly objects: ObjectStore;
  readonly lake: Pick<Lake, 'write'>;
  readonly catalog: Pick<Catalog, 'registerDay'>;
  readonly registry: Pick<Registry, 'delivery' | 'advance' | 'enqueue'>;
  readonly encode: EncodeRecords;
  readonly decode: DecodeRecords;
};

/**
 * Sums a delivery's chunks up: finds keys that stand in two of them, writes the logs, moves the delivery on and queues
 * it for linking; police and Bibob data is stored and goes no further (R7, R9). A file of which no row is good is rejected: as a
 * snapshot it would withdraw everybody. One of a volume far from that of earlier ones is held until a person releases
 * it (R46). Every part may run again.
 */
export async function normalizeDelivery(
  input: NormalizeDeliveryInput,
  ports: NormalizeDeliveryPorts,
): Promise<NormalizeDeliveryOutput> {
  const delivery = await ports.registry.delivery(input.deliveryId);
  if (!delivery) throw new Failure('NotFound', 'there is no such delivery');
  const manifest = Manifest.parse(await readJson(ports.objects, manifestKey(input.deliveryId)));
  if (delivery.status !== 'received') return finish(delivery, manifest, ports);
  const contract = contractNamed(delivery.source);
  if (!contract) throw new Failure('InvalidRequest', `there is no contract for source ${delivery.source}`);

  const area = storageArea(contract);
  const received = DeliveryPart.parse(await readJson(ports.objects, receivedPartKey(input.deliveryId)));
  const total = await sumChunks({ deliveryId: input.deliveryId, area }, manifest, received, ports);
  const { rowsRead, rejects, columns } = total;
  const summary = await summarize(
    { delivery, rowsRead, rejects, columns, format: formatOf(manifest), area, mode: contract.mode },
    ports.objects,
  );
  const held = summary.oddities.some((oddity) => oddity.kind === 'volume');
  const summed: Delivery = {
    ...delivery,
    status: statusOf(total, held, area),
    rows_read: rowsRead,
    rows_accepted: total.rowsAccepted,
    rows_rejected: rejects.count,
    reasons: held ? [VOLUME_OUTLIER, ...total.reasons] : [...total.reasons],
  };
  await writeLogs(summed, rejects.rejects, ports);
  return finish(await advance(summed, ports), manifest, ports);
}

function statusOf(
  total: Total,
  held: boolean,
  area: StorageArea,
): 'rejected' | 'quarantined' | 'stored' | 'normalized' {
  if (total.rowsAccepted === 0) return 'rejected';
  if (held) return 'quarantined';
  return area === 'staged' ? 'normalized' : 'stored';
}

function formatOf(manifest: readonly ChunkTask[]): ChunkTask['format'] {
  const [first] = manifest;
  if (!first) throw new RangeError('a manifest names one chunk at least');
  return first.format;
}

const VOLUME_OUTLIER: ReasonCount = {
  code: 'volume_outlier',
  message:
    'the number of rows is far from that of earlier files, so nothing of it was linked (R46); if it is right, release it, else deliver the right file',
  count: 1,
};

async function writeLogs(
  delivery: Delivery,
  rejects: readonly Reject[],
  ports: NormalizeDeliveryPorts,
): Promise<void> {
  const day = logDay(delivery);
  if (rejects.length > 0) {
    const rows = rejects.map(({ line, column, code, message }) => ({
      delivery_id: delivery.delivery_id,
      line,
      column_name: column,
      reason: code,
      message,
    }));
    await ports.lake.write('rejects', `day=${day}`, delivery.delivery_id, rows);
    await ports.catalog.registerDay('rejects', day);
  }
  await ports.lake.write('deliveries', `day=${day}`, delivery.delivery_id, [deliveryLogRow(delivery)]);
  await ports.catalog.registerDay('deliveries', day);
}

/** Where a twin was faster, what it wrote is the delivery. */
async function advance(delivery: Delivery, ports: NormalizeDeliveryPorts): Promise<Delivery> {
  try {
    await ports.registry.advance(delivery, ['received']);
    return delivery;
  } catch (error) {
    const now = await ports.registry.delivery(delivery.delivery_id);
    if (!(error instanceof Failure) || error.name !== 'TransitionRefused' || !now) throw error;
    return now;
  }
}

/** What follows the ledger's move, and so must also follow where an earlier try was killed behind it. */
async function finish(
  delivery: Delivery,
  manifest: Manifest,
  ports: NormalizeDeliveryPorts,
): Promise<NormalizeDeliveryOutput> {
  if (delivery.status === 'normalized' || delivery.status === 'stored') {
    const contract = contractNamed(delivery.source);
    if (!contract) throw new Failure('InvalidRequest', `there is no contract for source ${delivery.source}`);
    const key = summaryKey(delivery.delivery_id, storageArea(contract));
    const summary = DeliverySummary.parse(await readJson(ports.objects, key));
    await keepProfile(delivery, summary.profile, ports.objects);
  }
  if (delivery.status === 'normalized') await ports.registry.enqueue(delivery);
  await ports.objects.remove([
    ...manifest.flatMap(({ chunk }) => [
      chunk.key,
      chunkKeysKey(delivery.delivery_id, chunk.index),
      chunkRowsKey(delivery.delivery_id, chunk.index),
    ]),
    receivedPartKey(delivery.delivery_id),
  ]);
  return {
    outcome: outcomeOf(delivery),
    deliveryId: delivery.delivery_id,
    rowsRead: delivery.rows_read,
    rowsAccepted: delivery.rows_accepted,
    rowsRejected: delivery.rows_rejected,
  };
}

function outcomeOf(delivery: Delivery): NormalizeDeliveryOutput['outcome'] {
  if (delivery.status === 'normalized' || delivery.status === 'linked') return 'normalized';
  const { status } = delivery;
  if (status === 'stored' || status === 'rejected' || status === 'quarantined') return status;
  throw new Failure(
    'TransitionRefused',
    `delivery ${delivery.delivery_id} is ${delivery.status} and cannot be normalized`,
  );
}
