import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DeliveryMode,
  type KnownOrders,
  type StagedDelivery,
  applyDeliveries,
} from '#link/apply-deliveries.ts';
import { orderOf } from '#schemas/delivery.ts';
import type { SourceRecord } from '#schemas/record.ts';
import { aRecord, aResident, aSuspect, anAddress, deliveryId } from './records.ts';

const NOTHING_KNOWN: KnownOrders = { newestOfSource: new Map(), ofDelivery: new Map() };

type Drop = {
  day: string;
  mode?: DeliveryMode;
  source?: string;
  deleted?: SourceRecord[];
  receivedAt?: string;
  sequencer?: string;
};

/** A delivery whose records carry its id, as normalize leaves them. */
function drop(
  records: readonly SourceRecord[],
  { day, mode = 'snapshot', source = 'brp', ...rest }: Drop,
): StagedDelivery {
  const delivery_id = deliveryId(`${source} ${day} ${rest.receivedAt ?? ''} ${rest.sequencer ?? ''}`);
  const received_at = rest.receivedAt ?? `${day}T09:00:00Z`;
  return {
    delivery: { delivery_id, source, reference_date: day, received_at, object_sequencer: rest.sequencer },
    mode,
    records: [
      ...records.map((record) => ({ record: { ...record, delivery_id }, deleted: false })),
      ...(rest.deleted ?? []).map((record) => ({ record: { ...record, delivery_id }, deleted: true })),
    ],
  };
}

/** Applies deliveries one version after the other, as the registry would know them. */
function take(...versions: readonly StagedDelivery[][]): Map<string, SourceRecord> {
  let records = new Map<string, SourceRecord>();
  const newestOfSource = new Map<string, string>();
  const ofDelivery = new Map<string, string>();
  for (const deliveries of versions) {
    const { changed, removed } = applyDeliveries(records.values(), deliveries, {
      newestOfSource,
      ofDelivery,
    });
    records = new Map(records);
    for (const id of removed) records.delete(id);
    for (const record of changed) records.set(record.record_id, record);
    for (const { delivery } of deliveries) {
      const order = orderOf(delivery);
      ofDelivery.set(delivery.delivery_id, order);
      if (order > (newestOfSource.get(delivery.source) ?? '')) newestOfSource.set(delivery.source, order);
    }
  }
  return records;
}

const anna = aResident('anna', { surname: 'Visser' });
const bert = aResident('bert', { surname: 'Bakker' });
const homeOf = (who: SourceRecord, street: string, valid_from: string) =>
  anAddress(`${who.record_id} ${street}`, { parent_record_id: who.record_id, street, valid_from });

describe('a snapshot', () => {
  it('withdraws what is no longer in it, and opens it again when it comes back', () => {
    const october = drop([anna, bert], { day: '2026-10-01' });
    const november = drop([anna], { day: '2026-11-01' });
    const december = drop([anna, bert], { day: '2026-12-01' });
    expect(take([october], [november]).get(bert.record_id)?.valid_to).toBe('2026-11-01');
    expect(take([october], [november], [december]).get(bert.record_id)?.valid_to).toBeNull();
  });

  it('leaves other sources alone', () => {
    const bag = drop([anAddress('bag', { source: 'bag' })], { day: '2026-09-01', source: 'bag' });
    const records = take([bag], [drop([anna], { day: '2026-10-01' })]);
    expect([...records.values()].map((record) => record.valid_to)).toEqual([null, null]);
  });

  it('closes an old address on the day that the new one begins', () => {
    const [old, next] = [homeOf(anna, 'Kerkweg', '2019-05-01'), homeOf(anna, 'Hoofdstraat', '2026-10-17')];
    const records = take(
      [drop([anna, old], { day: '2026-10-01' })],
      [drop([anna, next], { day: '2026-11-01' })],
    );
    expect(records.get(old.record_id)?.valid_to).toBe('2026-10-17');
    expect(records.get(next.record_id)?.valid_to).toBeNull();
  });

  it('that says nothing new gives no row', () => {
    const { changed, removed } = applyDeliveries(
      [anna, bert],
      [drop([bert, anna], { day: '2026-11-01' })],
      NOTHING_KNOWN,
    );
    expect([...changed, ...removed]).toEqual([]);
  });

  it('that is late overwrites nothing, and adds closed what nobody knew', () => {
    const earlierAnna = aResident('anna', { surname: 'Visser-Bakker' });
    const old = homeOf(anna, 'Kerkweg', '2019-05-01');
    const next = homeOf(anna, 'Hoofdstraat', '2026-10-17');
    const records = take(
      [drop([anna, next], { day: '2026-11-01' })],
      [drop([earlierAnna, bert, old], { day: '2026-10-01', receivedAt: '2026-11-02T09:00:00Z' })],
    );
    expect(records.get(anna.record_id)).toMatchObject({ surname: 'Visser', valid_to: null });
    expect(records.get(bert.record_id)?.valid_to).toBe('2026-11-01');
    expect(records.get(old.record_id)?.valid_to).toBe('2026-10-17');
  });

  it('of the same day that came later counts as the newer', () => {
    const first = drop([anna, bert], { day: '2026-10-01', receivedAt: '2026-10-01T08:00:00Z' });
    const second = drop([anna], { day: '2026-10-01', receivedAt: '2026-10-01T09:00:00Z' });
    for (const versions of [[[first], [second]], [[second, first]]])
      expect(take(...versions).get(bert.record_id)?.valid_to).toBe('2026-10-01');
  });

  it('refuses to delete a row', () => {
    const wrong = drop([], { day: '2026-10-01', deleted: [anna] });
    expect(() => applyDeliveries([anna], [wrong], NOTHING_KNOWN)).toThrow(/snapshot of brp/);
  });
});

