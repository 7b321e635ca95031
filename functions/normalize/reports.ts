import type { SourceRecord } from '#schemas/record.ts';
import { isWholeDay, parsePartialDate } from '#schemas/values/partial-date.ts';
import { parsePersonName } from '#schemas/values/person-name.ts';
import { parsePhone } from '#schemas/values/phone.ts';
import { parsePlate } from '#schemas/values/plate.ts';
import { locationOf } from './location.ts';
import { maskedText } from './masked-text.ts';
import type { Content, RecordDraft } from './record-draft.ts';
import type { RecordMaker } from './record-maker.ts';
import { type Row, type RowToRecords, choiceOf, textOf } from './row.ts';
import type { Notes } from './tally.ts';

/**
 * A report (*melding*), where it was, and whom and what it mentions. Phones and plates stand for themselves: whose
 * they are the file does not say.
 */
export const reportRecords: RowToRecords = (row, line, make, notes) => {
  const reportedOn = textOf(row, 'reported_on');
  const channel = textOf(row, 'channel');
  const day = { valid_from: reportedOn !== null && isWholeDay(reportedOn) ? reportedOn : null };
  const report = make.subject('event', [textOf(row, 'report_number') ?? ''], line, {
    ...day,
    event_type: 'report',
    occurred_on: reportedOn,
    category: textOf(row, 'category'),
    channel,
    nature: choiceOf(row, 'nature', ['fact', 'judgement']) ?? natureOf(channel),
    description: maskedText(textOf(row, 'description'), notes),
    taken_in_by: textOf(row, 'taken_in_by'),
  });
  const location = locationOf(row, notes);
  return [
    report,
    ...(location ? [make.mention(report, 'address', 'location', '', { ...location, ...day })] : []),
    ...mentions(row, report, day, make, notes),
  ];
};

/** R11: what staff and partners saw is a fact unless they say otherwise; a tip is what somebody makes of it. */
const natureOf = (channel: string | null): 'fact' | 'judgement' =>
  channel === 'officer' || channel === 'partner' ? 'fact' : 'judgement';

function mentions(
  row: Row,
  report: RecordDraft,
  day: Content,
  make: RecordMaker,
  notes: Notes,
): RecordDraft[] {
  const records: RecordDraft[] = [];
  const mention = (kind: SourceRecord['kind'], place: string, content: Content): void => {
    records.push(make.mention(report, kind, 'mentioned', place, { ...content, ...day }));
  };
  for (const [index, text] of listOf(row, 'names', /[|\r\n]/).entries()) {
    const { name, birthDate } = withBirthDate(text);
    const parsed = parsePersonName(name);
    if (!parsed.ok) notes.add(parsed);
    else if (parsed.value) mention('person', `name ${index + 1}`, { ...parsed.value, birth_date: birthDate });
  }
  for (const [index, text] of listOf(row, 'phones', /[|,;\r\n]/).entries()) {
    const parsed = parsePhone(text);
    if (!parsed.ok) notes.add(parsed);
    else if (parsed.value !== null) mention('person', `phone ${index + 1}`, { phone: parsed.value });
  }
  for (const [index, text] of listOf(row, 'plates', /[|,;\r\n]/).entries()) {
    const parsed = parsePlate(text);
    if (!parsed.ok) notes.add(parsed);
    else if (parsed.value !== null) mention('vehicle', `plate ${index + 1}`, { plate: parsed.value });
  }
  const company = { company_name: textOf(row, 'company_name'), kvk_number: textOf(row, 'kvk_number') };
  if (company.company_name !== null || company.kvk_number !== null) mention('company', 'company', company);
  return records;
}

const listOf = (row: Row, field: string, divider: RegExp): string[] =>
  (textOf(row, field) ?? '')
    .split(divider)
    .map((text) => text.trim())
    .filter((text) => text !== '');

/** `Jansen, P. (12-03-1980)`: a date of birth may stand behind the name. */
function withBirthDate(text: string): { readonly name: string; readonly birthDate: string | null } {
  const found = /^(.*?)[\s,]*(?:geb\.? ?|geboren )?\(?(\d{1,2}-\d{1,2}-\d{4})\)?$/.exec(text);
  const parsed = found ? parsePartialDate(found[2] ?? '') : undefined;
  return parsed?.ok === true
    ? { name: found?.[1] ?? '', birthDate: parsed.value }
    : { name: text, birthDate: null };
}
