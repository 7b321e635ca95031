import { parseCode } from '#schemas/values/code.ts';
import { parsePartialDate } from '#schemas/values/partial-date.ts';
import { parseProse, parseText } from '#schemas/values/text.ts';
import { defineContract } from './contract.ts';
import { LOCATION_COLUMNS, LOCATION_HEADERS } from './location-columns.ts';

/** What a check came to. "Nothing found" counts as much as a hit (R23). */
export const parseOutcome = parseCode('outcome of a check', {
  'niets gevonden': 'nothing_found',
  'geen bijzonderheden': 'nothing_found',
  akkoord: 'nothing_found',
  onregelmatigheid: 'irregularity',
  overtreding: 'violation',
  'niet toegelaten': 'not_admitted',
  'niemand aanwezig': 'nobody_present',
});

/**
 * Inspections: one row per visit, with or without result.
 *
 * CSV, `;`-separated:
 * `Controlenummer;Datum controle;Team;Soort;Uitkomst;Omschrijving;Adres;Straatnaam;Huisnummer;Huisletter;`
 * `Huisnummertoevoeging;Postcode;Woonplaats`
 * Uitkomst: niets gevonden, onregelmatigheid, overtreding, niet toegelaten, niemand aanwezig.
 */
export const INSPECTIONS = defineContract({
  name: 'inspections',
  title: 'Inspections (controles)',
  mode: 'append',
  naturalKey: ['inspection_number'],
  columns: {
    inspection_number: { needed: 'value', parse: parseText },
    inspected_on: { needed: 'value', parse: parsePartialDate },
    team: { needed: 'column', parse: parseText },
    category: {
      needed: 'no',
      parse: parseCode('kind of inspection', {
        wonen: 'housing',
        adres: 'address',
        adresonderzoek: 'address',
        horeca: 'catering',
        bedrijf: 'company',
        milieu: 'environment',
        brandveiligheid: 'fire_safety',
        overig: 'other',
      }),
    },
    outcome: { needed: 'value', parse: parseOutcome },
    description: { needed: 'no', parse: parseProse },
    ...LOCATION_COLUMNS,
  },
  mappings: [
    {
      version: 'inspections-csv-1',
      supplier: 'Municipal system of supervision and enforcement, CSV',
      headers: {
        Controlenummer: 'inspection_number',
        'Datum controle': 'inspected_on',
        Datum: 'inspected_on',
        Team: 'team',
        Soort: 'category',
        Uitkomst: 'outcome',
        Resultaat: 'outcome',
        Omschrijving: 'description',
        ...LOCATION_HEADERS,
      },
    },
  ],
  readPast: ['Naam toezichthouder', 'Aanwezige personen'],
  owner: 'Head of supervision and enforcement',
  legalBasis: 'Awb art. 5:11 and 5:15; Huisvestingswet 2014 art. 33; AVG art. 6(1)(e)',
  purposes: ['undermining crime', 'housing enforcement', 'address quality'],
  retention: { months: 60, ground: 'own choice: five years after the visit' },
  policeData: false,
  bibob: false,
  ownOfficer: false,
});
