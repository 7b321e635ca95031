import { describe, expect, it } from 'vitest';
import { parseDeliveriesCommand } from '#report/cli-words.ts';
import { type DoorPorts, reportDoor } from '#report/door.ts';
import { DoorInput } from '#report/door-input.ts';
import { reportOn } from '#report/report-on.ts';
import { SETTINGS } from '#schemas/settings.ts';
import { deliveryId } from '#tests/functions/link/records.ts';
import { address, file, openDesk } from './desk.ts';

const ACTOR = { id: 'sanne', team: 'gegevens', role: 'steward' as const };
const REASON = 'de andere adressen zijn naar de buurgemeente gegaan';
const addresses = (count: number) =>
  file(...Array.from({ length: count }, (_none, index) => address(index + 1)));

/** Five files of a hundred rows and a sixth of ten, which is held. */
async function openDoor(source = 'bag') {
  const desk = openDesk();
  const started: string[] = [];
  const ports: DoorPorts = {
    ...desk.ports,
    registry: {
      ...desk.ports.registry,
      advance: desk.town.registry.advance,
      enqueue: desk.town.registry.enqueue,
    },
    lake: desk.town.lake,
    catalog: desk.town.catalog,
    clock: { now: () => new Date('2026-10-06T10:00:00Z') },
    workflow: {
      start: async (name) => {
        started.push(name);
      },
    },
  };
  for (let month = 1; month <= SETTINGS.report.volumeDeliveries; month += 1)
    await reportOn(await desk.drop(`${source}/${month}.csv`, addresses(100 + month)), desk.ports);
  // Files of one test come at one moment, and are then in order of their ids.
  for (const key of await desk.town.work.list('profiles/')) {
    const body = await desk.town.work.read(key);
    await desk.town.work.remove([key]);
    await desk.town.work.write(key.replace('2026-10-05', '2026-10-01'), body);
  }
  const held = await desk.drop(`${source}/held.csv`, addresses(10));
  await reportOn(held, desk.ports);
  const ask = async (asked: Record<string, unknown>) =>
    reportDoor(DoorInput.parse({ actor: ACTOR, ...asked }), ports);
  const release = async (delivery_id = held.delivery_id) =>
    ask({ operation: 'release', delivery_id, reason: REASON });
  return { ...desk, held, ask, release, started };
}

describe('the door for deliveries', () => {
  it('lets go on what was held for its volume, once, and says who did and why', async () => {
    const door = await openDoor();
    expect(door.held.status).toBe('quarantined');
    expect(door.town.registry.queue.has(door.held.delivery_id)).toBe(false);
    expect(await door.release()).toEqual({ delivery_id: door.held.delivery_id, status: 'normalized' });
    expect(door.town.registry.queue.has(door.held.delivery_id)).toBe(true);
    expect(door.town.registry.deliveries.get(door.held.delivery_id)?.release).toEqual({
      by: ACTOR,
      reason: REASON,
      at: '2026-10-06T10:00:00.000Z',
    });
    expect(door.textAt('reports/bag/held.csv.txt')).toContain('sanne (gegevens)');
    // Asked again, as after a kill: nothing is lost, nothing happens twice.
    expect(await door.release()).toMatchObject({ status: 'normalized' });
    expect(new Set(door.started)).toEqual(new Set([`release-${door.held.delivery_id}`]));
  });

  it('holds a released file’s volume against the next one', async () => {
    const door = await openDoor();
    const profiles = async () => (await door.town.work.list('profiles/bag/')).length;
    const before = await profiles();
    await door.release();
    expect(await profiles()).toBe(before + 1);
  });

  it('releases nothing else', async () => {
    const door = await openDoor();
    const bad = await door.drop('bag/leeg.csv', '');
    await expect(door.release(bad.delivery_id)).rejects.toMatchObject({ name: 'TransitionRefused' });
    const unknown = await door.drop('gossip/a.csv', 'a;b\n1;2\n');
    await expect(door.release(unknown.delivery_id)).rejects.toMatchObject({
      name: 'RuleViolated',
      message: expect.stringContaining('R6'),
    });
    await expect(door.release(deliveryId('nobody'))).rejects.toMatchObject({ name: 'NotFound' });
    expect(door.started).toEqual([]);
  });

  it('lists by source and status, and shows one with the places of its files', async () => {
    const door = await openDoor();
    expect(await door.ask({ operation: 'list', status: 'quarantined' })).toMatchObject([
      { object_key: 'bag/held.csv', status: 'quarantined' },
    ]);
    expect(await door.ask({ operation: 'list', source: 'brp' })).toEqual([]);
    expect(await door.ask({ operation: 'list', limit: 2 })).toHaveLength(2);
    expect(await door.ask({ operation: 'show', delivery_id: door.held.delivery_id })).toMatchObject({
      text: `s3://lake/deliveries/${door.held.delivery_id}.txt`,
      rejected_rows: null,
      report: { delivery_id: door.held.delivery_id, oddities: [{ kind: 'volume', rows: 10 }] },
    });
    await expect(door.ask({ operation: 'show', delivery_id: deliveryId('nobody') })).rejects.toMatchObject({
      name: 'NotFound',
    });
  });
});

describe('npm run deliveries', () => {
  const id = deliveryId('one');

  it.each([
    [
      ['list', '--source', 'brp', '--limit', '5', '--as', 'a', '--team', 't'],
      { operation: 'list', limit: 5 },
    ],
    [['show', id], { operation: 'show', delivery_id: id }],
    [
      ['release', id, '--as', 'sanne', '--team', 'gegevens', '--reason', REASON],
      { operation: 'release', delivery_id: id, reason: REASON },
    ],
  ])('%j is a request that the door takes', (args, request) => {
    expect(DoorInput.parse(parseDeliveriesCommand(args).request)).toMatchObject(request);
  });

  it.each([
    [[], /npm run deliveries/],
    [['burn'], /no command burn/],
    [['show'], /the delivery is missing/],
    [['release', id, '--team', 't', '--reason', REASON], /--as is missing/],
    [['release', id, '--as', 'a', '--reason', REASON], /--team is missing/],
    [['release', id, '--as', 'a', '--team', 't'], /--reason is missing/],
  ])('%j is refused by name', (args, message) => {
    expect(() => parseDeliveriesCommand(args)).toThrow(message);
  });

  it('takes no reason of a word or two', () => {
    const { request } = parseDeliveriesCommand(['release', id, '--as', 'a', '--team', 't', '--reason', 'ok']);
    expect(DoorInput.safeParse(request).success).toBe(false);
  });
});