const raid = aRecord('raid', { kind: 'event', source: 'raids', event_type: 'raid' });
const of = { parent_record_id: raid.record_id };
const suspect = aSuspect('suspect', { ...of, surname: 'Jansen' });
const where = anAddress('where', { ...of, source: 'raids', role: 'location', street: 'Kerkweg' });
const raids = (records: SourceRecord[], day: string, rest: Partial<Drop> = {}) =>
  drop(records, { day, mode: 'changes', source: 'raids', ...rest });

describe('changes', () => {
  it('replace what the row said before, and take back what it mentions no more', () => {
    const other = aSuspect('other', { ...of, surname: 'Smit' });
    const records = take(
      [raids([raid, suspect, where], '2026-10-01')],
      [raids([raid, other, where], '2026-10-05')],
    );
    expect(new Set(records.keys())).toEqual(new Set([raid, other, where].map((record) => record.record_id)));
  });

  it('leave rows alone that are not in the file', () => {
    const another = aRecord('another raid', { kind: 'event', source: 'raids' });
    const records = take([raids([raid, suspect], '2026-10-01')], [raids([another], '2026-10-05')]);
    expect(records.size).toBe(3);
  });

  it('remove a deleted event with all that it mentioned', () => {
    const records = take(
      [raids([raid, suspect, where], '2026-10-01')],
      [raids([], '2026-10-05', { deleted: [raid] })],
    );
    expect(records.size).toBe(0);
  });

  it('that are late pass the row over, with all that it mentions', () => {
    const corrected = aSuspect('suspect', { ...of, surname: 'Janssen' });
    const records = take(
      [raids([raid, suspect], '2026-10-01')],
      [raids([raid, corrected], '2026-10-05')],
      [raids([raid, suspect, where], '2026-10-03', { receivedAt: '2026-10-06T09:00:00Z' })],
    );
    expect(records.get(suspect.record_id)?.surname).toBe('Janssen');
    expect(records.has(where.record_id)).toBe(false);
  });
});

describe('a row that is said again, word for word', () => {
  const stale = aSuspect('suspect', { ...of, surname: 'Janssen' });

  it('stands by the delivery that said it last, so that an older one which comes late corrects nothing', () => {
    const [first, last] = [raids([raid, suspect], '2026-10-01'), raids([raid, suspect], '2026-10-09')];
    const between = raids([raid, stale], '2026-10-05', { receivedAt: '2026-10-10T09:00:00Z' });
    for (const versions of [
      [[first], [last], [between]],
      [[first], [between], [last]],
      [[last, between, first]],
    ]) {
      const records = take(...versions);
      expect(records.get(suspect.record_id)?.surname).toBe('Jansen');
      expect(records.get(suspect.record_id)?.delivery_id).toBe(last.delivery.delivery_id);
    }
  });

  it('is no change in the report on its file', () => {
    const first = raids([raid, suspect], '2026-10-01');
    const current = [...take([first]).values()];
    const again = raids([raid, suspect], '2026-10-09');
    expect(applyDeliveries(current, [again], NOTHING_KNOWN).changes).toMatchObject([
      { new: 0, changed: 0, unchanged: 1, withdrawn: 0 },
    ]);
  });

  it('in a snapshot stays by the delivery that said it first', () => {
    const [first, last] = [drop([anna], { day: '2026-10-01' }), drop([anna], { day: '2026-11-01' })];
    expect(take([first], [last]).get(anna.record_id)?.delivery_id).toBe(first.delivery.delivery_id);
  });
});

