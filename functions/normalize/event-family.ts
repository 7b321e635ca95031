import type { RecordRole, SourceRecord } from '#schemas/record.ts';
import { isWholeDay } from '#schemas/values/partial-date.ts';
import { lastDayOf } from './last-day.ts';
import { locationOf } from './location.ts';
import { partyOf, personOf } from './party.ts';
import type { Content, RecordDraft } from './record-draft.ts';
import type { RecordMaker } from './record-maker.ts';
import { type Row, numberOf, textOf } from './row.ts';
import type { Notes } from './tally.ts';

/** Columns `<prefix>_name` … and the role of whom they name; `only` where a company cannot stand there. */
export type PartySlot = {
  readonly prefix: string;
  readonly role: RecordRole;
  readonly only?: 'person';
  readonly content?: Content;
};

export type EventRow = {
  readonly key: readonly string[];
  readonly content: Content;
  /** Partial date on which it happened or from which it holds. */
  readonly from: string | null;
  /** Partial date until which it holds. */
  readonly until?: string | null;
  readonly slots: readonly PartySlot[];
  /** What every record of the row carries, such as the terms of own-officer data. */
  readonly terms?: Content;
};

/** An event, where it was (role `location`) and who had which part in it. */
export function eventFamily(
  row: Row,
  line: number,
  make: RecordMaker,
  notes: Notes,
  event: EventRow,
): RecordDraft[] {
  const holds = { ...event.terms, ...validity(event.from, event.until ?? null) };
  const subject = make.subject('event', event.key, line, {
    ...holds,
    occurred_on: event.from,
    nature: 'fact',
    ...event.content,
  });
  const location = locationOf(row, notes);
  const records = [subject];
  if (location) records.push(make.mention(subject, 'address', 'location', '', { ...location, ...holds }));
  for (const { prefix, role, only, content } of event.slots) {
    const party = (only === 'person' ? personOf : partyOf)(row, prefix, make, notes);
    if (party)
      records.push(
        make.mention(subject, party.kind, role, prefix, { ...party.content, ...content, ...holds }),
      );
  }
  return records;
}

/** Partial dates as the ISO days between which something holds; an end before the beginning is the beginning. */
export function validity(from: string | null, until: string | null) {
  const since = from !== null && isWholeDay(from) ? from : null;
  const end = lastDayOf(until);
  return { valid_from: since, valid_to: end !== null && since !== null && end < since ? since : end };
}

/** The amounts that a row has, under the names of their columns (which hold the unit); null for none. */
export function amountsOf(row: Row, names: readonly string[]): SourceRecord['amounts'] {
  const amounts: Record<string, number> = {};
  for (const name of names) {
    const amount = numberOf(row, name);
    if (amount !== null) amounts[name] = amount;
  }
  return Object.keys(amounts).length > 0 ? amounts : null;
}

/** The value of a field of the natural key, which every row has. */
export const keyOf = (row: Row, field: string): string =>
  textOf(row, field) ?? String(numberOf(row, field) ?? '');
