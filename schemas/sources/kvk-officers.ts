import { parseCode } from '#schemas/values/code.ts';
import { parseKvkNumber } from '#schemas/values/padded-number.ts';
import { parsePartialDate } from '#schemas/values/partial-date.ts';
import { parseText } from '#schemas/values/text.ts';
import { defineContract } from './contract.ts';
import { partyColumns, partyHeaders } from './party-columns.ts';

/**
 * Officers of companies (*functionarissen*): one row per person or company in a function, from when to when.
 *
 * CSV, `;`-separated:
 * `KVK-nummer;Functionarisnummer;Functionaris;Functionaris geboortedatum;Functionaris BSN;Functionaris KVK-nummer;`
 * `Functionaris RSIN;Functie;Datum in functie;Datum uit functie`
 */
export const KVK_OFFICERS = defineContract<string>({
  name: 'kvk-officers',
  title: 'Officers of companies (Handelsregister, functionarissen)',
  mode: 'snapshot',
  naturalKey: ['kvk_number', 'officer_number'],
  columns: {
    kvk_number: { needed: 'value', parse: parseKvkNumber },
    officer_number: { needed: 'value', parse: parseText },
    ...partyColumns('officer'),
    officer_function: {
      needed: 'column',
      parse: parseCode('function of an officer', {
        eigenaar: 'proprietor',
        bestuurder: 'director',
        directeur: 'director',
        aandeelhouder: 'shareholder',
        'enig aandeelhouder': 'shareholder',
        vennoot: 'partner',
        maat: 'partner',
        gevolmachtigde: 'authorised',
        commissaris: 'supervisor',
        vereffenaar: 'liquidator',
        overig: 'other',
      }),
    },
    from_date: { needed: 'column', parse: parsePartialDate },
    to_date: { needed: 'no', parse: parsePartialDate },
  },
  mappings: [
    {
      version: 'kvk-officers-csv-1',
      supplier: 'Municipal data store, CSV',
      headers: {
        'KVK-nummer': 'kvk_number',
        Dossiernummer: 'kvk_number',
        Functionarisnummer: 'officer_number',
        ...partyHeaders('Functionaris', 'officer'),
        Functie: 'officer_function',
        'Datum in functie': 'from_date',
        'Datum uit functie': 'to_date',
      },
    },
  ],
  readPast: ['Geboorteplaats', 'Geboorteland', 'Geslacht', 'Bevoegdheid'],
  owner: 'Kamer van Koophandel; at the municipality the head of economic affairs',
  legalBasis: 'Handelsregisterwet 2007 art. 28(3) and Handelsregisterbesluit 2008 art. 51; AVG art. 6(1)(e)',
  purposes: ['undermining crime'],
  retention: { months: 84, ground: 'own choice: as for the companies' },
  policeData: false,
  bibob: false,
  ownOfficer: false,
});
