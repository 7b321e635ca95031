import { parseCode } from '#schemas/values/code.ts';
import { parsePositiveWhole } from '#schemas/values/number.ts';
import { parsePartialDate } from '#schemas/values/partial-date.ts';
import { parseText } from '#schemas/values/text.ts';
import { defineContract } from './contract.ts';
import { LOCATION_COLUMNS, LOCATION_HEADERS } from './location-columns.ts';
import { partyColumns, partyHeaders } from './party-columns.ts';

/**
 * The rental register: dwellings that are let by the night or by the room, and by whom. A registration that is gone
 * from the file has ended.
 *
 * CSV, `;`-separated:
 * `Registratienummer;Soort;Datum registratie;Datum einde;Maximum personen;Verhuurder;Verhuurder geboortedatum;`
 * `Verhuurder BSN;Verhuurder KVK-nummer;Verhuurder RSIN;Straatnaam;Huisnummer;…;Postcode;Woonplaats`
 */
export const RENTAL_REGISTER = defineContract<string>({
  name: 'rental-register',
  title: 'Rental register (verhuurregister)',
  mode: 'snapshot',
  naturalKey: ['registration_number'],
  columns: {
    registration_number: { needed: 'value', parse: parseText },
    category: {
      needed: 'column',
      parse: parseCode('kind of letting', {
        toeristisch: 'tourist',
        vakantieverhuur: 'tourist',
        'bed and breakfast': 'bed_and_breakfast',
        kamerverhuur: 'rooms',
        woning: 'dwelling',
        overig: 'other',
      }),
    },
    from_date: { needed: 'value', parse: parsePartialDate },
    to_date: { needed: 'no', parse: parsePartialDate },
    max_persons: { needed: 'no', parse: parsePositiveWhole },
    ...partyColumns('landlord'),
    ...LOCATION_COLUMNS,
  },
  mappings: [
    {
      version: 'rental-register-csv-1',
      supplier: 'Municipal rental register, CSV',
      headers: {
        Registratienummer: 'registration_number',
        Soort: 'category',
        'Datum registratie': 'from_date',
        'Datum einde': 'to_date',
        'Maximum personen': 'max_persons',
        ...partyHeaders('Verhuurder', 'landlord'),
        ...LOCATION_HEADERS,
      },
    },
  ],
  readPast: ['Huurprijs', 'Advertentie', 'Huurder'],
  owner: 'Head of housing',
  legalBasis: 'Huisvestingswet 2014 art. 23a; Wet goed verhuurderschap art. 5; AVG art. 6(1)(e)',
  purposes: ['housing enforcement', 'undermining crime'],
  retention: { months: 60, ground: 'own choice: five years after the registration ended' },
  policeData: false,
  bibob: false,
  ownOfficer: false,
});
