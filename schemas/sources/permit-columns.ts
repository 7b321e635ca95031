import { parseCode } from '#schemas/values/code.ts';
import type { SourceColumn } from './contract.ts';
import { LOCATION_COLUMNS, LOCATION_HEADERS } from './location-columns.ts';
import { partyColumns, partyHeaders } from './party-columns.ts';

/** What a permit is for, who asked for it, who runs the place and who pays for it. */
export const PERMIT_COLUMNS: Readonly<Record<string, SourceColumn>> = {
  category: {
    needed: 'column',
    parse: parseCode('kind of permit', {
      horeca: 'catering',
      alcohol: 'alcohol',
      exploitatie: 'exploitation',
      seksinrichting: 'exploitation',
      coffeeshop: 'coffee_shop',
      speelautomaten: 'gambling',
      verhuur: 'rental',
      omzetting: 'conversion',
      splitsing: 'division',
      onttrekking: 'withdrawal',
      bouw: 'building',
      evenement: 'event',
      overig: 'other',
    }),
  },
  ...partyColumns('applicant'),
  ...partyColumns('manager'),
  ...partyColumns('financier'),
  ...LOCATION_COLUMNS,
};

export const PERMIT_HEADERS: Readonly<Record<string, string>> = {
  Soort: 'category',
  ...partyHeaders('Aanvrager', 'applicant'),
  ...partyHeaders('Leidinggevende', 'manager'),
  ...partyHeaders('Beheerder', 'manager'),
  ...partyHeaders('Financier', 'financier'),
  ...LOCATION_HEADERS,
};
