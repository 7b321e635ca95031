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
import {
  DeliveryProfile,
  type DeliverySummary,
  type RejectedRows,
  type UnreadRows,
} from '#schemas/delivery-summary.ts';
import { SETTINGS } from '#schemas/settings.ts';
import type { SourceMode, StorageArea } from '#schemas/sources/contract.ts';
import { odditiesOf } from './oddities.ts';
import { type FilledColumns, joinColumns } from './profiler.ts';
import type { CollectedRejects } from './reject-collector.ts';
import { JSON_TYPE, readJson } from './staged-files.ts';

export type Summed = {
  readonly delivery: Delivery;
  readonly rowsRead: number;
  readonly rejects: CollectedRejects;
  readonly columns: readonly FilledColumns[];
  readonly format: RejectedRows['format'];
  readonly area: StorageArea;
  readonly mode: SourceMode;
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
    rejects: [...rejects.reasons],
    oddities: odditiesOf(profile, earlier, summed.mode),
  };
  const id = delivery.delivery_id;
  const rows: RejectedRows = { format: summed.format, rejects: [...rejects.rejects] };
  const write = async (key: string, value: unknown) => objects.write(key, JSON.stringify(value), JSON_TYPE);
  await Promise.all([
    write(summaryKey(id, area), summary),
    ...(rejects.count > 0 ? [write(rejectedRowsKey(id), rows)] : []),
    ...(rejects.count > 0 && area === 'staged' ? [write(unreadRowsKey(id), unreadRows(rejects))] : []),
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

function unreadRows({ rejects, untold }: CollectedRejects): UnreadRows {
  return {
    subjects: [...new Set(rejects.flatMap((each) => each.subject ?? []))],
    digests: [...new Set(rejects.flatMap((each) => (each.subject ? [] : (each.digest ?? []))))],
    untold: untold + rejects.filter((each) => each.subject === undefined && each.digest === undefined).length,
  };
}
