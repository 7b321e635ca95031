import { type PartySlot, amountsOf, eventFamily, keyOf } from './event-family.ts';
import { type RowToRecords, textOf } from './row.ts';

const AROUND_A_PERMIT: readonly PartySlot[] = [
  { prefix: 'applicant', role: 'applicant' },
  { prefix: 'manager', role: 'manager' },
  { prefix: 'financier', role: 'financier' },
];

/** A permit, what was decided on it, for which place, and who stands around it. */
export const permitRecords: RowToRecords = (row, line, make, notes) =>
  eventFamily(row, line, make, notes, {
    key: [keyOf(row, 'permit_number')],
    content: { event_type: 'permit', category: textOf(row, 'category'), outcome: textOf(row, 'outcome') },
    from: textOf(row, 'decided_on'),
    until: textOf(row, 'valid_until'),
    slots: AROUND_A_PERMIT,
  });

/** An advice under the Wet Bibob; stored apart (R9). */
export const bibobRecords: RowToRecords = (row, line, make, notes) =>
  eventFamily(row, line, make, notes, {
    key: [keyOf(row, 'advice_number')],
    content: {
      event_type: 'bibob_advice',
      category: textOf(row, 'category'),
      outcome: textOf(row, 'outcome'),
    },
    from: textOf(row, 'advised_on'),
    slots: AROUND_A_PERMIT,
  });

/** A dwelling in the rental register, and who lets it. */
export const lettingRecords: RowToRecords = (row, line, make, notes) =>
  eventFamily(row, line, make, notes, {
    key: [keyOf(row, 'registration_number')],
    content: {
      event_type: 'letting',
      category: textOf(row, 'category'),
      amounts: amountsOf(row, ['max_persons']),
    },
    from: textOf(row, 'from_date'),
    until: textOf(row, 'to_date'),
    slots: [{ prefix: 'landlord', role: 'landlord' }],
  });
