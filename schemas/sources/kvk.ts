import { parseBranchNumber, parseKvkNumber, parseRsin } from '#schemas/values/padded-number.ts';
import { parsePartialDate } from '#schemas/values/partial-date.ts';
import { parseSbiCodes } from '#schemas/values/sbi.ts';
import { parseText } from '#schemas/values/text.ts';
import { defineContract } from './contract.ts';
import { LOCATION_COLUMNS, LOCATION_HEADERS } from './location-columns.ts';

/**
 * Companies of the trade register: one row per establishment (*vestiging*), or per legal person without one. A company
 * that was taken over goes on under a new number and names the old one. Who runs it stands in `kvk-officers`.
 *
 * CSV, `;`-separated:
 * `KVK-nummer;Vestigingsnummer;RSIN;Handelsnaam;Rechtsvorm;SBI-codes;Datum aanvang;Datum einde;Telefoon;`
 * `Straatnaam;Huisnummer;Huisletter;Huisnummertoevoeging;Postcode;Woonplaats;Voortzetting van KVK-nummer`
 * An *eenmanszaak* has no RSIN: what stands there is left out, as it may be the owner's BSN (R14).
 */
export const KVK = defineContract({
  name: 'kvk',
  title: 'Companies (Handelsregister)',
  mode: 'snapshot',
  naturalKey: ['kvk_number', 'branch_number'],
  columns: {
    kvk_number: { needed: 'value', parse: parseKvkNumber },
    branch_number: { needed: 'no', parse: parseBranchNumber },
    rsin: { needed: 'no', parse: parseRsin },
    company_name: { needed: 'column', parse: parseText },
    legal_form: { needed: 'no', parse: parseText },
    sbi_codes: { needed: 'no', parse: parseSbiCodes },
    started_on: { needed: 'no', parse: parsePartialDate },
    ended_on: { needed: 'no', parse: parsePartialDate },
    phone: { needed: 'no', parse: parseText },
    predecessor_kvk_number: { needed: 'no', parse: parseKvkNumber },
    ...LOCATION_COLUMNS,
  },
  mappings: [
    {
      version: 'kvk-csv-1',
      supplier: 'Municipal data store, CSV',
      headers: {
        'KVK-nummer': 'kvk_number',
        Dossiernummer: 'kvk_number',
        Vestigingsnummer: 'branch_number',
        RSIN: 'rsin',
        Handelsnaam: 'company_name',
        'Statutaire naam': 'company_name',
        Rechtsvorm: 'legal_form',
        'SBI-codes': 'sbi_codes',
        SBI: 'sbi_codes',
        Hoofdactiviteit: 'sbi_codes',
        'Datum aanvang': 'started_on',
        'Datum oprichting': 'started_on',
        'Datum einde': 'ended_on',
        'Datum opheffing': 'ended_on',
        Telefoon: 'phone',
        'Voortzetting van KVK-nummer': 'predecessor_kvk_number',
        ...LOCATION_HEADERS,
      },
    },
  ],
  readPast: ['Aantal werkzame personen', 'Website', 'E-mail', 'Gemeente'],
  owner: 'Kamer van Koophandel; at the municipality the head of economic affairs',
  legalBasis: 'Handelsregisterwet 2007 art. 21 and 30; AVG art. 6(1)(e)',
  purposes: ['address quality', 'undermining crime'],
  retention: { months: 84, ground: 'own choice: seven years, so that short-lived companies can be seen' },
  policeData: false,
  bibob: false,
  ownOfficer: false,
});
