import type { Catalog, Lake, Registry, StopButton } from '#ports';
import { Failure } from '#schemas/failures.ts';
import { EntryId, idText, ListId } from '#schemas/ids.ts';
import { SETTINGS } from '#schemas/settings.ts';
import type { Alert, NewsKind, WatchEntry, WatchList } from '#schemas/watch.ts';
import { newAlert } from './alert.ts';
import { addDays, dayOf } from './calendar.ts';
import type { Asked, DoorInput } from './door-input.ts';
import { recordWatchAct } from './event-log.ts';
import { approve, entryIn, propose, remove, renew, veto } from './list-rules.ts';
import { publishAlerts } from './publish.ts';
import { showAlert } from './show-alert.ts';
import { subjectRecords } from './subject-records.ts';
import {
  confirm,
  currentSubscriptions,
  type ShownSubscription,
  subscribe,
  type SubscriptionPorts,
  unsubscribe,
} from './subscriptions.ts';
import { checkAge, checkFacts } from './supporting-facts.ts';

export type DoorPorts = SubscriptionPorts & {
  readonly registry: Pick<Registry, 'pointer' | 'versions' | 'delivery'>;
  readonly stops: Pick<StopButton, 'standing'>;
  readonly lake: Lake;
  readonly catalog: Catalog;
  readonly loginUrl: string;
  readonly topicPrefix: string;
};

/** The watch list's door: what people do with lists, entries, subscriptions and alerts, one operation a call. */
export async function watchDoor(asked: DoorInput, ports: DoorPorts): Promise<unknown> {
  switch (asked.operation) {
    case 'create_list':
      return createList(asked, ports);
    case 'propose':
      return proposeEntry(asked, ports);
    case 'approve':
      return change(asked, ports, 'entry_added', (list, at) =>
        approve(list, asked.entry_id, asked.actor, at),
      );
    case 'veto':
      return change(asked, ports, 'entry_removed', (list) => veto(list, asked.entry_id, asked.actor));
    case 'renew':
      return change(asked, ports, 'entry_renewed', (list, at) =>
        renew(list, asked.entry_id, asked.actor, asked.reason, at),
      );
    case 'remove':
      return change(asked, ports, 'entry_removed', (list, at) =>
        remove(list, asked.entry_id, asked.reason, at),
      );
    case 'subscribe':
    case 'confirm':
    case 'unsubscribe':
      return changeSubscription(asked, ports);
    case 'show_lists':
      return (await ports.watch.lists()).map(({ list_id, title, entries }) => ({
        list_id,
        title,
        entries: entries.length,
      }));
    case 'show_list':
      return shownList(asked, ports);
    case 'show_alert':
      return shownAlert(asked, ports);
  }
}

async function createList(asked: Asked<'create_list'>, ports: DoorPorts): Promise<WatchList> {
  const list_id = ListId.parse(`lst-${idText(ports.random(32))}`);
  const topic_arn = await ports.notifier.createTopic(`${ports.topicPrefix}${list_id.slice(4)}`);
  const list: WatchList = {
    list_id,
    revision: 0,
    title: asked.title,
    purpose: asked.purpose,
    topic_arn,
    entries: [],
  };
  await ports.watch.createList(list);
  await record(asked, { list_id, entry_id: null, event: 'list_created', key: list_id }, ports);
  return list;
}

async function proposeEntry(asked: Asked<'propose'>, ports: DoorPorts): Promise<WatchEntry> {
  const at = ports.clock.now();
  const today = dayOf(at);
  const list = await listOf(asked.list_id, ports);
  const pointer = await ports.registry.pointer('linked');
  const versions = pointer ? await ports.registry.versions(pointer) : [];
  const { own, known } = await subjectRecords(ports.lake, versions, asked.subject_entity_id);
  if (own.length === 0) throw new Failure('NotFound', 'no record stands behind this subject');
  checkFacts(asked.facts, known);
  checkAge(own, today);
  const entry: WatchEntry = {
    entry_id: EntryId.parse(`ent-${idText(ports.random(32))}`),
    subject_entity_id: asked.subject_entity_id,
    status: 'proposed',
    criterion: asked.criterion,
    reason: asked.reason,
    legal_basis: asked.legal_basis,
    facts: asked.facts,
    sources: asked.sources,
    proposed_by: asked.actor,
    proposed_at: at.toISOString(),
    approved_by: null,
    approved_at: null,
    expires_on: addDays(today, SETTINGS.watch.expiryDays),
    active_since: null,
  };
  await ports.watch.saveList(propose(list, entry, today), []);
  await record(
    asked,
    { list_id: list.list_id, entry_id: entry.entry_id, event: 'entry_proposed', key: entry.entry_id },
    ports,
  );
  return entry;
}

