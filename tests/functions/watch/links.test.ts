import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '#schemas/failures.ts';
import type { WatchEntry, WatchList } from '#schemas/watch.ts';
import { WatchInput, watchLinks } from '#watch/links.ts';
import { publishAlerts } from '#watch/publish.ts';
import { aRecord } from '#tests/functions/link/records.ts';
import { activeEntry, at, entryOf, ids, listOf } from './fixtures.ts';
import { clearWatch, openWatchTable, publishVersion, watchDesk } from './watch-desk.ts';

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

const watching = async (...entries: WatchEntry[]): Promise<WatchList> => {
  const list = listOf(`links ${serial}`, entries);
  await table.store.createList(list);
  return list;
};
const member = (record: string, entity: string) => ({
  record_id: ids.record(record),
  entity_id: ids.entity(entity),
  source: 'raids',
});
const record = (name: string, source = 'raids') => aRecord(name, { record_id: ids.record(name), source });
const tie = (name: string, from: string, to: string) => ({
  record_id: ids.record(name),
  from_entity_id: ids.entity(from),
  to_entity_id: ids.entity(to),
  role: 'suspect',
});
/** Version 1: the subject with two records. Version 2: a raid's row names them. */
async function twoVersions() {
  await publishVersion(desk, 1, {
    records: [record('one'), record('two')],
    members: [member('one', 'subject'), member('two', 'subject')],
  });
  await publishVersion(
    desk,
    2,
    {
      records: [record('raid'), record('suspect')],
      members: [member('raid', 'raid'), member('suspect', 'subject')],
      relations: [tie('suspect', 'raid', 'subject')],
    },
    '2026-10-12',
  );
}
const subject = (changes: Partial<WatchEntry> = {}) =>
  activeEntry(`e ${serial}`, { subject_entity_id: ids.entity('subject'), ...changes });
const run = (version = 2) => watchLinks({ version }, desk.ports);
const kinds = async (list: WatchList) =>
  (await table.store.alerts(list.list_id)).map((alert) => alert.kind).toSorted();
const log = async () => {
  const found: unknown[] = [];
  for (const key of desk.objects.objects.keys())
    if (key.includes('watch_events'))
      found.push(...(await desk.lake.read({ table: 'watch_events', prefix: '', keys: [key], rows: 0 })));
  return found;
};

describe('watchLinks', () => {
  it('puts what the version brought in the outbox, with its evidence', async () => {
    await twoVersions();
    const list = await watching(subject());
    expect(await run()).toEqual({ alerts: 1 });
    const [alert] = await table.store.alerts(list.list_id);
    expect(alert).toMatchObject({
      kind: 'new_link',
      since: '2026-10-12',
      version: 2,
      status: 'pending',
      evidence: {
        subject_entity_id: ids.entity('subject'),
        other_entity_id: ids.entity('raid'),
        record_ids: [ids.record('suspect')],
        sources: ['raids'],
      },
    });
    expect(await log()).toEqual([
      expect.objectContaining({
        event: 'alert_pending',
        list_id: list.list_id,
        version: 2,
        details: { alert_id: alert?.alert_id, kind: 'new_link' },
      }),
    ]);
  });

  it('tells nothing of a row that was said again, and tells of one that was corrected', async () => {
    await twoVersions();
    const list = await watching(subject());
    await publishVersion(desk, 3, {
      records: [
        { ...record('one'), delivery_id: 'dlv-later', line: 7 },
        { ...record('two'), content_hash: 'corrected' },
      ],
    });
    expect(await run(3)).toEqual({ alerts: 1 });
    const [alert] = await table.store.alerts(list.list_id);
    expect(alert).toMatchObject({
      kind: 'record_corrected',
      evidence: { record_ids: [ids.record('two')] },
    });
  });

  it('adds nothing when it is repeated, also after the alert was published and on a later day', async () => {
    await twoVersions();
    const list = await watching(subject());
    await run();
    const written = await log();
    await publishAlerts(
      { owner: 'x' },
      {
        ...desk.ports,
        lake: { ...desk.lake, write: async () => ({ table: '', prefix: '', keys: [], rows: 0 }) },
      },
    );
    desk.clock.at = at('2026-10-16');
    expect(await run()).toEqual({ alerts: 0 });
    expect(await kinds(list)).toEqual(['new_link']);
    expect(await log()).toEqual(written);
  });

  it('logs the same when it was cut off before the log', async () => {
    await twoVersions();
    await watching(subject());
    const cut = {
      ...desk.ports,
      lake: { ...desk.lake, write: async () => Promise.reject(new Error('cut off')) },
    };
    await expect(watchLinks({ version: 2 }, cut)).rejects.toThrow('cut off');
    expect(await run()).toEqual({ alerts: 0 });
    expect(await log()).toHaveLength(1);
  });

  it.each<[string, Partial<WatchEntry>]>([
    ['is only proposed', { status: 'proposed' }],
    ['was removed', { status: 'removed' }],
    ['does not authorise the source (R35)', { sources: ['brp'] }],
    ['watches somebody else', { subject_entity_id: ids.entity('somebody else') }],
  ])('tells nothing of an entry that %s', async (_what, changes) => {
    await twoVersions();
    const list = await watching(subject(changes));
    expect(await run()).toEqual({ alerts: 0 });
    expect(await kinds(list)).toEqual([]);
  });

  it('tells every list and entry that watches the subject', async () => {
    await twoVersions();
    await watching(subject());
    const second = listOf(`second ${serial}`, [
      activeEntry('other', { subject_entity_id: ids.entity('raid') }),
      subject(),
    ]);
    await table.store.createList(second);
    // The raid hears of its own row and of the suspect, the subject of the suspect on either list.
    expect(await run()).toEqual({ alerts: 4 });
  });

  it('looks at the version that it is asked about, although a newer one is linked', async () => {
    await twoVersions();
    await publishVersion(desk, 3, { records: [record('later')], members: [member('later', 'subject')] });
    const list = await watching(subject());
    expect(await run(2)).toEqual({ alerts: 1 });
    expect(await kinds(list)).toEqual(['new_link']);
    expect(await run(3)).toEqual({ alerts: 1 });
    expect(await kinds(list)).toEqual(['new_link', 'new_record']);
  });

  it('tells what came, went and came again three times', async () => {
    await twoVersions();
    const gone = { deleted: true, record_id: ids.record('suspect') };
    await publishVersion(desk, 3, { records: [gone], members: [gone], relations: [gone] });
    await publishVersion(desk, 4, {
      records: [record('suspect')],
      members: [member('suspect', 'subject')],
      relations: [tie('suspect', 'raid', 'subject')],
    });
    const list = await watching(subject());
    for (const version of [2, 3, 4]) expect(await run(version)).toEqual({ alerts: 1 });
    expect(await kinds(list)).toEqual(['link_withdrawn', 'new_link', 'new_link']);
  });

  it('refuses a version that is not published', async () => {
    await twoVersions();
    await watching(subject());
    await expect(run(7)).rejects.toMatchObject({ name: 'VersionStale' });
  });

  it('reads nothing when nobody is watched', async () => {
    await watching();
    expect(await run(7)).toEqual({ alerts: 0 });
  });
});

