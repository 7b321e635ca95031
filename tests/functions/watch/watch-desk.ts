import { randomBytes } from 'node:crypto';
import { lakeTableName } from '#adapters/lake.ts';
import { dynamoWatchStore } from '#adapters/watch-store.ts';
import type { LakeRow, Notifier, WatchStore } from '#ports';
import { Failure } from '#schemas/failures.ts';
import type { LakeTableName } from '#schemas/tables.ts';
import type { PublishedVersion } from '#schemas/version.ts';
import type { DoorPorts } from '#watch/door.ts';
import { memoryLake, memoryRegistry, neverStopped, versionOf } from '#tests/functions/memory-ports.ts';
import { openContextTable } from '#tests/functions/adapters/context-table.ts';
import { at, TODAY } from './fixtures.ts';

export type Published = {
  readonly topic: string;
  readonly subject: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
};

/** A notification service in memory; `fails` says which topics do not take a message. */
export function memoryNotifier() {
  const published: Published[] = [];
  const sms: { number: string; text: string }[] = [];
  const subscribed: { topic: string; channel: string; endpoint: string }[] = [];
  const ended: string[] = [];
  const tokens: string[] = [];
  const confirmed = new Map<string, string>();
  const state = { fails: (_topic: string): boolean => false };
  const notifier: Notifier = {
    publish: async (topic, message) => {
      if (state.fails(topic)) throw new Failure('ServiceUnavailable', 'the topic did not answer');
      published.push({ topic, ...message });
      return `message-${published.length}`;
    },
    createTopic: async (name) => `arn:aws:sns:eu-west-1:000000000000:${name}`,
    subscribe: async (topic, channel, endpoint) => {
      subscribed.push({ topic, channel, endpoint });
      return `${topic}:${subscribed.length}`;
    },
    confirm: async (topic, token) => {
      tokens.push(token);
      return `${topic}:confirmed`;
    },
    unsubscribe: async (arn) => {
      ended.push(arn);
    },
    confirmed: async () => confirmed,
    sendSms: async (number, text) => {
      sms.push({ number, text });
    },
  };
  return { notifier, published, sms, subscribed, ended, tokens, confirmed, state };
}

/** The real watch table, lake and rules; topics, clock and published versions in memory. */
export function watchDesk(watch: WatchStore, versions: PublishedVersion[] = []) {
  const clock = { at: at(TODAY) };
  const notes = memoryNotifier();
  const memory = memoryLake();
  const registry = memoryRegistry(versions);
  const ports: DoorPorts & { readonly registry: typeof registry } = {
    watch,
    registry,
    notifier: notes.notifier,
    stops: neverStopped,
    lake: memory.lake,
    catalog: memory.catalog,
    clock: { now: () => clock.at },
    random: (bytes) => randomBytes(bytes),
    allowedMailDomains: ['gemeente.example'],
    loginUrl: 'https://verband.gemeente.example/alerts/',
    topicPrefix: 'vb-',
  };
  return { ports, clock, versions, ...notes, ...memory };
}

type Rows = Partial<Record<LakeTableName, readonly LakeRow[]>>;

/** Publishes a version to the desk's lake: what it says of each table is a delta; a row may say `deleted`. */
export async function publishVersion(
  desk: ReturnType<typeof watchDesk>,
  version: number,
  tables: Rows,
  asOf = '2026-10-01',
): Promise<PublishedVersion> {
  const files = await Promise.all(
    Object.entries(tables).map(async ([table, rows]) =>
      desk.lake.write(
        lakeTableName(table),
        `version=${version}-1`,
        '0000',
        rows.map((row) => ({ deleted: false, ...row })),
      ),
    ),
  );
  const published = versionOf(version, { as_of: asOf, at: `${asOf}T20:00:00.000Z`, files });
  desk.versions.push(published);
  return published;
}

/** An embedded DynamoDB with the table `watch`. */
export async function openWatchTable() {
  const embedded = await openContextTable('watch');
  return {
    store: dynamoWatchStore('watch', embedded.documents),
    documents: embedded.documents,
    close: async () => embedded.close(),
  };
}

/** Between tests on one table: no alert of an earlier one is pending, and its lists watch nobody any more. */
export async function clearWatch(store: WatchStore): Promise<void> {
  for (const left of await store.pendingAlerts()) await store.settleAlert({ ...left, status: 'dropped' });
  for (const list of await store.lists())
    if (list.entries.length > 0) await store.saveList({ ...list, entries: [] }, []);
}
