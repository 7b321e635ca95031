import { parseCode } from '#schemas/values/code.ts';
import { parsePartialDate } from '#schemas/values/partial-date.ts';
import { parseText } from '#schemas/values/text.ts';
import { defineContract } from './contract.ts';
import { PERMIT_COLUMNS, PERMIT_HEADERS } from './permit-columns.ts';

/**
 * Investigations under the Wet Bibob: who stood around a permit, and what the advice came to. Stored apart under
 * `bibob/` and never linked, scored, alerted or exported outside a Bibob case (R9).
 *
 * CSV, `;`-separated: the header of `permits`, with `Bibobnummer;Datum advies;Mate van gevaar` for its first columns.
 * Mate van gevaar: geen, mindere, ernstig.
 */
export const BIBOB = defineContract<string>({
  name: 'bibob',
  title: 'Investigations under the Wet Bibob',
  mode: 'changes',
  naturalKey: ['advice_number'],
  columns: {
    advice_number: { needed: 'value', parse: parseText },
    advised_on: { needed: 'value', parse: parsePartialDate },
    outcome: {
      needed: 'column',
      parse: parseCode('degree of danger', { geen: 'none', mindere: 'lesser', ernstig: 'serious' }),
    },
    ...PERMIT_COLUMNS,
  },
  mappings: [
    {
      version: 'bibob-csv-1',
      supplier: 'Municipal Bibob desk, CSV',
      headers: {
        Bibobnummer: 'advice_number',
        'Datum advies': 'advised_on',
        'Mate van gevaar': 'outcome',
        ...PERMIT_HEADERS,
      },
    },
  ],
  readPast: ['Behandelaar', 'Geboorteplaats', 'Nationaliteit'],
  owner: 'Mayor (Bibob coordinator)',
  legalBasis: 'Wet Bibob art. 7a and 28 (secrecy)',
  purposes: ['decision on a permit under the Wet Bibob'],
  retention: { months: 60, ground: 'own choice: an advice may be used for five years (Wet Bibob art. 29)' },
  policeData: false,
  bibob: true,
  ownOfficer: false,
});
