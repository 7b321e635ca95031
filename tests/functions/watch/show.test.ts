import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery } from '#schemas/delivery.ts';
import { watchDoor } from '#watch/door.ts';
import { DoorInput } from '#watch/door-input.ts';
import { watchLinks } from '#watch/links.ts';
import { aRecord, deliveryId } from '#tests/functions/link/records.ts';
import { memoryRegistry } from '#tests/functions/memory-ports.ts';
import { approver, at, ids, TODAY } from './fixtures.ts';
import { atTheDoor, landlordTown, SUBJECT } from './landlord-town.ts';
import { clearWatch, openWatchTable, publishVersion, watchDesk } from './watch-desk.ts';

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

const READ = { actor: approver, purpose: 'looking after the list', legal_basis: 'Gemeentewet art. 172' };
const deliveryOf = (name: string, object_key: string): Delivery => ({
  delivery_id: deliveryId(name),
  source: 'raids',
  bucket: 'drop',
  object_key,
  object_version: '1',
  content_sha256: null,
  received_at: at(TODAY).toISOString(),
  reference_date: TODAY,
  status: 'linked',
  rows_read: 9,
  rows_accepted: 9,
  rows_rejected: 0,
  reasons: [],
  version: 2,
});

describe('show', () => {
  it('lists', async () => {
    const list = await door.newList();
    expect(await door.ask({ operation: 'show_lists', ...READ })).toEqual(
      expect.arrayContaining([{ list_id: list.list_id, title: 'Top 10', entries: 0 }]),
    );
  });

  it('the reason behind an alert: rows with delivery and line, the link’s waterfall, who was told', async () => {
    const list = await door.newList();
    const entry = await door.propose(list);
    await door.on('approve', list, entry, approver);
    await door.ask({
      operation: 'subscribe',
      actor: approver,
      list_id: list.list_id,
      channel: 'email',
      endpoint: 'wijkteam@gemeente.example',
    });
    desk.confirmed.set('wijkteam@gemeente.example', 'arn:x');
    await publishVersion(
      desk,
      2,
      {
        records: [
          {
            ...aRecord('landlord of one', {
              record_id: ids.record('landlord of one'),
              source: 'raids',
              line: 9,
              delivery_id: deliveryId('second'),
            }),
          },
        ],
        members: [],
      },
      '2026-10-14',
    );
    await watchLinks({ version: 2 }, desk.ports);
    const [alert] = (await table.store.alerts(list.list_id)).filter(
      (each) => each.kind === 'record_corrected',
    );
    const registry = memoryRegistry(desk.versions, [deliveryOf('second', 'raids/2026-10.csv')]);
    const request = DoorInput.parse({ operation: 'show_alert', ...READ, alert_id: alert?.alert_id });
    expect(await watchDoor(request, { ...desk.ports, registry })).toMatchObject({
      alert: { kind: 'record_corrected', since: '2026-10-14' },
      list_title: 'Top 10',
      entry: { entry_id: entry.entry_id, subject_entity_id: SUBJECT, status: 'active' },
      rows: [
        {
          record_id: ids.record('landlord of one'),
          source: 'raids',
          line: 9,
          object_key: 'raids/2026-10.csv',
        },
      ],
      links: [{ weight_bits: 12.5, explanation: { steps: [{ field: 'surname', weightBits: 22.5 }] } }],
      told: [{ channel: 'email', team: approver.team, status: 'confirmed' }],
    });
  });

  it.each(['show_alert', 'show_list', 'approve'])(
    '%s answers NotFound for what is not there',
    async (operation) => {
      const names = { alert_id: ids.alert('none'), list_id: ids.list('none'), entry_id: ids.entry('none') };
      const wanted =
        { show_alert: ['alert_id'], show_list: ['list_id'], approve: ['list_id', 'entry_id'] }[operation] ??
        [];
      const request = {
        operation,
        ...(operation === 'approve' ? { actor: approver } : READ),
        ...Object.fromEntries(Object.entries(names).filter(([name]) => wanted.includes(name))),
      };
      await expect(door.ask(request)).rejects.toMatchObject({ name: 'NotFound' });
    },
  );
});
