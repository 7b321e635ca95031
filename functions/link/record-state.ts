import type { RecordId } from '#schemas/ids.ts';
import type { SourceRecord } from '#schemas/record.ts';

export type RecordDelta = {
  readonly changed: readonly SourceRecord[];
  readonly removed: readonly RecordId[];
};

type Put = 'new' | 'changed' | 'unchanged';

/** All records while deliveries are taken in, and what became different. */
export class RecordState {
  readonly #original = new Map<string, SourceRecord>();
  readonly #records: Map<string, SourceRecord>;
  readonly #children = new Map<string, Set<RecordId>>();
  readonly #touched = new Set<RecordId>();

  constructor(current: Iterable<SourceRecord>) {
    for (const record of current) {
      this.#original.set(record.record_id, record);
      this.#adopt(record);
    }
    this.#records = new Map(this.#original);
  }

  get(recordId: RecordId): SourceRecord | undefined {
    return this.#records.get(recordId);
  }

  /** Takes a statement of a snapshot in; what was known of its beginning stays known. Equal content leaves what stands. */
  put(record: SourceRecord): Put {
    const standing = this.#records.get(record.record_id);
    if (standing && isSame(standing, record)) return 'unchanged';
    this.#set({ ...record, valid_from: record.valid_from ?? standing?.valid_from ?? null });
    return standing ? 'changed' : 'new';
  }

  /**
   * Takes a statement of a row in, which replaces what stands. Equal content stands by the delivery that said it last: else
   * a file that comes late, older than this one and newer than the first, would seem to correct it.
   */
  replace(record: SourceRecord): Put {
    const standing = this.#records.get(record.record_id);
    this.#set(record);
    if (!standing) return 'new';
    return isSame(standing, record) ? 'unchanged' : 'changed';
  }

  /** The record of the row's subject, which mentioned this one or is it. */
  subjectOf(record: SourceRecord): SourceRecord {
    const parent = this.#records.get(record.parent_record_id ?? '');
    return parent ? this.subjectOf(parent) : record;
  }

  openOf(source: string): SourceRecord[] {
    return [...this.#records.values()].filter(
      (record) => record.source === source && record.valid_to === null,
    );
  }

  /** The record with all that it mentions, at any depth. */
  familyOf(recordId: RecordId): SourceRecord[] {
    const record = this.#records.get(recordId);
    if (!record) return [];
    const children = [...(this.#children.get(recordId) ?? [])];
    return [record, ...children.flatMap((child) => this.familyOf(child))];
  }

  /** Ends a statement, or takes back what an event is no longer said to have involved; `false` when it had ended. */
  withdraw(record: SourceRecord, day: string): boolean {
    if (!this.#records.has(record.record_id)) return false;
    if (this.#isOfEvent(record)) {
      for (const { record_id } of this.familyOf(record.record_id)) {
        this.#records.delete(record_id);
        this.#touched.add(record_id);
      }
      return true;
    }
    return this.close(record, day);
  }

  /** Ends a statement, be it about an event: a register that no longer names a benefit or a letting says that it is over. */
  close(record: SourceRecord, day: string): boolean {
    if (!this.#records.has(record.record_id) || record.valid_to !== null) return false;
    const end = this.#successorDay(record) ?? day;
    this.#set({
      ...record,
      valid_to: record.valid_from !== null && end < record.valid_from ? record.valid_from : end,
    });
    return true;
  }

  /** Records that differ from those at the start, each list in order of record id. */
  delta(): RecordDelta {
    const touched = [...this.#touched].toSorted();
    return {
      changed: touched.flatMap((recordId) => {
        const record = this.#records.get(recordId);
        const original = this.#original.get(recordId);
        return record && !(original && isSame(original, record) && isFrom(original, record)) ? [record] : [];
      }),
      removed: touched.filter((recordId) => this.#original.has(recordId) && !this.#records.has(recordId)),
    };
  }

  #isOfEvent(record: SourceRecord): boolean {
    const parent = this.#records.get(record.parent_record_id ?? '');
    return record.kind === 'event' || (parent !== undefined && this.#isOfEvent(parent));
  }

  /** The day on which the same person's next address begins. */
  #successorDay(record: SourceRecord): string | undefined {
    if (record.kind !== 'address' || record.parent_record_id === null) return undefined;
    const later = [...(this.#children.get(record.parent_record_id) ?? [])].flatMap((id) => {
      const sibling = this.#records.get(id);
      if (sibling?.kind !== 'address' || id === record.record_id || sibling.valid_from === null) return [];
      // Of addresses of which the beginning is unknown, only the one that still holds can have come after.
      const follows =
        record.valid_from === null ? sibling.valid_to === null : sibling.valid_from >= record.valid_from;
      return follows ? [sibling.valid_from] : [];
    });
    return later.toSorted()[0];
  }

  #set(record: SourceRecord): void {
    this.#records.set(record.record_id, record);
    this.#adopt(record);
    this.#touched.add(record.record_id);
  }

  #adopt(record: SourceRecord): void {
    if (record.parent_record_id === null) return;
    const siblings = this.#children.get(record.parent_record_id) ?? new Set();
    this.#children.set(record.parent_record_id, siblings.add(record.record_id));
  }
}

const isSame = (a: SourceRecord, b: SourceRecord): boolean =>
  a.content_hash === b.content_hash && a.valid_to === b.valid_to;

const isFrom = (a: SourceRecord, b: SourceRecord): boolean =>
  a.delivery_id === b.delivery_id && a.line === b.line;
