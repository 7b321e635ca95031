import { type Delivery, orderOf } from '#schemas/delivery.ts';
import type { UnreadRows } from '#schemas/delivery-summary.ts';
import type { RecordId } from '#schemas/ids.ts';
import { type DeliveryChanges, type Doubt, type LinkOutcome, NO_DOUBT } from '#schemas/link-outcome.ts';
import type { SourceRecord } from '#schemas/record.ts';
import { type ChangeCount, changeCount } from './change-count.ts';
import { keepOpen, withMended } from './doubt.ts';
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
  /** Rows that did not go in: nobody is withdrawn on account of them. */
  readonly unread?: UnreadRows;
  /** Mended rows of another delivery: they are added, and nobody is absent. */
  readonly supplement?: boolean;
};

/** Orders of deliveries (`orderOf`): a reference date, then when it came. */
export type KnownOrders = {
  /** Of a source's linked deliveries the greatest. */
  readonly newestOfSource: ReadonlyMap<string, string>;
  /** Of the delivery that a current record came with. */
  readonly ofDelivery: ReadonlyMap<string, string>;
  /** What the version before left open, by source. */
  readonly doubts?: Readonly<Record<string, Doubt>>;
};

/**
 * Takes deliveries into the state of all records, oldest reference date first (then as received), and says which
 * records end up different. Equal content (content_hash) gives nothing in a snapshot; in the other modes the record goes
 * over to the delivery that said it last.
 *
 * - `snapshot`: records of the source that are not in the file are withdrawn.
 * - `changes`, `append`: a row replaces what its subject said before, with all that it mentioned. An `append` row
 *   comes once; if its key comes again with other content, that is a correction and is taken like a change.
 * - A late file never overwrites newer state. A snapshot older than one already taken only adds what nobody knew,
 *   closed at the day from which the newer one is silent about it; a row of the other modes is passed over when
 *   anything that stands of it came with a newer reference date.
 * - Nobody is withdrawn on account of a row that was rejected: whose key could be read is not absent, and for the
 *   others see `keepOpen`. Mended rows that follow a snapshot are taken like changes.
 * - Withdrawn means: closed (`valid_to`) at the day of a successor (the next address of the same person) or else at
 *   the file's reference date. What a row of the other modes no longer says of an event is removed instead, for it is
 *   corrected, not ended.
 */
export function applyDeliveries(
  current: Iterable<SourceRecord>,
  deliveries: readonly StagedDelivery[],
  known: KnownOrders,
): RecordDelta & LinkOutcome {
  const state = new RecordState(current);
  const newestOfSource = new Map(known.newestOfSource);
  const ofDelivery = new Map(known.ofDelivery);
  const doubts = new Map(Object.entries(known.doubts ?? {}));
  const changes: DeliveryChanges[] = [];
  for (const staged of deliveries.toSorted(inOrder)) {
    const { source, delivery_id } = staged.delivery;
    const order = orderOf(staged.delivery);
    ofDelivery.set(delivery_id, order);
    const newest = newestOfSource.get(source) ?? order;
    const late = order < newest;
    const count = changeCount();
    let keptOpen = 0;
    const doubt = doubts.get(source) ?? NO_DOUBT;
    if (staged.mode !== 'snapshot') applyRows(state, staged, ofDelivery, count);
    else if (late) addForgotten(state, staged, newest.slice(0, DATE_LENGTH), count);
    else if (staged.supplement) {
      applyRows(state, { ...staged, mode: 'changes' }, ofDelivery, count);
      doubts.set(source, withMended(doubt, subjectsOf(staged)));
    } else {
      const after = applySnapshot(state, staged, doubt, count);
      keptOpen = after.kept.length;
      doubts.set(source, after);
    }
    changes.push(count.total(delivery_id, keptOpen));
    if (!staged.supplement) newestOfSource.set(source, late ? newest : order);
  }
  return { ...state.delta(), changes, doubts: Object.fromEntries(doubts) };
}

const subjectsOf = ({ records }: StagedDelivery): RecordId[] =>
  records.flatMap(({ record }) => (record.parent_record_id === null ? [record.record_id] : []));

const DATE_LENGTH = 'jjjj-mm-dd'.length;

const inOrder = ({ delivery: a }: StagedDelivery, { delivery: b }: StagedDelivery): number =>
  orderOf(a) < orderOf(b) ? -1 : 1;

function applySnapshot(
  state: RecordState,
  { delivery, records, unread = NOTHING_UNREAD }: StagedDelivery,
  doubt: Doubt,
  count: ChangeCount,
): Doubt {
  const present = new Set<string>();
  for (const { record, deleted } of records) {
    if (deleted) throw new RangeError(`a snapshot of ${delivery.source} cannot delete a row`);
    const put = state.put(record);
    const subject = state.subjectOf(record).record_id;
    count.add(subject, put === 'new' && subject !== record.record_id ? 'changed' : put);
    present.add(record.record_id);
  }
  const rejected = new Set<string>(unread.subjects);
  const gone = state.openOf(delivery.source).flatMap((record) => {
    const subject = state.subjectOf(record).record_id;
    return present.has(record.record_id) || rejected.has(subject) ? [] : [{ record, subject }];
  });
  const absent = new Set(gone.flatMap(({ subject }) => (present.has(subject) ? [] : [subject])));
  const { kept, after } = keepOpen(absent, unread, doubt);
  for (const { record, subject } of gone) {
    if (kept.has(subject)) continue;
    state.close(record, delivery.reference_date);
    count.add(subject, absent.has(subject) ? 'withdrawn' : 'changed');
  }
  return after;
}

const NOTHING_UNREAD: UnreadRows = { subjects: [], digests: [], untold: 0 };

function addForgotten(
  state: RecordState,
  { records }: StagedDelivery,
  newest: string,
  count: ChangeCount,
): void {
  const forgotten = records.filter(({ record }) => !state.get(record.record_id));
  for (const { record } of records) count.add(state.subjectOf(record).record_id, 'unchanged');
  for (const { record } of forgotten) {
    state.put(record);
    count.add(state.subjectOf(record).record_id, record.parent_record_id === null ? 'new' : 'changed');
  }
  for (const { record } of forgotten) if (record.valid_to === null) state.close(record, newest);
}

function applyRows(
  state: RecordState,
  { delivery, mode, records }: StagedDelivery,
  ofDelivery: ReadonlyMap<string, string>,
  count: ChangeCount,
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
    const id = subject.record.record_id;
    const before = state.familyOf(id);
    count.add(id, 'unchanged');
    if (isLate(before)) continue;
    const present = new Set<string>();
    if (!subject.deleted)
      for (const record of family) {
        const put = state.replace(record);
        count.add(id, put === 'new' && record.record_id !== id ? 'changed' : put);
        present.add(record.record_id);
      }
    for (const record of before)
      if (!present.has(record.record_id) && state.withdraw(record, delivery.reference_date))
        count.add(id, subject.deleted ? 'withdrawn' : 'changed');
  }
}
