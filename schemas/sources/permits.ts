import { parseCode } from '#schemas/values/code.ts';
import { parsePartialDate } from '#schemas/values/partial-date.ts';
import { parseText } from '#schemas/values/text.ts';
import { defineContract } from './contract.ts';
import { PERMIT_COLUMNS, PERMIT_HEADERS } from './permit-columns.ts';

/**
 * Permits for catering, exploitation, rental and the like: one row per permit, with applicant, manager and financier.
 *
 * CSV, `;`-separated:
 * `Vergunningnummer;Soort;Status;Datum besluit;Geldig tot;Aanvrager;Aanvrager geboortedatum;Aanvrager BSN;`
 * `Aanvrager KVK-nummer;Aanvrager RSIN;Leidinggevende;…;Financier;…;Straatnaam;Huisnummer;…;Postcode;Woonplaats`
 * Status: aangevraagd, verleend, geweigerd, ingetrokken.
 */
export const PERMITS = defineContract<string>({
  name: 'permits',
  title: 'Permits (vergunningen)',
  mode: 'changes',
  naturalKey: ['permit_number'],
  columns: {
    permit_number: { needed: 'value', parse: parseText },
    outcome: {
      needed: 'column',
      parse: parseCode('status of a permit', {
        aangevraagd: 'requested',
        verleend: 'granted',
        geweigerd: 'refused',
        ingetrokken: 'withdrawn',
      }),
    },
    decided_on: { needed: 'value', parse: parsePartialDate },
    valid_until: { needed: 'no', parse: parsePartialDate },
    ...PERMIT_COLUMNS,
  },
  mappings: [
    {
      version: 'permits-csv-1',
      supplier: 'Municipal permit system, CSV',
      headers: {
        Vergunningnummer: 'permit_number',
        Zaaknummer: 'permit_number',
        Status: 'outcome',
        'Datum besluit': 'decided_on',
        'Datum aanvraag': 'decided_on',
        'Geldig tot': 'valid_until',
        ...PERMIT_HEADERS,
      },
    },
  ],
  readPast: ['Behandelaar', 'Leges', 'Geboorteplaats', 'Nationaliteit'],
  owner: 'Head of permits',
  legalBasis: 'Alcoholwet art. 3; APV; Huisvestingswet 2014 art. 21; AVG art. 6(1)(e)',
  purposes: ['undermining crime', 'housing enforcement'],
  retention: { months: 84, ground: 'own choice: seven years after the decision' },
  policeData: false,
  bibob: false,
  ownOfficer: false,
});
