import type { Actor } from '#schemas/actor.ts';
import { WatchEntry, WatchList } from '#schemas/watch.ts';
import { watchDoor } from '#watch/door.ts';
import { DoorInput } from '#watch/door-input.ts';
import { aRecord } from '#tests/functions/link/records.ts';
import { ids, proposer } from './fixtures.ts';
import { publishVersion, type watchDesk } from './watch-desk.ts';

export const SUBJECT = ids.entity('landlord');
/** Two raids that name one landlord, of whom the register knows the date of birth; and a child. */
export async function landlordTown(desk: ReturnType<typeof watchDesk>): Promise<void> {
  const record = (name: string, known: Parameters<typeof aRecord>[1] = {}) =>
    aRecord(name, { record_id: ids.record(name), source: 'raids', ...known });
  const member = (name: string, entity: string, source = 'raids') => ({
    record_id: ids.record(name),
    entity_id: ids.entity(entity),
    source,
  });
  await publishVersion(desk, 1, {
    records: [
      record('raid one', { kind: 'event', nature: 'fact' }),
      record('raid two', { kind: 'event', nature: 'fact' }),
      record('landlord of one', { parent_record_id: ids.record('raid one'), role: 'landlord', line: 3 }),
      record('landlord of two', { parent_record_id: ids.record('raid two'), role: 'landlord', line: 4 }),
      record('register', { source: 'brp', birth_date: '1970-03-00' }),
      record('child', { source: 'brp', birth_date: '2010-01-01' }),
      record('child again', { birth_date: null }),
    ],
    members: [
      member('raid one', 'raid one'),
      member('raid two', 'raid two'),
      member('landlord of one', 'landlord'),
      member('landlord of two', 'landlord'),
      member('register', 'landlord', 'brp'),
      member('child', 'child', 'brp'),
      member('child again', 'child'),
    ],
    links: [
      {
        left_record_id: ids.record('landlord of one'),
        right_record_id: ids.record('register'),
        weight_bits: 12.5,
        probability: 0.99,
        explanation: {
          basis: 'weights',
          rule: 'surname and birth date',
          priorBits: -10,
          steps: [{ field: 'surname', level: 'exact', weightBits: 22.5, frequencyBits: 3 }],
          model: 'start-1',
        },
      },
    ],
  });
}

export const proposal = (list: WatchList, changes: Record<string, unknown> = {}) => ({
  operation: 'propose',
  actor: proposer,
  list_id: list.list_id,
  subject_entity_id: SUBJECT,
  criterion: 'landlord of two closed addresses',
  reason: 'Two raids found drugs at addresses that they let.',
  legal_basis: 'Gemeentewet art. 172',
  facts: ['landlord of one', 'landlord of two'].map((name) => ({
    record_id: ids.record(name),
    source: 'raids',
    statement: 'Named as landlord in this file.',
  })),
  sources: ['raids'],
  ...changes,
});

/** What a test asks at the door, in short. */
export function atTheDoor(desk: ReturnType<typeof watchDesk>) {
  const ask = async (request: Record<string, unknown>) => watchDoor(DoorInput.parse(request), desk.ports);
  const newList = async () =>
    WatchList.parse(
      await ask({
        operation: 'create_list',
        actor: proposer,
        title: 'Top 10',
        purpose: 'early knowledge of raids',
      }),
    );
  const propose = async (list: WatchList) => WatchEntry.parse(await ask(proposal(list)));
  const on = (
    operation: string,
    list: WatchList,
    entry: Pick<WatchEntry, 'entry_id'>,
    actor: Actor,
    more = {},
  ) => ask({ operation, actor, list_id: list.list_id, entry_id: entry.entry_id, ...more });
  const kinds = async (list: WatchList) =>
    (await desk.ports.watch.alerts(list.list_id)).map((alert) => `${alert.kind} ${alert.status}`).toSorted();
  return { ask, newList, propose, on, kinds };
}
