import { type Delivery, orderOf } from '#schemas/delivery.ts';
import type { SourceRecord } from '#schemas/record.ts';
import { type RecordDelta, RecordState } from './record-state.ts';

export type DeliveryMode = 'snapshot' | 'changes' | 'append';

/** A staged row. `deleted`: the source says that its subject is gone (mode `changes` only). */
export type StagedRecord = { readonly record: SourceRecord; readonly deleted: boolean };

export type StagedDelivery = {
  readonly delivery: Pick<
    Delivery,
    'delivery_id' | 'source' | 'reference_date' | 'received_at' | 'object_sequencer'
  >;
  readonly mode: DeliveryMode;
  readonly records: readonly StagedRecord[];
};

/** Orders of deliveries (`orderOf`): a reference date, then when it came. */
export type KnownOrders = {
  /** Of a source's linked deliveries the greatest. */
  readonly newestOfSource: ReadonlyMap<string, string>;
  /** Of the delivery that a current record came with. */
  readonly ofDelivery: ReadonlyMap<string, string>;
};

/**
 * Takes deliveries into the state of all records, oldest reference date first (then as received), and says which
 * records end up different. Equal content (content_hash) gives nothing.
 *
 * - `snapshot`: records of the source that are not in the file are withdrawn.
 * - `changes`, `append`: a row replaces what its subject said before, with all that it mentioned. An `append` row
 *   comes once; if its key comes again with other content, that is a correction and is taken like a change.
 * - A late file never overwrites newer state. A snapshot older than one already taken only adds what nobody knew,
 *   closed at the day from which the newer one is silent about it; a row of the other modes is passed over when
 *   anything that stands of it came with a newer reference date.
 * - Withdrawn means: closed (`valid_to`) at the day of a successor (the next address of the same person) or else at
 *   the file's reference date. What an event mentioned is removed instead, for it is corrected, not ended.
 */
export function applyDeliveries(
  current: Iterable<SourceRecord>,
  deliveries: readonly StagedDelivery[],
  known: KnownOrders,
): RecordDelta {
  const state = new RecordState(current);
  const newestOfSource = new Map(known.newestOfSource);
  const ofDelivery = new Map(known.ofDelivery);
  for (const staged of deliveries.toSorted(inOrder)) {
    const { source, delivery_id } = staged.delivery;
    const order = orderOf(staged.delivery);
    ofDelivery.set(delivery_id, order);
    const newest = newestOfSource.get(source) ?? order;
    if (staged.mode !== 'snapshot') applyRows(state, staged, ofDelivery);
    else if (order < newest) addForgotten(state, staged, newest.slice(0, DATE_LENGTH));
    else applySnapshot(state, staged);
    newestOfSource.set(source, order > newest ? order : newest);
  }
  return state.delta();
}

const DATE_LENGTH = 'jjjj-mm-dd'.length;

const inOrder = ({ delivery: a }: StagedDelivery, { delivery: b }: StagedDelivery): number =>
  orderOf(a) < orderOf(b) ? -1 : 1;

function applySnapshot(state: RecordState, { delivery, records }: StagedDelivery): void {
  const present = new Set<string>();
  for (const { record, deleted } of records) {
    if (deleted) throw new RangeError(`a snapshot of ${delivery.source} cannot delete a row`);
    state.put(record);
    present.add(record.record_id);
  }
  for (const record of state.openOf(delivery.source))
    if (!present.has(record.record_id)) state.withdraw(record, delivery.reference_date);
}

function addForgotten(state: RecordState, { records }: StagedDelivery, newest: string): void {
  const forgotten = records.filter(({ record }) => !state.get(record.record_id));
  for (const { record } of forgotten) state.put(record);
  for (const { record } of forgotten) if (record.valid_to === null) state.withdraw(record, newest);
}

function applyRows(
  state: RecordState,
  { delivery, mode, records }: StagedDelivery,
  ofDelivery: ReadonlyMap<string, string>,
): void {
  const delivered = new Map(records.map((staged) => [String(staged.record.record_id), staged]));
  const subjectOf = (record: SourceRecord): SourceRecord => {
    const parent = delivered.get(record.parent_record_id ?? '')?.record;
    return parent ? subjectOf(parent) : record;
  };
  const isLate = (standing: readonly SourceRecord[]): boolean =>
    standing.some((record) => (ofDelivery.get(record.delivery_id) ?? '') > orderOf(delivery));
  const subjects = new Map<string, SourceRecord[]>();
  for (const { record, deleted } of records) {
    if (deleted && mode !== 'changes')
      throw new RangeError(`${delivery.source} is delivered as ${mode}, which cannot delete a row`);
    const subject = subjectOf(record);
    subjects.set(subject.record_id, [...(subjects.get(subject.record_id) ?? []), record]);
  }
  for (const [subjectId, family] of subjects) {
    const subject = delivered.get(subjectId);
    if (!subject) continue;
    const before = state.familyOf(subject.record.record_id);
    if (isLate(before)) continue;
    const present = new Set<string>();
    if (!subject.deleted)
      for (const record of family) {
        state.put(record);
        present.add(record.record_id);
      }
    for (const record of before)
      if (!present.has(record.record_id)) state.withdraw(record, delivery.reference_date);
  }
}
