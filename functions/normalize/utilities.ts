import { amountsOf, eventFamily, keyOf } from './event-family.ts';
import { type RowToRecords, numberOf } from './row.ts';

/** What an address used in a year. It names nobody. */
export const consumptionRecords: RowToRecords = (row, line, make, notes) => {
  const year = numberOf(row, 'year') ?? 0;
  return eventFamily(row, line, make, notes, {
    key: [keyOf(row, 'connection'), String(year)],
    content: {
      event_type: 'consumption',
      amounts: amountsOf(row, ['power_kwh', 'gas_m3', 'water_m3']),
    },
    from: `${year}-01-01`,
    until: `${year}-12-31`,
    slots: [],
  });
};
