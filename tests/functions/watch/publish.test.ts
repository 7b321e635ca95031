import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '#schemas/failures.ts';
import type { Alert, WatchEntry, WatchList } from '#schemas/watch.ts';
import { PublishInput, publishAlerts } from '#watch/publish.ts';
import { activeEntry, alertOf, at, ids, listOf, TODAY } from './fixtures.ts';
import { clearWatch, openWatchTable, watchDesk } from './watch-desk.ts';

let table: Awaited<ReturnType<typeof openWatchTable>>;
let desk: ReturnType<typeof watchDesk>;
let serial = 0;

beforeAll(async () => {
  table = await openWatchTable();
});
afterAll(async () => table.close());
beforeEach(async () => {
  await clearWatch(table.store);
  desk = watchDesk(table.store);
  serial += 1;
});

/** A list with one entry, and alerts about it in the outbox. */
async function outbox(count: number, entry: Partial<WatchEntry> = {}, alert: Partial<Alert> = {}, name = '') {
  const list: WatchList = listOf(`publish ${serial} ${name}`, [
    activeEntry(`entry ${serial} ${name}`, entry),
  ]);
  await table.store.createList(list);
  const alerts = Array.from({ length: count }, (_, index) =>
    alertOf(`alert ${serial} ${name} ${index}`, list, { fact_key: `1:new_link:${index}`, ...alert }),
  );
  for (const each of alerts) await table.store.addAlert(each);
  return { list, alerts };
}
const publish = (owner = 'execution') => publishAlerts({ owner }, desk.ports);
const stored = async (alert: Alert | undefined) => alert && table.store.alert(alert.alert_id);
const events = async () => {
  const written: unknown[] = [];
  for (const key of desk.objects.objects.keys()) {
    const prefix = key.slice(0, key.lastIndexOf('/') + 1);
    for (const row of await desk.lake.read({ table: 'watch_events', prefix, keys: [key], rows: 0 }))
      written.push(row.event);
  }
  return written;
};

describe('publishing', () => {
  it('publishes each alert once to its list’s topic, and says so in the table and in the log', async () => {
    const { list, alerts } = await outbox(2);
    expect(await publish()).toEqual({ accepted: 2, dropped: 0 });
    expect(await publish()).toEqual({ accepted: 0, dropped: 0 });
    expect(desk.published.map((each) => each.topic)).toEqual([list.topic_arn, list.topic_arn]);
    expect(await stored(alerts[0])).toMatchObject({
      status: 'accepted',
      accepted_at: '2026-10-15T09:30:00.000Z',
      message_id: expect.stringMatching(/^message-/),
    });
    expect(await events()).toEqual(['alert_accepted', 'alert_accepted']);
    expect(desk.days).toEqual([`watch_events ${TODAY}`]);
  });

  it('keeps the log’s files directly in the day’s folder, whatever the owner is called', async () => {
    await outbox(1);
    await publishAlerts({ owner: 'run/links' }, desk.ports);
    expect([...desk.objects.objects.keys()]).toEqual([
      expect.stringMatching(/\/day=2026-10-15\/[^/]+\.parquet$/),
    ]);
  });

  it('lets two executions at once publish each alert once', async () => {
    await outbox(12);
    const both = await Promise.allSettled([publish('one'), publish('two')]);
    for (const each of both)
      if (each.status === 'rejected') expect(each.reason).toMatchObject({ name: 'AlertsPending' });
    const bodies = desk.published.map((each) => each.body);
    expect(bodies).toHaveLength(12);
    expect(new Set(bodies).size).toBe(12);
    expect(await table.store.pendingAlerts()).toEqual([]);
  });
});

describe('while the stop button is pressed (R22)', () => {
  const stop = {
    scope: 'alerts' as const,
    stopped_at: '2026-10-15T09:00:00.000Z',
    stopped_by: null,
    reason: 'pressed while an outbox was being emptied',
  };

  it('lets no further alert out, and loses none: the rest goes when it is lifted', async () => {
    const { alerts } = await outbox(3);
    let looks = 0;
    const stops = { standing: async () => (++looks > 1 ? [stop] : []) };
    expect(await publishAlerts({ owner: 'execution' }, { ...desk.ports, stops })).toEqual({
      accepted: 1,
      dropped: 0,
    });
    expect(desk.published).toHaveLength(1);
    expect(await table.store.pendingAlerts()).toHaveLength(2);
    expect(await publish()).toEqual({ accepted: 2, dropped: 0 });
    expect(new Set(desk.published.map((each) => each.body)).size).toBe(alerts.length);
  });

  it('is not held up by a stop of scoring alone', async () => {
    await outbox(1);
    const stops = { standing: async () => [{ ...stop, scope: 'scoring' as const }] };
    expect(await publishAlerts({ owner: 'execution' }, { ...desk.ports, stops })).toEqual({
      accepted: 1,
      dropped: 0,
    });
  });
});

