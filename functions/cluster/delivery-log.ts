import type { Catalog, Lake, Registry } from '#ports';
import { deliveryLogRow, logDay } from '#schemas/delivery-log.ts';
import type { PublishedVersion } from '#schemas/version.ts';

/** Writes the log's rows of a version's deliveries anew, now that they are linked. Repeated, it writes the same. */
export async function logLinkedDeliveries(
  version: PublishedVersion,
  ports: {
    readonly lake: Pick<Lake, 'write'>;
    readonly catalog: Pick<Catalog, 'registerDay'>;
    readonly registry: Pick<Registry, 'delivery'>;
  },
): Promise<void> {
  const found = await Promise.all(version.deliveries.map(async (id) => ports.registry.delivery(id)));
  const deliveries = found.filter((delivery) => delivery !== undefined);
  await Promise.all(
    deliveries.map(async (delivery) =>
      ports.lake.write('deliveries', `day=${logDay(delivery)}`, delivery.delivery_id, [
        deliveryLogRow(delivery),
      ]),
    ),
  );
  for (const day of new Set(deliveries.map(logDay))) await ports.catalog.registerDay('deliveries', day);
}
