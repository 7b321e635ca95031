import * as z from 'zod';
import type { Catalog, Clock, Lake, Registry, WatchStore } from '#ports';
import { Failure } from '#schemas/failures.ts';
import type { Alert, WatchEntry, WatchList } from '#schemas/watch.ts';
import { newAlert } from './alert.ts';
import { dayOf } from './calendar.ts';
import { recordWatchEvents } from './event-log.ts';
import { expire, isActive } from './list-rules.ts';
import { type News, newsAbout } from './news.ts';
import { changedRecords, standingAt } from './standing.ts';

export const WatchInput = z.strictObject({ version: z.int().min(1) });
export type WatchInput = z.infer<typeof WatchInput>;

export type WatchPorts = {
  readonly registry: Registry;
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
  const lists = await Promise.all(
    (await ports.watch.lists()).map(async (list) => tellExpired(list, today, now, ports)),
  );
  const watched = lists.filter((list) => list.entries.some((entry) => isActive(entry, today)));
  if (watched.length === 0) return { alerts: 0 };

  const version = await ports.registry.version('linked', input.version);
  const pointer = await ports.registry.pointer('linked');
  if (!version || !pointer) throw new Failure('VersionStale', `version ${input.version} is not published`);
  const versions = (await ports.registry.versions(pointer)).filter((each) => each.version <= input.version);
  const [before, present, changed] = await Promise.all([
    standingAt(ports.lake, versions.slice(0, -1)),
    standingAt(ports.lake, versions),
    changedRecords(ports.lake, version),
  ]);

  const added: Alert[] = [];
  for (const list of watched) {
    for (const entry of list.entries.filter((each) => isActive(each, today))) {
      const news = newsAbout(entry, before, present, changed);
      for (const each of news) {
        const alert = toAlert(list, entry, each, version.as_of, input.version, now);
        if (await ports.watch.addAlert(alert)) added.push(alert);
      }
    }
    await followMerges(list, before, present, today, ports.watch);
  }
  await recordWatchEvents(
    ports,
    `links-${input.version}`,
    now,
    added.map((alert) => ({ alert, event: 'alert_pending' })),
  );
  return { alerts: added.length };
}

function toAlert(
  list: WatchList,
  entry: WatchEntry,
  news: News,
  since: string,
  version: number,
  at: Date,
): Alert {
  return newAlert(list, entry, {
    kind: news.kind,
    factKey: news.factKey,
    since,
    version,
    at,
    otherEntityId: news.otherEntityId,
    recordIds: news.recordIds,
    sources: news.source === '' ? [] : [news.source],
  });
}

async function tellExpired(list: WatchList, today: string, at: Date, ports: WatchPorts): Promise<WatchList> {
  const { list: next, expired } = expire(list, today);
  if (expired.length === 0) return list;
  const alerts = expired.map((entry) =>
    newAlert(next, entry, {
      kind: 'entry_expired',
      factKey: `entry_expired:${entry.expires_on}`,
      since: today,
      at,
    }),
  );
  try {
    return await ports.watch.saveList(next, alerts);
  } catch (error) {
    // Someone else changed the list at this moment; what expired is told with the next version, or was just now.
    if (error instanceof Failure && error.name === 'TransitionRefused')
      return (await ports.watch.list(list.list_id)) ?? list;
    throw error;
  }
}

/** An entry follows its subject into the entity that it was merged with; the old id lives on as an alias. */
async function followMerges(
  list: WatchList,
  before: Parameters<typeof newsAbout>[1],
  present: Parameters<typeof newsAbout>[2],
  today: string,
  watch: WatchStore,
): Promise<void> {
  const moved = list.entries.map((entry) => {
    if (!isActive(entry, today)) return entry;
    const merged = newsAbout(entry, before, present, new Map()).find((news) => news.kind === 'merged');
    return merged?.otherEntityId ? { ...entry, subject_entity_id: merged.otherEntityId } : entry;
  });
  if (moved.some((entry, index) => entry !== list.entries[index]))
    await watch.saveList({ ...list, entries: moved }, []);
}