describe('what is no longer so when it is published (R34, R35)', () => {
  it.each<[string, Partial<WatchEntry>]>([
    ['expired yesterday', { expires_on: '2026-10-14' }],
    ['was removed', { status: 'removed' }],
    ['was vetoed', { status: 'vetoed' }],
  ])('drops news of an entry that %s', async (_what, entry) => {
    const { alerts } = await outbox(1, entry);
    expect(await publish()).toEqual({ accepted: 0, dropped: 1 });
    expect(desk.published).toEqual([]);
    expect(await stored(alerts[0])).toMatchObject({ status: 'dropped', message_id: null });
    expect(await events()).toEqual(['alert_dropped']);
  });

  it.each(['entry_removed', 'entry_expired'] as const)(
    'still tells %s of an entry that is no longer active',
    async (kind) => {
      await outbox(1, { status: kind === 'entry_removed' ? 'removed' : 'expired' }, { kind });
      expect(await publish()).toEqual({ accepted: 1, dropped: 0 });
    },
  );

  it('drops an alert whose entry or list is not there', async () => {
    await outbox(1, {}, { entry_id: ids.entry('nobody') });
    await outbox(1, {}, { list_id: ids.list('nowhere') }, 'other');
    expect(await publish()).toEqual({ accepted: 0, dropped: 2 });
  });
});

describe('when a publish fails half-way', () => {
  it('loses nothing: the rest goes out, the failed one goes out with the same alert id later', async () => {
    const { list: broken, alerts } = await outbox(1, {}, {}, 'broken');
    await outbox(3, {}, {}, 'sound');
    desk.state.fails = (topic) => topic === broken.topic_arn;
    await expect(publish()).rejects.toMatchObject({ name: 'ServiceUnavailable' });
    expect(desk.published).toHaveLength(3);
    expect(await events()).toEqual(['alert_accepted', 'alert_accepted', 'alert_accepted']);
    expect((await table.store.pendingAlerts()).map((each) => each.alert_id)).toEqual([alerts[0]?.alert_id]);

    desk.state.fails = () => false;
    expect(await publish()).toEqual({ accepted: 1, dropped: 0 });
    expect(desk.published.at(-1)?.body).toContain(alerts[0]?.alert_id);
    expect(desk.published).toHaveLength(4);
  });

  it('repeats the alert id when it was cut off between the topic and the table', async () => {
    const { alerts } = await outbox(1);
    const cut = {
      ...desk.ports,
      watch: { ...table.store, settleAlert: async () => Promise.reject(new Error('cut off')) },
    };
    await expect(publishAlerts({ owner: 'execution' }, cut)).rejects.toThrow('cut off');
    expect(await publish()).toEqual({ accepted: 1, dropped: 0 });
    expect(desk.published).toHaveLength(2);
    for (const each of desk.published) expect(each.body).toContain(alerts[0]?.alert_id);
  });

  it('tells nothing of an alert that another settled while the topic was slow', async () => {
    const { alerts } = await outbox(1);
    const slow = {
      ...desk.ports.notifier,
      publish: async (...words: Parameters<typeof desk.ports.notifier.publish>) => {
        const [alert] = alerts;
        if (alert)
          await table.store.settleAlert({ ...alert, status: 'accepted', message_id: 'of the other' });
        return desk.ports.notifier.publish(...words);
      },
    };
    expect(await publishAlerts({ owner: 'slow' }, { ...desk.ports, notifier: slow })).toEqual({
      accepted: 0,
      dropped: 0,
    });
    expect(await stored(alerts[0])).toMatchObject({ message_id: 'of the other' });
  });
});

describe('leases', () => {
  it('an alert that another leased is left to it, and asked for again', async () => {
    const { alerts } = await outbox(2);
    const [first] = alerts;
    expect(first && (await table.store.claimAlert(first.alert_id, 'other', at(TODAY), 20))).toBe(true);
    await expect(publish()).rejects.toMatchObject({
      name: 'AlertsPending',
      message: expect.stringContaining('1 alerts'),
    });
    expect(desk.published).toHaveLength(1);
  });

  it('is given back to the same owner, and to others when it ran out', async () => {
    const { alerts } = await outbox(1);
    const [first] = alerts;
    if (!first) throw new Error('no alert');
    const claim = (owner: string, seconds: number) =>
      table.store.claimAlert(first.alert_id, owner, new Date(at(TODAY).getTime() + seconds * 1000), 20);
    expect(await claim('one', 0)).toBe(true);
    expect(await claim('one', 1)).toBe(true);
    expect(await claim('two', 20)).toBe(false);
    expect(await claim('two', 22)).toBe(true);
    expect(await claim('one', 23)).toBe(false);
  });

  it('counts from the alert’s own moment, however long the outbox is', async () => {
    await outbox(3);
    const claimedAt: number[] = [];
    const watch = {
      ...table.store,
      claimAlert: async (...words: Parameters<typeof table.store.claimAlert>) => {
        claimedAt.push(words[2].getTime());
        desk.clock.at = new Date(desk.clock.at.getTime() + 30_000);
        return table.store.claimAlert(...words);
      },
    };
    await publishAlerts({ owner: 'execution' }, { ...desk.ports, watch });
    expect(claimedAt.map((time) => time - at(TODAY).getTime())).toEqual([0, 30_000, 60_000]);
  });

  it('is refused for an alert that is settled', async () => {
    const { alerts } = await outbox(1);
    await publish();
    const [first] = alerts;
    expect(first && (await table.store.claimAlert(first.alert_id, 'late', at(TODAY), 20))).toBe(false);
    await expect(first && table.store.settleAlert({ ...first, status: 'dropped' })).rejects.toBeInstanceOf(
      Failure,
    );
  });
});

it('wants to know who publishes', () => {
  expect(PublishInput.safeParse({ owner: '' }).success).toBe(false);
  expect(PublishInput.safeParse({ owner: 'x', all: true }).success).toBe(false);
});