/** What a change is called once it is done. */
const DONE = { approve: 'approved', veto: 'vetoed', renew: 'renewed', remove: 'removed' } as const;

type Change = Asked<'approve'> | Asked<'veto'> | Asked<'renew'> | Asked<'remove'>;

/** Changes an entry, tells the list's subscribers when they knew it as active, and publishes at once. */
async function change(
  asked: Change,
  ports: DoorPorts,
  kind: NewsKind,
  rule: (list: WatchList, at: Date) => WatchList,
): Promise<WatchEntry> {
  const at = ports.clock.now();
  const list = await listOf(asked.list_id, ports);
  const next = rule(list, at);
  const entry = entryIn(next, asked.entry_id);
  // A proposal that is turned down was never told, so nothing is told now.
  const known = kind === 'entry_added' || entryIn(list, asked.entry_id).status === 'active';
  const alerts: Alert[] = known
    ? [newAlert(next, entry, { kind, factKey: `${kind}:${next.revision}`, since: dayOf(at), at })]
    : [];
  await ports.watch.saveList(next, alerts);
  const event = `entry_${DONE[asked.operation]}`;
  await record(
    asked,
    { list_id: list.list_id, entry_id: entry.entry_id, event, key: `${entry.entry_id}/${list.revision}` },
    ports,
  );
  await publishNow(alerts, `door/${asked.entry_id}/${next.revision}`, ports);
  return entry;
}

/** Publishes the alerts of a change that stands already; what keeps one back does not undo it. */
async function publishNow(alerts: readonly Alert[], owner: string, ports: DoorPorts): Promise<void> {
  const own = new Set(alerts.map((alert) => alert.alert_id));
  if (own.size === 0) return;
  try {
    await publishAlerts({ owner }, ports, (alert) => own.has(alert.alert_id));
  } catch (error) {
    // Another execution took it from the outbox in between, and publishes it.
    if (error instanceof Failure && error.name === 'AlertsPending') return;
    throw new Failure(
      'AlertsPending',
      'the change is kept; its message waits in the outbox and goes out with the next publish',
      { cause: error },
    );
  }
}

type SubscriptionAct = Asked<'subscribe'> | Asked<'confirm'> | Asked<'unsubscribe'>;

async function changeSubscription(asked: SubscriptionAct, ports: DoorPorts): Promise<ShownSubscription> {
  const list = await listOf(asked.list_id, ports);
  const done =
    asked.operation === 'subscribe'
      ? await subscribe(asked, list, ports)
      : asked.operation === 'confirm'
        ? await confirm(asked, list, ports)
        : await unsubscribe(asked, list, ports);
  const event = `subscription_${done.status}`;
  await record(asked, { list_id: list.list_id, entry_id: null, event, key: done.subscription_id }, ports);
  return done;
}

type Act = Omit<Parameters<typeof recordWatchAct>[2], 'team'>;

async function record(asked: DoorInput, act: Act, ports: DoorPorts): Promise<void> {
  await recordWatchAct(ports, ports.clock.now(), { ...act, team: asked.actor.team });
}

async function shownList(asked: Asked<'show_list'>, ports: DoorPorts) {
  const list = await listOf(asked.list_id, ports);
  const [subscriptions, alerts] = await Promise.all([
    currentSubscriptions(list, ports),
    ports.watch.alerts(list.list_id),
  ]);
  return {
    ...list,
    subscriptions: subscriptions.map(({ subscription_id, channel, status, subscribed_by }) => ({
      subscription_id,
      channel,
      status,
      team: subscribed_by.team,
    })),
    alerts: alerts.map(({ alert_id, entry_id, kind, since, status }) => ({
      alert_id,
      entry_id,
      kind,
      since,
      status,
    })),
  };
}

async function shownAlert(asked: Asked<'show_alert'>, ports: DoorPorts) {
  const alert = await ports.watch.alert(asked.alert_id);
  const list = alert && (await ports.watch.list(alert.list_id));
  if (!alert || !list) throw new Failure('NotFound', 'there is no such alert');
  return showAlert(alert, list, await currentSubscriptions(list, ports), ports);
}

async function listOf(id: ListId, ports: DoorPorts): Promise<WatchList> {
  const list = await ports.watch.list(id);
  if (!list) throw new Failure('NotFound', 'there is no such list');
  return list;
}
