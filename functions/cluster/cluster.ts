import * as z from 'zod';
import type { Catalog, Clock, Lake, ObjectStore, Pseudonyms, Registry } from '#ports';
import type { EntityEvent } from '#schemas/entity.ts';
import { Failure } from '#schemas/failures.ts';
import type { RecordId } from '#schemas/ids.ts';
import { versionLocation } from '#schemas/link-work.ts';
import type { SourceRecord } from '#schemas/record.ts';
import type { PublishedVersion } from '#schemas/version.ts';
import { type ClusterDelta, clusterRecords } from './cluster-records.ts';
import { logLinkedDeliveries } from './delivery-log.ts';
import { layEventsReady, logEvents } from './event-log.ts';
import { presentLinks, presentRecords, previousEntities, previousMembers } from './previous.ts';
import { reachOf } from './reach.ts';
import { readStagedVersion } from './staged-version.ts';
import { writeDeltas } from './write-version.ts';

export const ClusterStepInput = z.strictObject({
  owner: z.string().min(1),
  version: z.int().min(1),
  token: z.int(),
});
export type ClusterStepInput = z.infer<typeof ClusterStepInput>;

export type ClusterPorts = {
  readonly registry: Registry;
  readonly lake: Lake;
  readonly objects: ObjectStore;
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly pseudonyms: Pseudonyms;
};

/**
 * Makes the version's entities, writes its deltas, and publishes it: partitions first, then the flip of the pointer in
 * the registry, then the pointer that views read, then the logs of entities and deliveries. Repeated after a crash it goes on
 * from where the version stands. Throws Failure('LockLost') when another execution took over.
 */
export async function cluster(
  input: ClusterStepInput,
  ports: ClusterPorts,
): Promise<{ readonly version: number }> {
  const published = await ports.registry.version('linked', input.version);
  if (published && !isOwn(published, input))
    throw new Failure('LockLost', `version ${input.version} was published by another execution`);
  if (!published) await publish(input, ports);
  else await ports.catalog.registerVersion(input.version, published.files);
  const pointer = await ports.registry.pointer('linked');
  if (pointer) await ports.catalog.publishPointer(pointer);
  await logEvents(input, ports);
  const linked = await ports.registry.version('linked', input.version);
  if (linked) await logLinkedDeliveries(linked, ports);
  return { version: input.version };
}

/** Every file of a version lies under its run's token. */
const isOwn = (published: PublishedVersion, input: ClusterStepInput): boolean =>
  published.files.every((files) => files.prefix.endsWith(`/${versionLocation(input)}/`));

async function publish(input: ClusterStepInput, ports: ClusterPorts): Promise<void> {
  const { registry, lake, objects, catalog } = ports;
  await registry.grant(input.owner, input.token);
  const { staged, files: linked } = await readStagedVersion(input, objects);
  const pointer = await registry.pointer('linked');
  const versions = pointer ? await registry.versions(pointer) : [];
  const present = { lake, versions, files: linked };
  const members = await previousMembers(lake, versions);
  const reach = await reachOf(present, members);
  const records = await presentRecords(present, reach.records);
  const delta = clusterRecords({
    previous: await previousEntities(lake, versions, members, {
      entities: reach.entities,
      records: reach.related,
    }),
    records,
    links: await presentLinks(present, reach.affected),
    seeds: reach.seeds,
    referenceOf: await referenceDates(records, registry),
    digest: (domain, value) => ports.pseudonyms.digest(domain, value),
  });
  const files = [...linked, ...(await writeDeltas(delta, input, lake))];
  const at = ports.clock.now().toISOString();
  await layEventsReady(input, at, eventsOf(delta, input.version, at), objects);
  // Asked again just before anything others can see: a run that slept past its lock ends here.
  await registry.grant(input.owner, input.token);
  await catalog.registerVersion(input.version, files);
  await registry.publish(
    {
      version: input.version,
      as_of: staged.as_of,
      at,
      deliveries: staged.deliveries,
      files,
      outcome: staged.outcome,
    },
    input.token,
  );
}

async function referenceDates(
  records: ReadonlyMap<RecordId, SourceRecord>,
  registry: Registry,
): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(Array.from(records.values(), (record) => record.delivery_id));
  const deliveries = await Promise.all([...ids].map(async (id) => registry.delivery(id)));
  return new Map(
    deliveries.flatMap((delivery) => (delivery ? [[delivery.delivery_id, delivery.reference_date]] : [])),
  );
}

const eventsOf = (delta: ClusterDelta, version: number, at: string): EntityEvent[] =>
  delta.events.map((event) => ({ ...event, version, at }));
