import { amountsOf, eventFamily, keyOf } from './event-family.ts';
import { type RowToRecords, textOf } from './row.ts';

/** A benefit from when to when, at which address, for whom, and with whom the client said to live. */
export const benefitRecords: RowToRecords = (row, line, make, notes) =>
  eventFamily(row, line, make, notes, {
    key: [keyOf(row, 'benefit_number')],
    content: {
      event_type: 'benefit',
      category: textOf(row, 'category'),
      amounts: amountsOf(row, ['household_persons']),
    },
    from: textOf(row, 'from_date'),
    until: textOf(row, 'to_date'),
    slots: [
      { prefix: 'client', role: 'client', only: 'person' },
      { prefix: 'partner', role: 'partner', only: 'person' },
    ],
  });
