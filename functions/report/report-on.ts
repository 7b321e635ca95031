import type { Notifier, ObjectStore, Registry } from '#ports';
import type { Delivery } from '#schemas/delivery.ts';
import { rejectedRowsKey, summaryKey } from '#schemas/delivery-files.ts';
import { DeliverySummary, RejectedRows } from '#schemas/delivery-summary.ts';
import { Failure } from '#schemas/failures.ts';
import { FileReport, type ReportEntry, isFinal, reportEntryKey } from '#schemas/file-report.ts';
import { LinkOutcome } from '#schemas/link-outcome.ts';
import { storageArea } from '#schemas/sources/contract.ts';
import { contractNamed } from '#schemas/sources/registry.ts';
import { makeReport } from './make-report.ts';
import { REJECTED_ENDINGS, rejectedFile } from './rejected-file.ts';
import { namedReportKey, reportKey } from './report-keys.ts';
import { reportText } from './report-text.ts';
import { stewardMessage } from './steward-message.ts';

export type ReportPorts = {
  /** The lake's bucket: what the line knows of a delivery. */
  readonly objects: ObjectStore;
  /** What comes back to stewards. */
  readonly reports: ObjectStore;
  readonly registry: Pick<Registry, 'delivery' | 'version'>;
  readonly notifier: Pick<Notifier, 'publish'>;
  readonly topicArn: string;
  readonly loginUrl: string;
};

/**
 * Writes the report on a delivery as it stands now: text, JSON, rejected rows, a copy of them under the file's name, an
 * entry in the index; and once nothing more will come, tells the stewards' topic. Repeated it writes the same; a kill
 * just behind the publish may tell the same a second time, under the same delivery id.
 */
export async function reportOn(delivery: Delivery, ports: ReportPorts): Promise<FileReport> {
  const { reports } = ports;
  const own = reportKey(delivery.delivery_id);
  const before = await optional(reports, `${own}.json`, FileReport);
  const named = await namePlace(delivery, reports);
  const places = named === undefined ? [own] : [own, named];
  const made = await handBack(delivery, places, ports);
  const draft = makeReport(delivery, {
    summary: await summaryOf(delivery, ports.objects),
    outcome: await outcomeOf(delivery, ports),
    rejectedRows: made ?? before?.rejected_rows ?? null,
    told: before?.told ?? null,
  });
  const telling = isFinal(draft.status) && draft.told !== draft.status;
  if (telling)
    await ports.notifier.publish(ports.topicArn, stewardMessage(draft, ports.loginUrl, reports.bucket));
  const report: FileReport = telling ? { ...draft, told: draft.status } : draft;

  for (const place of places) {
    await reports.write(`${place}.txt`, reportText(report), TEXT_TYPE);
    await reports.write(`${place}.json`, `${JSON.stringify(report, null, 2)}\n`, JSON_TYPE);
  }
  await reports.write(reportEntryKey(report), JSON.stringify(entryOf(report, own)), JSON_TYPE);
  // Last: while they are there, they can be written again.
  await ports.objects.remove([rejectedRowsKey(delivery.delivery_id)]);
  return report;
}

const JSON_TYPE = 'application/json';
const TEXT_TYPE = 'text/plain; charset=utf-8';

const entryOf = (report: FileReport, own: string): ReportEntry => ({
  delivery_id: report.delivery_id,
  source: report.source,
  object_key: report.object_key,
  received_at: report.received_at,
  status: report.status,
  rows_read: report.rows_read,
  rows_accepted: report.rows_accepted,
  rows_rejected: report.rows_rejected,
  text_key: `${own}.txt`,
  json_key: `${own}.json`,
  rejected_key: report.rejected_rows?.key ?? null,
});

/** The place by the file's name; undefined where a later file of that name has it. An earlier one makes way. */
async function namePlace(delivery: Delivery, reports: ObjectStore): Promise<string | undefined> {
  const place = namedReportKey(delivery.object_key, delivery.delivery_id);
  const there = await optional(reports, `${place}.json`, FileReport);
  if (!there || there.delivery_id === delivery.delivery_id) return place;
  if (orderOf(there) > orderOf(delivery)) return undefined;
  await reports.remove(REJECTED_ENDINGS.map((ending) => `${place}${ending}`));
  return place;
}

const orderOf = (of: Pick<Delivery, 'received_at' | 'delivery_id'>): string =>
  `${of.received_at} ${of.delivery_id}`;

/** Writes the rejected rows for the steward, as long as the lake has them. */
async function handBack(
  delivery: Delivery,
  places: readonly string[],
  { objects, reports }: ReportPorts,
): Promise<FileReport['rejected_rows'] | undefined> {
  const rows = await optional(objects, rejectedRowsKey(delivery.delivery_id), RejectedRows);
  if (!rows) return undefined;
  const { ending, text, rows: count } = rejectedFile(delivery.delivery_id, rows);
  for (const place of places) await reports.write(`${place}${ending}`, text, TEXT_TYPE);
  const key = `${reportKey(delivery.delivery_id)}${ending}`;
  return { key, rows: count, left_out: delivery.rows_rejected - count };
}

async function summaryOf(delivery: Delivery, objects: ObjectStore): Promise<DeliverySummary | undefined> {
  const contract = contractNamed(delivery.source);
  return (
    contract && optional(objects, summaryKey(delivery.delivery_id, storageArea(contract)), DeliverySummary)
  );
}

async function outcomeOf(
  delivery: Delivery,
  { registry, objects }: ReportPorts,
): Promise<LinkOutcome | undefined> {
  const version = delivery.version === null ? undefined : await registry.version('linked', delivery.version);
  return version?.outcome === undefined ? undefined : optional(objects, version.outcome, LinkOutcome);
}

/** undefined where there is no such object. */
export async function optional<Value>(
  objects: Pick<ObjectStore, 'read'>,
  key: string,
  schema: { parse(value: unknown): Value },
): Promise<Value | undefined> {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(await objects.read(key)));
    return schema.parse(value);
  } catch (error) {
    if (error instanceof Failure && error.name === 'ObjectMissing') return undefined;
    throw error;
  }
}
