import type { Catalog, Lake, ObjectStore, Registry } from '#ports';
import { Manifest } from '#schemas/chunk-task.ts';
import type { Delivery, DeliveryStatus } from '#schemas/delivery.ts';
import { manifestKey } from '#schemas/delivery-files.ts';
import { deliveryLogRow, logDay } from '#schemas/delivery-log.ts';
import { Failure } from '#schemas/failures.ts';
import type { DeliveryId } from '#schemas/ids.ts';

/** Folder of the drop bucket for stewards' mappings. */
export const MAPPINGS = 'mappings';

export type ReceiveOutput = {
  /** `stored`: a mapping, of which nothing is normalized. */
  readonly outcome: 'accepted' | 'duplicate' | 'quarantined' | 'rejected' | 'stored';
  readonly deliveryId: DeliveryId;
  readonly manifestKey: string | null;
  readonly chunkCount: number;
};

export type OutcomePorts = {
  readonly work: ObjectStore;
  readonly lake: Pick<Lake, 'write'>;
  readonly catalog: Pick<Catalog, 'registerDay'>;
  readonly registry: Pick<Registry, 'delivery' | 'advance'>;
};

/** The delivery ends here: told in the log, then in the ledger, so that a repeat after a kill tells it again. */
export async function end(
  delivery: Delivery,
  status: Extract<DeliveryStatus, 'quarantined' | 'rejected' | 'duplicate'>,
  reason: { readonly code: string; readonly message: string },
  ports: OutcomePorts,
): Promise<ReceiveOutput> {
  const reasons = [{ code: reason.code, message: reason.message, count: 1 }];
  const ended: Delivery = { ...delivery, status, reasons };
  await ports.lake.write('deliveries', `day=${logDay(ended)}`, ended.delivery_id, [deliveryLogRow(ended)]);
  await ports.catalog.registerDay('deliveries', logDay(ended));
  return settle(ended, ports, {
    outcome: status,
    deliveryId: delivery.delivery_id,
    manifestKey: null,
    chunkCount: 0,
  });
}

/** Writes the delivery to the ledger; where a twin of this event was faster, its outcome is the answer. */
export async function settle(
  delivery: Delivery,
  ports: OutcomePorts,
  output: ReceiveOutput,
): Promise<ReceiveOutput> {
  try {
    await ports.registry.advance(delivery, ['received']);
    return output;
  } catch (error) {
    if (!(error instanceof Failure) || error.name !== 'TransitionRefused') throw error;
    const now = await ports.registry.delivery(delivery.delivery_id);
    if (!now) throw error;
    return answerAgain(now, ports);
  }
}

export async function answerAgain(delivery: Delivery, ports: OutcomePorts): Promise<ReceiveOutput> {
  const deliveryId = delivery.delivery_id;
  if (delivery.status === 'duplicate' || delivery.status === 'quarantined')
    return { outcome: delivery.status, deliveryId, manifestKey: null, chunkCount: 0 };
  // Rejected by receive, or by normalize after the chunks: either way there is nothing left to do.
  if (delivery.status === 'rejected')
    return { outcome: 'rejected', deliveryId, manifestKey: null, chunkCount: 0 };
  if (delivery.source === MAPPINGS)
    return { outcome: 'stored', deliveryId, manifestKey: null, chunkCount: 0 };
  const key = manifestKey(deliveryId);
  const text = new TextDecoder().decode(await ports.work.read(key));
  const manifest = Manifest.parse(JSON.parse(text));
  return { outcome: 'accepted', deliveryId, manifestKey: key, chunkCount: manifest.length };
}
