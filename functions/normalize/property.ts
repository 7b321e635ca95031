import { amountsOf, eventFamily, keyOf } from './event-family.ts';
import { type RowToRecords, numberOf, textOf } from './row.ts';

/** What a property was worth in a year, as an event on its valuation day, or on 1 January of the year before. */
export const valuationRecords: RowToRecords = (row, line, make, notes) => {
  const year = numberOf(row, 'year') ?? 0;
  // Wet WOZ art. 18: the valuation day is 1 January of the year before the one that the value is for.
  const from = textOf(row, 'valued_on') ?? `${year - 1}-01-01`;
  return eventFamily(row, line, make, notes, {
    key: [keyOf(row, 'woz_object'), String(year)],
    content: {
      event_type: 'valuation',
      amounts: { woz_value_eur: numberOf(row, 'woz_value_eur') ?? 0, tax_year: year },
    },
    from,
    slots: [],
  });
};

const BUYERS = ['buyer_1', 'buyer_2', 'buyer_3', 'buyer_4'] as const;

/** A transfer: the price, who bought which share, who sold, who lent the money. */
export const transferRecords: RowToRecords = (row, line, make, notes) =>
  eventFamily(row, line, make, notes, {
    key: [keyOf(row, 'deed_number'), keyOf(row, 'parcel')],
    content: { event_type: 'transfer', amounts: amountsOf(row, ['price_eur']) },
    from: textOf(row, 'transferred_on'),
    slots: [
      ...BUYERS.map((prefix) => ({
        prefix,
        role: 'buyer' as const,
        content: { share: numberOf(row, `${prefix}_share`) },
      })),
      { prefix: 'seller_1', role: 'seller' },
      { prefix: 'seller_2', role: 'seller' },
      { prefix: 'financier', role: 'financier' },
    ],
  });

/** A restriction that was registered on a building or an address, from when to when. */
export const restrictionRecords: RowToRecords = (row, line, make, notes) =>
  eventFamily(row, line, make, notes, {
    key: [keyOf(row, 'restriction_number')],
    content: { event_type: 'restriction', category: textOf(row, 'category') },
    from: textOf(row, 'registered_on'),
    until: textOf(row, 'ended_on'),
    slots: [],
  });