describe('rows that are appended', () => {
  const report = aRecord('report', { kind: 'event', source: 'reports', description: 'first' });
  const reports = (records: SourceRecord[], day: string, deleted: SourceRecord[] = []) =>
    drop(records, { day, mode: 'append', source: 'reports', deleted });

  it('withdraw nothing', () => {
    const another = aRecord('another', { kind: 'event', source: 'reports' });
    expect(take([reports([report], '2026-10-01')], [reports([another], '2026-10-02')]).size).toBe(2);
  });

  it('are corrected when their key comes again with other content', () => {
    const corrected = aRecord('report', { kind: 'event', source: 'reports', description: 'corrected' });
    const records = take([reports([report], '2026-10-01')], [reports([corrected], '2026-10-02')]);
    expect(records.get(report.record_id)?.description).toBe('corrected');
  });

  it('cannot be deleted', () => {
    const wrong = reports([], '2026-10-02', [report]);
    expect(() => applyDeliveries([report], [wrong], NOTHING_KNOWN)).toThrow(/append/);
  });
});

describe('snapshots in any order', () => {
  const people = ['a', 'b', 'c'].map((name) => aResident(name));
  const days = ['2026-08-01', '2026-09-01', '2026-10-01', '2026-11-01'];
  const snapshots = fc
    .tuple(...days.map(() => fc.subarray(people)))
    .map((present) => present.map((records, index) => drop(records, { day: days[index] ?? '' })));

  it('granted together end as when each came in its turn', () => {
    fc.assert(
      fc.property(snapshots, (inTurn) => {
        const turned = inTurn.toReversed();
        expect(take(turned)).toEqual(take(...inTurn.map((each) => [each])));
      }),
    );
  });

  it('leave open who is in the newest, whichever came late', () => {
    fc.assert(
      fc.property(
        snapshots.chain((all) => fc.shuffledSubarray(all, { minLength: all.length })),
        (shuffled) => {
          const newest = shuffled.find(({ delivery }) => delivery.reference_date === days.at(-1));
          const open = [...take(...shuffled.map((each) => [each])).values()].filter(
            (record) => record.valid_to === null,
          );
          expect(new Set(open.map((record) => record.record_id))).toEqual(
            new Set(newest?.records.map(({ record }) => record.record_id)),
          );
        },
      ),
    );
  });
});

describe('events of one day that arrive the other way round (R47)', () => {
  const said = (surname: string) => aRecord('raid', { kind: 'event', source: 'raids', category: surname });
  const raid = (category: string, when: Pick<Drop, 'receivedAt' | 'sequencer'>) =>
    drop([said(category)], { day: '2026-10-01', mode: 'changes', source: 'raids', ...when });

  it.each([
    ['time', { receivedAt: '2026-10-01T09:00:00Z' }, { receivedAt: '2026-10-01T09:00:05Z' }],
    [
      'sequencer, within one second',
      { sequencer: '0055AED6DCD90281E5' },
      { sequencer: '0055AED6DCD90281E6' },
    ],
    ['sequencers of other lengths', { sequencer: '0055AE' }, { sequencer: '0055AE01' }],
  ])('leave what came last, by %s', (_how, first, second) => {
    const [older, newer] = [raid('older', first), raid('newer', second)];
    for (const order of [[[older], [newer]], [[newer], [older]], [[newer, older]]])
      expect([...take(...order).values()].map((record) => record.category)).toEqual(['newer']);
  });

  it('leave the later of two snapshots, with whom the earlier one alone knew withdrawn', () => {
    const older = drop([anna, bert], { day: '2026-10-01', sequencer: 'A0' });
    const newer = drop([anna], { day: '2026-10-01', sequencer: 'A1' });
    const ends = (records: Map<string, SourceRecord>) =>
      [anna, bert].map((who) => records.get(who.record_id)?.valid_to);
    expect(ends(take([older], [newer]))).toEqual([null, '2026-10-01']);
    expect(ends(take([newer], [older]))).toEqual([null, '2026-10-01']);
  });
});
