import { parseEuro, parseYear } from '#schemas/values/number.ts';
import { parseWozObject } from '#schemas/values/padded-number.ts';
import { parseDay } from '#schemas/values/partial-date.ts';
import { defineContract } from './contract.ts';
import { LOCATION_COLUMNS, LOCATION_HEADERS } from './location-columns.ts';

/**
 * Values under the Wet waardering onroerende zaken: one row per object and year. An objection that succeeds brings the
 * same year again with another value, which replaces it.
 *
 * CSV, `;`-separated:
 * `WOZ-objectnummer;Belastingjaar;WOZ-waarde;Waardepeildatum;Identificatie nummeraanduiding;Straatnaam;Huisnummer;`
 * `Huisletter;Huisnummertoevoeging;Postcode;Woonplaats`
 */
export const WOZ = defineContract({
  name: 'woz',
  title: 'Property values (WOZ)',
  mode: 'changes',
  naturalKey: ['woz_object', 'year'],
  columns: {
    woz_object: { needed: 'value', parse: parseWozObject },
    year: { needed: 'value', parse: parseYear },
    woz_value_eur: { needed: 'value', parse: parseEuro },
    valued_on: { needed: 'no', parse: parseDay },
    ...LOCATION_COLUMNS,
  },
  mappings: [
    {
      version: 'woz-csv-1',
      supplier: 'Municipal tax system, CSV',
      headers: {
        'WOZ-objectnummer': 'woz_object',
        Belastingjaar: 'year',
        Jaar: 'year',
        'WOZ-waarde': 'woz_value_eur',
        'Vastgestelde waarde': 'woz_value_eur',
        Waardepeildatum: 'valued_on',
        ...LOCATION_HEADERS,
      },
    },
  ],
  readPast: ['Belanghebbende eigenaar', 'Belanghebbende gebruiker', 'Gebruikscode'],
  owner: 'Head of taxes (heffingsambtenaar)',
  legalBasis: 'Wet WOZ art. 40a (values of dwellings are public) and art. 37a; AVG art. 6(1)(e)',
  purposes: ['undermining crime'],
  retention: { months: 84, ground: 'own choice: seven yearly values' },
  policeData: false,
  bibob: false,
  ownOfficer: false,
});
