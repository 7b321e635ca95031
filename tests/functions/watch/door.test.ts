import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { watchLinks } from '#watch/links.ts';
import { approver, at, ids, officer, TODAY } from './fixtures.ts';
import { atTheDoor, landlordTown, proposal } from './landlord-town.ts';
import { clearWatch, openWatchTable, watchDesk } from './watch-desk.ts';

let table: Awaited<ReturnType<typeof openWatchTable>>;
let desk: ReturnType<typeof watchDesk>;
let door: ReturnType<typeof atTheDoor>;

beforeAll(async () => {
  table = await openWatchTable();
});
afterAll(async () => table.close());
beforeEach(async () => {
  await clearWatch(table.store);
  desk = watchDesk(table.store);
  door = atTheDoor(desk);
  await landlordTown(desk);
});

describe('the way of an entry', () => {
  it('proposed, approved, renewed, removed: each told at once, the proposal to nobody', async () => {
    const list = await door.newList();
    expect(list.topic_arn).toMatch(/:vb-[a-z2-7]{26}$/);
    const entry = await door.propose(list);
    expect(entry).toMatchObject({ status: 'proposed', expires_on: '2027-01-13' });
    expect(desk.published).toEqual([]);

    expect(await door.on('approve', list, entry, approver)).toMatchObject({
      status: 'active',
      active_since: TODAY,
    });
    desk.clock.at = at('2026-12-01');
    expect(
      await door.on('renew', list, entry, approver, { reason: 'a third raid named them' }),
    ).toMatchObject({
      expires_on: '2027-03-01',
    });
    expect(await door.on('remove', list, entry, approver, { reason: 'it was somebody else' })).toMatchObject({
      status: 'removed',
    });
    expect(desk.published.map((each) => each.attributes.kind)).toEqual([
      'entry_added',
      'entry_renewed',
      'entry_removed',
    ]);
    expect(await door.kinds(list)).toEqual([
      'entry_added accepted',
      'entry_removed accepted',
      'entry_renewed accepted',
    ]);
    const stored = await table.store.list(list.list_id);
    expect(stored?.revision).toBe(4);
    expect(stored?.entries[0]?.reason).toContain('2026-12-01: it was somebody else');
  });

  it('the privacy officer’s veto of an active entry is told, of a proposal not', async () => {
    const list = await door.newList();
    const entry = await door.propose(list);
    await expect(door.on('veto', list, entry, approver)).rejects.toMatchObject({ name: 'RuleViolated' });
    await door.on('veto', list, entry, officer);
    expect(desk.published).toEqual([]);
    const again = await door.propose(list);
    await door.on('approve', list, again, approver);
    await door.on('veto', list, again, officer);
    expect(desk.published.map((each) => each.attributes.kind)).toEqual(['entry_added', 'entry_removed']);
  });

  it('expires by itself, is told, and may be proposed anew', async () => {
    const list = await door.newList();
    await door.on('approve', list, await door.propose(list), approver);
    desk.clock.at = at('2027-01-14');
    await watchLinks({ version: 1 }, desk.ports);
    expect(await door.kinds(list)).toEqual(['entry_added accepted', 'entry_expired pending']);
    expect(await door.propose(list)).toMatchObject({ status: 'proposed' });
  });
});

describe('proposals that are refused (R32)', () => {
  const fact = (name: string, source = 'raids') => ({
    record_id: ids.record(name),
    source,
    statement: 'Named in this file.',
  });

  it.each<[string, Record<string, unknown>, string, RegExp]>([
    ['a subject without records', { subject_entity_id: ids.entity('nobody') }, 'NotFound', /no record/],
    [
      'a child',
      { subject_entity_id: ids.entity('child'), facts: [fact('child', 'brp'), fact('child again')] },
      'RuleViolated',
      /under 18/,
    ],
    [
      'facts about somebody else',
      { subject_entity_id: ids.entity('child') },
      'RuleViolated',
      /about this subject/,
    ],
    [
      'one fact twice',
      { facts: [fact('landlord of one'), fact('landlord of one')] },
      'RuleViolated',
      /two different rows/,
    ],
  ])('%s', async (_what, changes, name, message) => {
    const list = await door.newList();
    await expect(door.ask(proposal(list, changes))).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message),
    });
    expect((await table.store.list(list.list_id))?.entries).toEqual([]);
  });

  it('a subject that is on the list already', async () => {
    const list = await door.newList();
    await door.propose(list);
    await expect(door.propose(list)).rejects.toMatchObject({ name: 'RuleViolated' });
  });
});

describe('a change whose message cannot go out', () => {
  it('is kept and says so; the message goes out with the next publish', async () => {
    const list = await door.newList();
    const entry = await door.propose(list);
    desk.state.fails = () => true;
    await expect(door.on('approve', list, entry, approver)).rejects.toMatchObject({
      name: 'AlertsPending',
      message: expect.stringContaining('the change is kept'),
      cause: { name: 'ServiceUnavailable' },
    });
    expect((await table.store.list(list.list_id))?.entries[0]?.status).toBe('active');
    expect(await door.kinds(list)).toEqual(['entry_added pending']);
  });

  it('is not hindered by alerts of others that wait', async () => {
    const other = await door.newList();
    const entry = await door.propose(other);
    await door.on('approve', other, entry, approver);
    desk.state.fails = (topic) => topic === other.topic_arn;
    const removal = door.on('remove', other, entry, approver, { reason: 'it was somebody else' });
    await expect(removal).rejects.toMatchObject({ name: 'AlertsPending' });
    // Its lease has run out: whoever empties the outbox now would try it again.
    desk.clock.at = new Date(at(TODAY).getTime() + 60_000);
    const list = await door.newList();
    expect(await door.on('approve', list, await door.propose(list), approver)).toMatchObject({
      status: 'active',
    });
    expect(await door.kinds(other)).toEqual(['entry_added accepted', 'entry_removed pending']);
  });
});
