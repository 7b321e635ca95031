import * as z from 'zod';
import type { Catalog, Clock, Lake, Registry, WatchStore } from '#ports';
import { Failure } from '#schemas/failures.ts';
import type { PublishedVersion } from '#schemas/version.ts';
import type { Alert, WatchEntry, WatchList } from '#schemas/watch.ts';
import { newAlert } from './alert.ts';
import { addDays, dayOf } from './calendar.ts';
import { recordWatchEvents } from './event-log.ts';
import { expire, isActive, stands } from './list-rules.ts';
import { type News, newsAbout } from './news.ts';
import { changedRecords, type Standing, standingsAround, successorOf } from './standing.ts';

/** So often a change of a list is tried again when others change it at the same time. */
const TRIES = 5;

export const WatchInput = z.strictObject({ version: z.int().min(1) });
export type WatchInput = z.infer<typeof WatchInput>;

export type WatchPorts = {
  readonly registry: Pick<Registry, 'pointer' | 'version' | 'versions'>;
  readonly lake: Lake;
  readonly catalog: Catalog;
  readonly watch: WatchStore;
  readonly clock: Clock;
};

/**
 * What a version brought about the subjects of every list goes to the outbox, and so do entries that expired. Repeated,
 * it adds nothing: a fact's alert has one id. Returns how many alerts are new.
 */
export async function watchLinks(input: WatchInput, ports: WatchPorts): Promise<{ readonly alerts: number }> {
  const now = ports.clock.now();
  const today = dayOf(now);
  let added = 0;
  const watched: WatchList[] = [];
  for (const list of await ports.watch.lists()) {
    const { list: current, told } = await tellExpired(list, today, now, ports);
    added += told;
    if (current.entries.some((entry) => stands(entry, today))) watched.push(current);
  }
  if (watched.length === 0) return { alerts: added };

  const { version, before, present, changed } = await comparison(input.version, ports);
  const alerts: Alert[] = [];
  for (const list of watched) {
    for (const entry of list.entries.filter((each) => isActive(each, today))) {
      const subject = successorOf(entry.subject_entity_id, before, present);
      for (const news of newsAbout(entry, before, present, changed)) {
        const alert = toAlert(list, { ...entry, subject_entity_id: subject }, news, version, now);
        alerts.push(alert);
        if (await ports.watch.addAlert(alert)) added += 1;
      }
    }
    // Only now that everything is in the outbox: cut off before this, a repeat tells the same.
    await followSubjects(list, before, present, today, ports.watch);
  }
  // All alerts of the version, new or not, at the version's own time: a repeat writes the same file again.
  await recordWatchEvents(
    ports,
    `links-${input.version}`,
    new Date(version.at),
    alerts.map((alert) => ({ alert, event: 'alert_pending' })),
  );
  return { alerts: added };
}

/** The version, what stood before it, what stands with it, and which records it changed. */
async function comparison(number: number, { registry, lake }: WatchPorts) {
  const pointer = await registry.pointer('linked');
  const all = pointer ? await registry.versions(pointer) : [];
  const versions = all.filter((each) => each.version <= number);
  const version = versions.at(-1);
  if (version?.version !== number) throw new Failure('VersionStale', `version ${number} is not published`);
  const { before, present } = await standingsAround(lake, versions);
  return { version, before, present, changed: await changedRecords(lake, versions, before) };
}

const toAlert = (
  list: WatchList,
  entry: WatchEntry,
  { kind, factKey, otherEntityId, recordIds, sources }: News,
  { version, as_of }: PublishedVersion,
  at: Date,
): Alert =>
  newAlert(list, entry, {
    kind,
    // What came, went and came again is three facts, and three alerts.
    factKey: `${version}:${factKey}`,
    since: as_of,
    version,
    at,
    otherEntityId,
    recordIds,
    sources,
  });

async function tellExpired(
  list: WatchList,
  today: string,
  at: Date,
  ports: WatchPorts,
): Promise<{ readonly list: WatchList; readonly told: number }> {
  const { list: next, expired } = expire(list, today);
  if (expired.length === 0) return { list, told: 0 };
  const alerts = expired.map((entry) =>
    newAlert(next, entry, {
      kind: 'entry_expired',
      factKey: `entry_expired:${entry.expires_on}`,
      since: addDays(entry.expires_on, 1),
      at,
    }),
  );
  try {
    return { list: await ports.watch.saveList(next, alerts), told: alerts.length };
  } catch (error) {
    if (!(error instanceof Failure) || error.name !== 'TransitionRefused') throw error;
    // Someone else changed the list at this moment; what expired is told with the next version, or was just now.
    return { list: (await ports.watch.list(list.list_id)) ?? list, told: 0 };
  }
}

/** Entries follow their subjects into the entities that these were merged into. */
async function followSubjects(
  list: WatchList,
  before: Standing,
  present: Standing,
  today: string,
  watch: WatchStore,
): Promise<void> {
  let current: WatchList | undefined = list;
  for (let attempt = 0; current && attempt < TRIES; attempt += 1) {
    const entries: WatchEntry[] = current.entries.map((entry) =>
      stands(entry, today)
        ? { ...entry, subject_entity_id: successorOf(entry.subject_entity_id, before, present) }
        : entry,
    );
    const moved = (entry: WatchEntry, index: number) =>
      entry.subject_entity_id !== current?.entries[index]?.subject_entity_id;
    if (!entries.some(moved)) return;
    try {
      await watch.saveList({ ...current, entries }, []);
      return;
    } catch (error) {
      if (!(error instanceof Failure) || error.name !== 'TransitionRefused') throw error;
      current = await watch.list(list.list_id);
    }
  }
  if (current) throw new Failure('ServiceUnavailable', 'the list is being changed by others; try again');
}
