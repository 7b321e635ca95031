import * as z from 'zod';
import type { Catalog, Lake, ObjectStore, Registry } from '#ports';
import { Manifest } from '#schemas/chunk-task.ts';
import type { Delivery, ReasonCount } from '#schemas/delivery.ts';
import { manifestKey, receivedPartKey } from '#schemas/delivery-files.ts';
import { deliveryLogRow, logDay } from '#schemas/delivery-log.ts';
import { DeliveryPart, type Reject } from '#schemas/delivery-part.ts';
import { Failure } from '#schemas/failures.ts';
import { DeliveryId } from '#schemas/ids.ts';
import { contractNamed } from '#schemas/sources/registry.ts';
import { doubledKeys, dropRows } from './doubled-keys.ts';
import { type EncodeRecords, readJson, readStaged } from './staged-files.ts';
import { tally } from './tally.ts';

export const NormalizeDeliveryInput = z.strictObject({ deliveryId: DeliveryId, chunkCount: z.int().min(1) });
export type NormalizeDeliveryInput = z.infer<typeof NormalizeDeliveryInput>;

export type NormalizeDeliveryOutput = {
  readonly outcome: 'normalized' | 'stored' | 'rejected';
  readonly deliveryId: DeliveryId;
  readonly rowsRead: number;
  readonly rowsAccepted: number;
  readonly rowsRejected: number;
};

export type NormalizeDeliveryPorts = {
  readonly objects: ObjectStore;
  readonly lake: Pick<Lake, 'read' | 'write'>;
  readonly catalog: Pick<Catalog, 'registerDay'>;
  readonly registry: Pick<Registry, 'delivery' | 'advance' | 'enqueue'>;
  readonly encode: EncodeRecords;
};

/**
 * Sums a delivery's chunks up: finds keys that stand in two of them, writes the logs, moves the delivery on and queues
 * it for linking; police data is stored and goes no further (R7). A file of which no row is good is rejected: as a
 * snapshot it would withdraw everybody. Every part may run again.
 */
export async function normalizeDelivery(
  input: NormalizeDeliveryInput,
  ports: NormalizeDeliveryPorts,
): Promise<NormalizeDeliveryOutput> {
  const delivery = await ports.registry.delivery(input.deliveryId);
  if (!delivery) throw new Failure('NotFound', 'there is no such delivery');
  if (delivery.status !== 'received') return finish(delivery, input, ports);
  const contract = contractNamed(delivery.source);
  if (!contract) throw new Failure('InvalidRequest', `there is no contract for source ${delivery.source}`);

  const places = Array.from({ length: input.chunkCount }, (_none, index) => ({
    deliveryId: input.deliveryId,
    policeData: contract.policeData,
    index,
  }));
  const received = DeliveryPart.parse(await readJson(ports.objects, receivedPartKey(input.deliveryId)));
  const staged = await Promise.all(places.map(async (place) => readStaged(ports.objects, place)));
  const doubled = doubledKeys(staged);
  for (const [index, place] of places.entries()) {
    const rejects = doubled[index] ?? [];
    if (rejects.length > 0) await dropRows(ports, place, rejects);
  }
  const total = totalOf([received, ...staged], doubled.flat());
  const summed: Delivery = {
    ...delivery,
    status: total.rowsAccepted === 0 ? 'rejected' : contract.policeData ? 'stored' : 'normalized',
    rows_read: total.rowsRead,
    rows_accepted: total.rowsAccepted,
    rows_rejected: total.rowsRejected,
    reasons: total.reasons,
  };
  await writeLogs(summed, total.rejects, ports);
  return finish(await advance(summed, ports), input, ports);
}

type Total = {
  readonly rowsRead: number;
  readonly rowsAccepted: number;
  readonly rowsRejected: number;
  readonly rejects: readonly Reject[];
  readonly reasons: ReasonCount[];
};

function totalOf(parts: readonly DeliveryPart[], doubled: readonly Reject[]): Total {
  const rejects = [...parts.flatMap((part) => part.rejects), ...doubled].toSorted(
    (left, right) => left.line - right.line,
  );
  const rowsRead = parts.reduce((sum, part) => sum + part.rowsRead, 0);
  const reasons = tally();
  for (const { code, message, column } of rejects)
    reasons.add({ code, message: code === 'duplicate_key' ? DUPLICATE_KEYS : message }, column ?? undefined);
  for (const part of parts) for (const note of part.notes) reasons.add(note, undefined, note.count);
  if (rowsRead === 0) reasons.add(NO_ROWS);
  return {
    rowsRead,
    rowsAccepted: rowsRead - rejects.length,
    rowsRejected: rejects.length,
    rejects,
    reasons: reasons.counts(),
  };
}

/** Without the line, which differs from row to row. */
const DUPLICATE_KEYS = 'a row with the same key stands further up, and that one was taken; keep one of them';
const NO_ROWS = { code: 'no_rows', message: 'the file has a header but no rows; nothing was changed' };

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
  input: NormalizeDeliveryInput,
  ports: NormalizeDeliveryPorts,
): Promise<NormalizeDeliveryOutput> {
  if (delivery.status === 'normalized') await ports.registry.enqueue(delivery);
  const manifest = Manifest.parse(await readJson(ports.objects, manifestKey(input.deliveryId)));
  await ports.objects.remove(manifest.map((task) => task.chunk.key));
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
  if (delivery.status === 'stored' || delivery.status === 'rejected') return delivery.status;
  throw new Failure(
    'TransitionRefused',
    `delivery ${delivery.delivery_id} is ${delivery.status} and cannot be normalized`,
  );
}
