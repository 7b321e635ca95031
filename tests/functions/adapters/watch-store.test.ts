import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WatchList } from '#schemas/watch.ts';
import {
  activeEntry,
  alertOf,
  at,
  ids,
  listOf,
  subscriptionOf,
  TODAY,
} from '#tests/functions/watch/fixtures.ts';
import { clearWatch, openWatchTable } from '#tests/functions/watch/watch-desk.ts';

let table: Awaited<ReturnType<typeof openWatchTable>>;
let list: WatchList;
let serial = 0;
const named = (name: string) => `${name} ${serial}`;

beforeAll(async () => {
  table = await openWatchTable();
});
afterAll(async () => table.close());
beforeEach(async () => {
  await clearWatch(table.store);
  serial += 1;
  list = listOf(named('list'), [activeEntry(named('entry'))]);
  await table.store.createList(list);
});
const refused = { name: 'TransitionRefused' };

describe('lists', () => {
  it('are there as they were made', async () => {
    expect(await table.store.list(list.list_id)).toEqual(list);
    expect(await table.store.lists()).toContainEqual(list);
    expect(await table.store.list(ids.list('nowhere'))).toBeUndefined();
  });

  it('are made once', async () => {
    await expect(table.store.createList({ ...list, title: 'Another' })).rejects.toMatchObject(refused);
    expect(await table.store.list(list.list_id)).toEqual(list);
  });

  it('are changed by who saw them last', async () => {
    const next = await table.store.saveList({ ...list, title: 'Renamed' }, []);
    expect(next).toMatchObject({ title: 'Renamed', revision: 1 });
    await expect(table.store.saveList({ ...list, title: 'Late' }, [])).rejects.toMatchObject(refused);
    expect(await table.store.list(list.list_id)).toEqual(next);
  });

  it('are changed by one of many at once', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, async (_, index) =>
        table.store.saveList({ ...list, title: `Title ${index}` }, []),
      ),
    );
    expect(outcomes.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
    expect((await table.store.list(list.list_id))?.revision).toBe(1);
  });

  it('are changed together with what must be told, or not at all', async () => {
    const alert = alertOf(named('alert'), list);
    await table.store.saveList(list, [alert]);
    expect(await table.store.pendingAlerts()).toEqual([alert]);
    const other = alertOf(named('other'), list);
    await expect(table.store.saveList(list, [other])).rejects.toMatchObject(refused);
    expect(await table.store.alert(other.alert_id)).toBeUndefined();
    expect(await table.store.pendingAlerts()).toEqual([alert]);
  });

  it('cannot be saved before they were made', async () => {
    await expect(table.store.saveList(listOf('nowhere'), [])).rejects.toMatchObject(refused);
  });
});

describe('the outbox', () => {
  it('takes an alert once', async () => {
    const alert = alertOf(named('alert'), list);
    expect(await Promise.all([table.store.addAlert(alert), table.store.addAlert(alert)])).toContain(true);
    expect(await table.store.addAlert({ ...alert, since: '2020-01-01' })).toBe(false);
    expect(await table.store.alert(alert.alert_id)).toEqual(alert);
    expect(await table.store.pendingAlerts()).toEqual([alert]);
    expect(await table.store.alerts(list.list_id)).toEqual([alert]);
  });

  it.each(['accepted', 'dropped'] as const)(
    'lets go of one that is %s, and never takes it again',
    async (status) => {
      const alert = alertOf(named('alert'), list);
      await table.store.addAlert(alert);
      const settled = { ...alert, status, message_id: 'm', accepted_at: at(TODAY).toISOString() };
      await table.store.settleAlert(settled);
      expect(await table.store.pendingAlerts()).toEqual([]);
      expect(await table.store.addAlert(alert)).toBe(false);
      expect(await table.store.alert(alert.alert_id)).toEqual(settled);
      await expect(table.store.settleAlert({ ...alert, status: 'dropped' })).rejects.toMatchObject(refused);
    },
  );

  it('holds the alerts of one list in order of time', async () => {
    const days = ['2026-10-03', '2026-10-01', '2026-10-02'];
    for (const day of days)
      await table.store.addAlert(alertOf(named(day), list, { created_at: at(day).toISOString() }));
    await table.store.addAlert(alertOf(named('elsewhere'), listOf('elsewhere')));
    expect((await table.store.alerts(list.list_id)).map((each) => each.created_at.slice(0, 10))).toEqual(
      days.toSorted(),
    );
  });

  it('leases an alert to one of many at once', async () => {
    const alert = alertOf(named('alert'), list);
    await table.store.addAlert(alert);
    const won = await Promise.all(
      Array.from({ length: 10 }, async (_, index) =>
        table.store.claimAlert(alert.alert_id, String(index), at(TODAY), 20),
      ),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
  });

  it('leases nothing that is not in it', async () => {
    expect(await table.store.claimAlert(ids.alert('nowhere'), 'one', at(TODAY), 20)).toBe(false);
    expect(await table.store.pendingAlerts()).toEqual([]);
  });
});

describe('subscriptions', () => {
  it('belong to their list', async () => {
    const subscription = subscriptionOf(named('s'), list);
    await table.store.addSubscription(subscription);
    expect(await table.store.subscriptions(list.list_id)).toEqual([subscription]);
    expect(await table.store.subscriptions(ids.list('nowhere'))).toEqual([]);
  });

  it('change from the states that the change names', async () => {
    const subscription = subscriptionOf(named('s'), list);
    await table.store.addSubscription(subscription);
    await table.store.saveSubscription({ ...subscription, status: 'ended' }, ['pending', 'confirmed']);
    await expect(
      table.store.saveSubscription({ ...subscription, status: 'confirmed' }, ['pending']),
    ).rejects.toMatchObject(refused);
    expect(await table.store.subscriptions(list.list_id)).toMatchObject([{ status: 'ended' }]);
  });

  it('spend a try once, however many ask at once', async () => {
    const challenge = { code_hash: 'h', expires_at: at(TODAY).toISOString(), tries_left: 3 };
    const subscription = subscriptionOf(named('s'), list, {
      channel: 'sms',
      endpoint: '+31612345678',
      challenge,
    });
    await table.store.addSubscription(subscription);
    const spent = { ...subscription, challenge: { ...challenge, tries_left: 2 } };
    const outcomes = await Promise.allSettled(
      Array.from({ length: 6 }, async () => table.store.saveSubscription(spent, ['pending'], 3)),
    );
    expect(outcomes.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
    expect(await table.store.subscriptions(list.list_id)).toEqual([spent]);
  });

  it('are added once', async () => {
    const subscription = subscriptionOf(named('s'), list);
    await table.store.addSubscription(subscription);
    await expect(table.store.addSubscription(subscription)).rejects.toThrow();
  });
});

it('refuses an item that does not fit its schema', async () => {
  await table.store.saveList({ ...list, title: '' }, []);
  await expect(table.store.list(list.list_id)).rejects.toThrow(/title/);
  await table.store.saveList({ ...list, revision: 1 }, []);
});
