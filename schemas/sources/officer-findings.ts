import { parseCode } from '#schemas/values/code.ts';
import { parseDay } from '#schemas/values/partial-date.ts';
import { parseProse, parseText } from '#schemas/values/text.ts';
import { defineContract } from './contract.ts';
import { parseOutcome } from './inspections.ts';
import { LOCATION_COLUMNS, LOCATION_HEADERS } from './location-columns.ts';
import { personColumns, personHeaders } from './party-columns.ts';

/**
 * Findings of the municipality's own special investigating officers (*boa's*): data under the Wpg, of which the
 * municipality itself is the controller. Linked for a year, then open to a targeted search only, gone by year 5 (R8):
 * so the day has to be known in full.
 *
 * CSV, `;`-separated:
 * `Bevindingnummer;Datum;Team;Soort;Uitkomst;Omschrijving;Verdachte 1;Verdachte 1 geboortedatum;Verdachte 1 BSN;`
 * `Verdachte 2;…;Adres;Straatnaam;Huisnummer;Huisletter;Huisnummertoevoeging;Postcode;Woonplaats`
 */
export const OFFICER_FINDINGS = defineContract<string>({
  name: 'officer-findings',
  title: 'Findings of own investigating officers (boa)',
  mode: 'append',
  naturalKey: ['finding_number'],
  columns: {
    finding_number: { needed: 'value', parse: parseText },
    found_on: { needed: 'value', parse: parseDay },
    team: { needed: 'column', parse: parseText },
    category: {
      needed: 'no',
      parse: parseCode('kind of finding', {
        overlast: 'nuisance',
        afval: 'waste',
        drugs: 'drugs',
        parkeren: 'parking',
        wonen: 'housing',
        overig: 'other',
      }),
    },
    outcome: { needed: 'no', parse: parseOutcome },
    description: { needed: 'no', parse: parseProse },
    ...personColumns('suspect_1'),
    ...personColumns('suspect_2'),
    ...LOCATION_COLUMNS,
  },
  mappings: [
    {
      version: 'officer-findings-csv-1',
      supplier: 'Municipal boa registration, CSV',
      headers: {
        Bevindingnummer: 'finding_number',
        Datum: 'found_on',
        Team: 'team',
        Soort: 'category',
        Uitkomst: 'outcome',
        Omschrijving: 'description',
        ...personHeaders('Verdachte 1', 'suspect_1'),
        ...personHeaders('Verdachte 2', 'suspect_2'),
        ...LOCATION_HEADERS,
      },
    },
  ],
  readPast: ['Naam boa', 'Boa-nummer', 'Geslacht', 'Nationaliteit', 'Geboorteplaats', 'Geboorteland'],
  owner: 'Head of enforcement (teamleider boa)',
  legalBasis: 'Wpg art. 8, 14 and 46; Besluit politiegegevens buitengewoon opsporingsambtenaren',
  purposes: ['enforcement by own officers'],
  retention: { months: 60, ground: 'Wpg art. 8(6): gone from the daily task by year 5 (R8)' },
  policeData: false,
  bibob: false,
  ownOfficer: true,
});
