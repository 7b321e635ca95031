import { describe, expect, it } from 'vitest';
import { type KnownOrders, type StagedDelivery, applyDeliveries } from '#link/apply-deliveries.ts';
import type { UnreadRows } from '#schemas/delivery-summary.ts';
import type { SourceRecord } from '#schemas/record.ts';
import { aResident, anAddress, deliveryId, recordId } from './records.ts';

const NOTHING_KNOWN: KnownOrders = { newestOfSource: new Map(), ofDelivery: new Map() };
const ANNA = aResident('anna');
const BRAM = aResident('bram');
const HOME = anAddress('home of bram', { parent_record_id: BRAM.record_id });

function snapshot(
  day: string,
  records: readonly SourceRecord[],
  rest: { unread?: Partial<UnreadRows>; supplement?: boolean; receivedAt?: string } = {},
): StagedDelivery {
  const delivery_id = deliveryId(`brp ${day} ${rest.receivedAt ?? ''}`);
  return {
    delivery: {
      delivery_id,
      source: 'brp',
      reference_date: day,
      received_at: rest.receivedAt ?? `${day}T09:00:00Z`,
      object_sequencer: undefined,
    },
    mode: 'snapshot',
    records: records.map((record) => ({ record: { ...record, delivery_id }, deleted: false })),
    unread: { subjects: [], digests: [], untold: 0, ...rest.unread },
    supplement: rest.supplement ?? false,
  };
}

const apply = (...deliveries: StagedDelivery[]) => {
  const { changed, changes, doubts } = applyDeliveries([], deliveries, NOTHING_KNOWN);
  const endOf = (name: string) =>
    changed.find((record) => record.record_id === recordId(name))?.valid_to ?? 'open';
  return { changed, changes, doubts, endOf };
};
const SEPTEMBER = snapshot('2026-09-01', [ANNA, BRAM, HOME]);

describe('rows of a snapshot that did not go in', () => {
  it('keep their subject, with its address, where the key was read', () => {
    const unread = { subjects: [BRAM.record_id] };
    const { endOf, changes } = apply(SEPTEMBER, snapshot('2026-10-01', [ANNA], { unread }));
    expect([endOf('bram'), endOf('home of bram')]).toEqual(['open', 'open']);
    expect(changes[1]).toMatchObject({ unchanged: 1, withdrawn: 0, kept_open: 0 });
  });

  it('keep open all who are absent where it was not, and tell how many', () => {
    const unread = { digests: ['r'] };
    const { endOf, changes, doubts } = apply(SEPTEMBER, snapshot('2026-10-01', [ANNA], { unread }));
    expect([endOf('bram'), endOf('home of bram')]).toEqual(['open', 'open']);
    expect(changes[1]).toMatchObject({ withdrawn: 0, kept_open: 1 });
    expect(doubts.brp).toEqual({ unread: ['r'], suspects: ['r'], kept: [BRAM.record_id] });
  });

  it('still let a person move whose row is there', () => {
    const next = anAddress('next home of bram', {
      parent_record_id: BRAM.record_id,
      valid_from: '2026-09-20',
    });
    const unread = { digests: ['r'] };
    const { endOf, changes } = apply(SEPTEMBER, snapshot('2026-10-01', [ANNA, BRAM, next], { unread }));
    expect(endOf('home of bram')).toBe('2026-09-20');
    expect(changes[1]).toMatchObject({ new: 0, changed: 1, unchanged: 1, withdrawn: 0 });
  });

  it('withdraw nobody when they come back mended, and add who was new', () => {
    const carla = aResident('carla');
    const mended = snapshot('2026-09-01', [carla], { supplement: true, receivedAt: '2026-09-03T09:00:00Z' });
    const { endOf, changes } = apply(SEPTEMBER, mended);
    expect(['anna', 'bram', 'carla'].map(endOf)).toEqual(['open', 'open', 'open']);
    expect(changes[1]).toMatchObject({ new: 1, withdrawn: 0 });
  });

  it('do not open again whom a newer snapshot no longer has', () => {
    const mended = snapshot('2026-09-01', [BRAM], { supplement: true, receivedAt: '2026-10-03T09:00:00Z' });
    const october = snapshot('2026-10-01', [ANNA]);
    const [first, second] = [applyDeliveries([], [SEPTEMBER, october], NOTHING_KNOWN), mended];
    const known = {
      newestOfSource: new Map([['brp', `2026-10-01 ${october.delivery.received_at}`]]),
      ofDelivery: new Map<string, string>(),
    };
    const { changed, changes } = applyDeliveries(first.changed, [second], known);
    expect(changed).toEqual([]);
    expect(changes[0]).toMatchObject({ new: 0, unchanged: 1 });
  });

  it('count what is new, equal and withdrawn by subject, not by record', () => {
    const { changes } = apply(SEPTEMBER, snapshot('2026-10-01', [ANNA]));
    expect(changes.map(({ delivery_id: _id, ...counts }) => counts)).toEqual([
      { new: 2, changed: 0, unchanged: 0, withdrawn: 0, kept_open: 0 },
      { new: 0, changed: 0, unchanged: 1, withdrawn: 1, kept_open: 0 },
    ]);
  });
});
