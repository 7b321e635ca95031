import * as z from 'zod';
import type { ObjectStore } from '#ports';
import type { Delivery } from '#schemas/delivery.ts';
import {
  profileKey,
  profilesPrefix,
  rejectedRowsKey,
  summaryKey,
  unreadRowsKey,
} from '#schemas/delivery-files.ts';
import type { Reject } from '#schemas/delivery-part.ts';
import {
  DeliveryProfile,
  type DeliverySummary,
  type RejectReason,
  type RejectedRows,
  type UnreadRows,
} from '#schemas/delivery-summary.ts';
import { SETTINGS } from '#schemas/settings.ts';
import type { StorageArea } from '#schemas/sources/contract.ts';
import { DUPLICATE_KEYS } from './doubled-keys.ts';
import { odditiesOf } from './oddities.ts';
import { type FilledColumns, joinColumns } from './profiler.ts';
import { JSON_TYPE, readJson } from './staged-files.ts';

export type Summed = {
  readonly delivery: Delivery;
  readonly rowsRead: number;
  readonly rejects: readonly Reject[];
  readonly columns: readonly FilledColumns[];
  readonly format: RejectedRows['format'];
  readonly area: StorageArea;
};

/**
 * Writes beside a delivery's records what the report and the link step need of it, and says what is odd. Supplements
 * are held against nothing: they bring what another file lacked.
 */
export async function summarize(summed: Summed, objects: ObjectStore): Promise<DeliverySummary> {
  const { delivery, rejects, area } = summed;
  const profile: DeliveryProfile = {
    delivery_id: delivery.delivery_id,
    rows: summed.rowsRead,
    ...joinColumns(summed.columns),
  };
  const earlier = delivery.supplement ? [] : await earlierProfiles(delivery, objects);
  const summary: DeliverySummary = {
    profile,
    rejects: reasonsOf(rejects),
    oddities: odditiesOf(profile, earlier),
  };
  const id = delivery.delivery_id;
  const rows: RejectedRows = { format: summed.format, rejects: [...rejects] };
  const write = async (key: string, value: unknown) => objects.write(key, JSON.stringify(value), JSON_TYPE);
  await Promise.all([
    write(summaryKey(id, area), summary),
    ...(rejects.length > 0 ? [write(rejectedRowsKey(id), rows)] : []),
    ...(rejects.length > 0 && area === 'staged' ? [write(unreadRowsKey(id), unreadRows(rejects))] : []),
  ]);
  return summary;
}

/** From now on later deliveries are held against this one. */
export async function keepProfile(
  delivery: Delivery,
  profile: DeliveryProfile,
  objects: ObjectStore,
): Promise<void> {
  if (!delivery.supplement) await objects.write(profileKey(delivery), JSON.stringify(profile), JSON_TYPE);
}

/** Profiles of the deliveries that came before, oldest first. */
async function earlierProfiles(delivery: Delivery, objects: ObjectStore): Promise<DeliveryProfile[]> {
  const own = profileKey(delivery);
  const keys = (await objects.list(profilesPrefix(delivery.source))).filter((key) => key < own).toSorted();
  const newest = keys.slice(-SETTINGS.report.previousDeliveries);
  return z.array(DeliveryProfile).parse(await Promise.all(newest.map(async (key) => readJson(objects, key))));
}

/** Reasons with their first lines, commonest first. */
function reasonsOf(rejects: readonly Reject[]): RejectReason[] {
  const found = new Map<string, RejectReason>();
  for (const { code, column, message, line } of rejects) {
    const key = `${code}\u0000${column ?? ''}`;
    const told = code === 'duplicate_key' ? DUPLICATE_KEYS : message;
    const reason = found.get(key) ?? { code, column, message: told, count: 0, lines: [] };
    const lines = reason.lines.length < SETTINGS.report.firstLines ? [...reason.lines, line] : reason.lines;
    found.set(key, { ...reason, count: reason.count + 1, lines });
  }
  return [...found.values()].toSorted(
    (left, right) => right.count - left.count || (left.code < right.code ? -1 : 1),
  );
}

function unreadRows(rejects: readonly Reject[]): UnreadRows {
  return {
    subjects: [...new Set(rejects.flatMap((each) => each.subject ?? []))],
    digests: [...new Set(rejects.flatMap((each) => (each.subject ? [] : (each.digest ?? []))))],
    untold: rejects.filter((each) => each.subject === undefined && each.digest === undefined).length,
  };
}
