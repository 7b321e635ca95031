import { parseCode } from '#schemas/values/code.ts';
import { parsePositiveWhole } from '#schemas/values/number.ts';
import { parsePartialDate } from '#schemas/values/partial-date.ts';
import { parseText } from '#schemas/values/text.ts';
import { defineContract } from './contract.ts';
import { LOCATION_COLUMNS, LOCATION_HEADERS } from './location-columns.ts';
import { personColumns, personHeaders } from './party-columns.ts';

/**
 * Benefits that the municipality pays: one row per benefit, with the household as the client stated it. No reason of
 * the benefit, no assessment of the client, no words of a caseworker.
 *
 * CSV, `;`-separated:
 * `Uitkeringsnummer;Soort;Ingangsdatum;Einddatum;Client;Client geboortedatum;Client BSN;`
 * `Personen in huishouden;Partner;Partner geboortedatum;Partner BSN;Straatnaam;Huisnummer;…;Postcode;Woonplaats`
 */
export const BENEFITS = defineContract<string>({
  name: 'benefits',
  title: 'Benefits (Participatiewet and others)',
  mode: 'snapshot',
  naturalKey: ['benefit_number'],
  columns: {
    benefit_number: { needed: 'value', parse: parseText },
    category: {
      needed: 'value',
      parse: parseCode('kind of benefit', {
        bijstand: 'social_assistance',
        participatiewet: 'social_assistance',
        pw: 'social_assistance',
        ioaw: 'ioaw',
        ioaz: 'ioaz',
        bbz: 'self_employed_assistance',
        'bijzondere bijstand': 'special_assistance',
        overig: 'other',
      }),
    },
    from_date: { needed: 'value', parse: parsePartialDate },
    to_date: { needed: 'no', parse: parsePartialDate },
    ...personColumns('client'),
    household_persons: { needed: 'no', parse: parsePositiveWhole },
    ...personColumns('partner'),
    ...LOCATION_COLUMNS,
  },
  mappings: [
    {
      version: 'benefits-csv-1',
      supplier: 'Municipal benefits system, CSV',
      headers: {
        Uitkeringsnummer: 'benefit_number',
        Soort: 'category',
        Regeling: 'category',
        Ingangsdatum: 'from_date',
        Einddatum: 'to_date',
        ...personHeaders('Client', 'client'),
        'Personen in huishouden': 'household_persons',
        ...personHeaders('Partner', 'partner'),
        ...LOCATION_HEADERS,
      },
    },
  ],
  readPast: [
    // R15, and what a caseworker thinks of somebody: never read.
    'Geslacht',
    'Nationaliteit',
    'Geboorteland',
    'Taalniveau',
    'Taaleis',
    'Afspraken',
    'Indruk consulent',
    'Opmerkingen',
    'Bedrag',
  ],
  owner: 'Head of income (Werk en Inkomen)',
  legalBasis: 'Participatiewet art. 53a and 64; Wet SUWI art. 62; AVG art. 6(1)(e)',
  purposes: ['benefit enforcement'],
  retention: { months: 24, ground: 'own choice: two years after the benefit ended' },
  policeData: false,
  bibob: false,
  ownOfficer: false,
});