describe('entries whose subject was merged away', () => {
  async function merged() {
    await publishVersion(desk, 1, {
      records: [record('one'), record('a'), record('b')],
      members: [member('one', 'subject'), member('a', 'heir'), member('b', 'heir')],
    });
    await publishVersion(desk, 2, {
      records: [record('bridge')],
      members: [member('one', 'heir'), member('bridge', 'heir')],
    });
    await publishVersion(desk, 3, { records: [record('news')], members: [member('news', 'heir')] });
  }

  it('follow it, are told so, and hear of it from then on', async () => {
    await merged();
    const list = await watching(
      subject(),
      entryOf(`proposed ${serial}`, { subject_entity_id: ids.entity('subject') }),
    );
    expect(await run(2)).toEqual({ alerts: 2 });
    expect(await kinds(list)).toEqual(['merged', 'new_record']);
    const stored = await table.store.list(list.list_id);
    expect(stored?.entries.map((entry) => entry.subject_entity_id)).toEqual([
      ids.entity('heir'),
      ids.entity('heir'),
    ]);
    for (const alert of await table.store.alerts(list.list_id))
      expect(alert.evidence.subject_entity_id).toBe(ids.entity('heir'));
    expect(await run(2)).toEqual({ alerts: 0 });
    expect(await run(3)).toEqual({ alerts: 1 });
    expect(await kinds(list)).toEqual(['merged', 'new_record', 'new_record']);
  });

  it('follow it although somebody changes the list at that moment, whose change stays', async () => {
    await merged();
    const list = await watching(subject());
    let hindered = false;
    const watch = {
      ...table.store,
      saveList: async (...words: Parameters<typeof table.store.saveList>) => {
        if (!hindered) {
          hindered = true;
          await table.store.saveList({ ...list, title: 'Renamed' }, []);
        }
        return table.store.saveList(...words);
      },
    };
    expect(await watchLinks({ version: 2 }, { ...desk.ports, watch })).toEqual({ alerts: 2 });
    expect(await table.store.list(list.list_id)).toMatchObject({
      title: 'Renamed',
      entries: [{ subject_entity_id: ids.entity('heir') }],
    });
  });

  it('give up by a name that the workflow retries when others change the list all the time', async () => {
    await merged();
    await watching(subject());
    const watch = {
      ...table.store,
      saveList: async () => Promise.reject(new Failure('TransitionRefused', 'busy')),
    };
    await expect(watchLinks({ version: 2 }, { ...desk.ports, watch })).rejects.toMatchObject({
      name: 'ServiceUnavailable',
    });
  });
});

describe('entries whose last day has passed (R34)', () => {
  it('expire, are told once, and bring no news any more', async () => {
    await twoVersions();
    const list = await watching(subject({ expires_on: '2026-10-14' }));
    expect(await run()).toEqual({ alerts: 1 });
    expect(await run()).toEqual({ alerts: 0 });
    const [alert, ...more] = await table.store.alerts(list.list_id);
    expect(more).toEqual([]);
    expect(alert).toMatchObject({ kind: 'entry_expired', since: '2026-10-15', version: null });
    expect((await table.store.list(list.list_id))?.entries[0]?.status).toBe('expired');
    expect(await publishAlerts({ owner: 'x' }, desk.ports)).toEqual({ accepted: 1, dropped: 0 });
    expect(desk.published.at(-1)?.body).toContain('vermelding verlopen');
  });

  it('are left to whoever changes the list at that moment', async () => {
    const list = await watching(subject({ expires_on: '2026-10-14' }));
    const watch = {
      ...table.store,
      saveList: async (...words: Parameters<typeof table.store.saveList>) => {
        await table.store.saveList({ ...list, title: 'Renamed' }, []);
        return table.store.saveList(...words);
      },
    };
    expect(await watchLinks({ version: 1 }, { ...desk.ports, watch })).toEqual({ alerts: 0 });
    expect(await table.store.list(list.list_id)).toMatchObject({
      title: 'Renamed',
      entries: [{ status: 'active' }],
    });
    expect(await run(1)).toEqual({ alerts: 1 });
  });
});

it('takes a version number and nothing else', () => {
  expect(WatchInput.safeParse({ version: 0 }).success).toBe(false);
  expect(WatchInput.safeParse({ version: 2, all: true }).success).toBe(false);
});
