import { eventFamily, keyOf } from './event-family.ts';
import { maskedText } from './masked-text.ts';
import { officerTerms } from './officer-terms.ts';
import { type Row, type RowToRecords, textOf } from './row.ts';
import type { Notes } from './tally.ts';

/** A visit and what it came to; "nothing found" is kept like any other outcome (R23). */
export const inspectionRecords: RowToRecords = (row, line, make, notes) =>
  eventFamily(row, line, make, notes, {
    key: [keyOf(row, 'inspection_number')],
    content: { event_type: 'inspection', ...seen(row, notes) },
    from: textOf(row, 'inspected_on'),
    slots: [],
  });

/** A finding of an own officer; every record of it carries its terms (R8). */
export const officerFindingRecords: RowToRecords = (row, line, make, notes) => {
  const foundOn = keyOf(row, 'found_on');
  return eventFamily(row, line, make, notes, {
    key: [keyOf(row, 'finding_number')],
    content: { event_type: 'officer_finding', ...seen(row, notes) },
    from: foundOn,
    slots: [
      { prefix: 'suspect_1', role: 'suspect', only: 'person' },
      { prefix: 'suspect_2', role: 'suspect', only: 'person' },
    ],
    terms: officerTerms(foundOn),
  });
};

const seen = (row: Row, notes: Notes) => ({
  category: textOf(row, 'category'),
  outcome: textOf(row, 'outcome'),
  taken_in_by: textOf(row, 'team'),
  description: maskedText(textOf(row, 'description'), notes),
});
