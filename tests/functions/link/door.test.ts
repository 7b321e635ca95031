import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cluster } from '#cluster/cluster.ts';
import { linkDoor } from '#link/door.ts';
import { DoorInput } from '#link/door-input.ts';
import { linkAcquire } from '#link/lock.ts';
import { linkPartition } from '#link/partition.ts';
import { linkStage } from '#link/stage.ts';
import type { SourceRecord } from '#schemas/record.ts';
import { type Line, openLine } from './line.ts';
import { aRecord, aResident, aSuspect, recordId } from './records.ts';

const PIET = { given_names: 'Piet', surname: 'Jansen', birth_date: '1980-03-12' };
const piet = aResident('piet', PIET);
const willem = aResident('willem', { given_names: 'Willem', surname: 'Bakker', birth_date: '1971-01-30' });
const raid = aRecord('raid', {
  kind: 'event',
  source: 'raids',
  event_type: 'raid',
  occurred_on: '2026-10-20',
});
const inRaid = { parent_record_id: raid.record_id, valid_from: '2026-10-20' };
const suspect = aSuspect('suspect', { ...PIET, ...inRaid });
const stranger = aSuspect('stranger', { given_names: 'Anna', surname: 'Smit', ...inRaid });

const call = (operation: string, more: Record<string, unknown> = {}) => ({
  operation,
  actor: { id: 'm.dekker', team: 'gegevens', role: 'steward' },
  purpose: 'Keeping the register right',
  legal_basis: 'Art. 5 AVG',
  ...more,
});
const REASON = 'Seen in both files, by the passport';
const about = (operation: string, one: SourceRecord, other: SourceRecord) =>
  call(operation, { records: [one.record_id, other.record_id], reason: REASON });

describe('the door of links', () => {
  let line: Line;
  let day = 0;
  beforeEach(async () => {
    line = await openLine();
    day = 10;
    await drop([piet, willem]);
    await line.deliver('raids', '2026-10-31', [raid, suspect, stranger]);
    await version();
  });
  afterEach(async () => line.close());

  const ask = async (input: unknown) => linkDoor(DoorInput.parse(input), line);
  async function drop(residents: readonly SourceRecord[]): Promise<void> {
    day += 1;
    await line.deliver('brp', `2026-10-${day}`, residents);
  }
  async function version(): Promise<void> {
    line.wait(60);
    const owner = `execution ${day}`;
    const acquired = await linkAcquire({ owner }, line);
    if (acquired.outcome !== 'granted') throw new Error('nothing waits');
    const run = { version: acquired.version, token: acquired.token };
    const { partitions } = await linkStage({ owner, ...run }, line);
    for (const partition of partitions) await linkPartition({ ...run, partition }, line);
    await cluster({ owner, ...run }, line);
  }
  /** Makes a version by a drop that changes nobody of whom the test asks. */
  async function nextVersion(): Promise<void> {
    await drop([piet, willem, aResident(`newcomer ${day}`, { given_names: 'Ben', surname: 'Vos' })]);
    await version();
  }
  async function entities(): Promise<ReadonlyMap<string, unknown>> {
    const pointer = await line.registry.pointer('linked');
    if (!pointer) throw new Error('nothing is published');
    const rows = await line.lake.state('members', await line.registry.versions(pointer));
    return new Map(rows.map((row) => [String(row.record_id), row.entity_id]));
  }
  const areOne = async (one: SourceRecord, other: SourceRecord) => {
    const of = await entities();
    return of.get(one.record_id) !== undefined && of.get(one.record_id) === of.get(other.record_id);
  };

  it('keeps apart what is rejected, in every later version, until it is opened again', async () => {
    expect(await areOne(piet, suspect)).toBe(true);
    await ask(about('reject', piet, suspect));
    await nextVersion();
    expect(await areOne(piet, suspect)).toBe(false);
    await nextVersion();
    expect(await areOne(piet, suspect)).toBe(false);
    line.wait(60);
    await ask(about('reopen', piet, suspect));
    await nextVersion();
    expect(await areOne(piet, suspect)).toBe(true);
  });

  it('makes one of what is confirmed, and keeps the older id', async () => {
    const before = (await entities()).get(willem.record_id);
    await ask(about('confirm', willem, stranger));
    await nextVersion();
    await nextVersion();
    expect(await areOne(willem, stranger)).toBe(true);
    expect([before, (await entities()).get(stranger.record_id)]).toContain(
      (await entities()).get(willem.record_id),
    );
  });

  it('splits an entity into two', async () => {
    await ask(about('confirm', suspect, stranger));
    await nextVersion();
    expect(await areOne(piet, stranger)).toBe(true);
    line.wait(60);
    const { decisions } = await ask(
      call('split', {
        records: [piet.record_id],
        from: [suspect.record_id, stranger.record_id],
        reason: REASON,
      }),
    );
    expect(decisions.map((each) => each.decision)).toEqual(['same', 'other']);
    await nextVersion();
    expect(await areOne(piet, suspect)).toBe(false);
    expect(await areOne(suspect, stranger)).toBe(true);
  });

  it('lists who decided what, when and why', async () => {
    await ask(about('reject', piet, suspect));
    await ask(about('confirm', willem, stranger));
    const { decisions } = await ask(call('list_decisions', { record: suspect.record_id }));
    expect(decisions).toMatchObject([{ decision: 'other', by: { id: 'm.dekker' }, reason: REASON }]);
    expect((await ask(call('list_decisions'))).decisions).toHaveLength(2);
  });

  it.each([
    ['two BSNs', () => about('confirm', piet, willem), 'have two different keys (bsn_token)'],
    ['two kinds', () => about('confirm', piet, raid), 'records of two kinds are never one: event, person'],
    ['a record twice', () => about('reject', piet, piet), 'about two records'],
    [
      'a record that is not there',
      () => call('reject', { records: [piet.record_id, recordId('nobody')], reason: REASON }),
      'there is no record',
    ],
    [
      'another role',
      () => ({ ...about('confirm', piet, suspect), actor: { id: 'x', team: 'y', role: 'analyst' } }),
      'R1: links are for stewards and case workers, not for the role analyst',
    ],
  ])('refuses %s', async (_what, input, message) => {
    await expect(ask(input())).rejects.toThrow(message);
    expect((await ask(call('list_decisions'))).decisions).toEqual([]);
  });

  it('refuses what contradicts earlier decisions, by way of other records too', async () => {
    await ask(about('confirm', piet, suspect));
    await ask(about('confirm', suspect, stranger));
    line.wait(60);
    await expect(ask(about('reject', piet, stranger))).rejects.toMatchObject({
      name: 'RuleViolated',
      message: expect.stringContaining('say the opposite'),
    });
    expect((await ask(call('list_decisions'))).decisions).toHaveLength(2);
  });

  it.each(['reason', 'purpose', 'legal_basis', 'actor'])('asks for a %s', (name) => {
    const input: Record<string, unknown> = about('confirm', piet, suspect);
    expect(DoorInput.safeParse({ ...input, [name]: '' }).success).toBe(false);
    expect(DoorInput.safeParse(input).success).toBe(true);
  });
});
