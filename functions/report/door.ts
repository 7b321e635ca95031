import type { Catalog, Clock, Lake, ObjectStore, Registry, Workflows } from '#ports';
import type { Delivery } from '#schemas/delivery.ts';
import { profileKey, summaryKey } from '#schemas/delivery-files.ts';
import { deliveryLogRow, logDay } from '#schemas/delivery-log.ts';
import { DeliverySummary } from '#schemas/delivery-summary.ts';
import { Failure } from '#schemas/failures.ts';
import { FileReport, REPORT_INDEX, ReportEntry, reportEntryKey } from '#schemas/file-report.ts';
import { storageArea } from '#schemas/sources/contract.ts';
import { contractNamed } from '#schemas/sources/registry.ts';
import type { Asked, DoorInput } from './door-input.ts';
import { type ReportPorts, optional, reportOn } from './report-on.ts';

export type DoorPorts = Omit<ReportPorts, 'registry'> & {
  readonly registry: Pick<Registry, 'delivery' | 'version' | 'advance' | 'enqueue'>;
  readonly lake: Pick<Lake, 'write'>;
  readonly catalog: Pick<Catalog, 'registerDay'>;
  readonly clock: Clock;
  readonly workflow: Pick<Workflows, 'start'>;
};

/** The door for deliveries: what came in, how one ended, and letting go on what was held for its volume (R46). */
export async function reportDoor(asked: DoorInput, ports: DoorPorts): Promise<unknown> {
  switch (asked.operation) {
    case 'list':
      return list(asked, ports.reports);
    case 'show':
      return show(asked, ports);
    case 'release':
      return release(asked, ports);
  }
}

/** Newest first. */
async function list(asked: Asked<'list'>, reports: ObjectStore): Promise<ReportEntry[]> {
  const found: ReportEntry[] = [];
  for (const key of (await reports.list(REPORT_INDEX)).toSorted().toReversed()) {
    if (found.length === asked.limit) break;
    const entry = await optional(reports, key, ReportEntry);
    if (!entry) continue;
    if (asked.source !== undefined && entry.source !== asked.source) continue;
    if (asked.status !== undefined && entry.status !== asked.status) continue;
    found.push(entry);
  }
  return found;
}

async function show(asked: Asked<'show'>, { registry, reports }: DoorPorts) {
  const delivery = await registry.delivery(asked.delivery_id);
  const entry = delivery && (await optional(reports, reportEntryKey(delivery), ReportEntry));
  const report = entry && (await optional(reports, entry.json_key, FileReport));
  if (!entry || report?.delivery_id !== asked.delivery_id)
    throw new Failure('NotFound', 'there is no report on such a delivery');
  return {
    text: `s3://${reports.bucket}/${entry.text_key}`,
    rejected_rows: entry.rejected_key === null ? null : `s3://${reports.bucket}/${entry.rejected_key}`,
    report,
  };
}

/**
 * Lets a held delivery go on to linking, or to the store where it may not be linked (R7). What has no contract stays
 * where it is, whoever asks (R6). Asked again after a kill it goes on where it stopped.
 */
async function release(asked: Asked<'release'>, ports: DoorPorts) {
  const held = await ports.registry.delivery(asked.delivery_id);
  if (!held) throw new Failure('NotFound', 'there is no such delivery');
  const contract = contractNamed(held.source);
  if (!contract) throw new Failure('RuleViolated', 'R6: there is no agreement on this source');
  const area = storageArea(contract);
  const released = held.release ? held : await letGo(held, asked, area === 'staged', ports);

  const summary = await optional(ports.objects, summaryKey(released.delivery_id, area), DeliverySummary);
  if (summary)
    await ports.objects.write(profileKey(released), JSON.stringify(summary.profile), 'application/json');
  await ports.lake.write('deliveries', `day=${logDay(released)}`, released.delivery_id, [
    deliveryLogRow(released),
  ]);
  await ports.catalog.registerDay('deliveries', logDay(released));
  await reportOn(released, ports);
  if (released.status === 'normalized') {
    await ports.registry.enqueue(released);
    await ports.workflow.start(`release-${released.delivery_id}`, { release: released.delivery_id });
  }
  return { delivery_id: released.delivery_id, status: released.status };
}

/** Throws Failure('TransitionRefused') for what is not held for its volume. */
async function letGo(
  held: Delivery,
  asked: Asked<'release'>,
  mayBeLinked: boolean,
  { registry, clock }: DoorPorts,
): Promise<Delivery> {
  if (held.status !== 'quarantined' || !held.reasons.some(({ code }) => code === 'volume_outlier'))
    throw new Failure(
      'TransitionRefused',
      `delivery ${held.delivery_id} is ${held.status} and not held for its volume`,
    );
  const released: Delivery = {
    ...held,
    status: mayBeLinked ? 'normalized' : 'stored',
    release: { by: asked.actor, reason: asked.reason, at: clock.now().toISOString() },
  };
  await registry.advance(released, ['quarantined']);
  return released;
}
