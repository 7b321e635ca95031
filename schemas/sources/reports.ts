import { parseCode } from '#schemas/values/code.ts';
import { parseHouseAddition, parseHouseLetter, parseHouseNumber } from '#schemas/values/house-number.ts';
import { parseKvkNumber } from '#schemas/values/padded-number.ts';
import { parsePartialDate } from '#schemas/values/partial-date.ts';
import { parsePostcode } from '#schemas/values/postcode.ts';
import { parseProse, parseText } from '#schemas/values/text.ts';
import { defineContract } from './contract.ts';

/**
 * Reports (*meldingen*). One row per report; several names, phones or plates in one cell are divided by `|`.
 * The address comes as free text (`Adres`) or in columns.
 *
 * CSV, `;`-separated:
 * `Meldingnummer;Datum melding;Kanaal;Aangenomen door;Onderwerp;Omschrijving;Aard;Adres;Straatnaam;Huisnummer;`
 * `Huisletter;Huisnummertoevoeging;Postcode;Woonplaats;Namen;Telefoonnummers;Kentekens;Bedrijf;KVK-nummer`
 * Kanaal: bewoner, medewerker, mma, partner. Aard: feit or oordeel (R11); left out, what staff or a partner saw is a
 * fact, what a resident or an anonymous tip says a judgement. Who made a report is never read.
 */
export const REPORTS = defineContract({
  name: 'reports',
  title: 'Reports (meldingen)',
  mode: 'append',
  naturalKey: ['report_number'],
  columns: {
    report_number: { needed: 'value', parse: parseText },
    reported_on: { needed: 'value', parse: parsePartialDate },
    channel: {
      needed: 'column',
      parse: parseCode('channel', {
        bewoner: 'resident',
        inwoner: 'resident',
        medewerker: 'officer',
        toezichthouder: 'officer',
        mma: 'mma',
        'Meld Misdaad Anoniem': 'mma',
        partner: 'partner',
        ketenpartner: 'partner',
      }),
    },
    /** The team or function that took it in, never the reporter. */
    taken_in_by: { needed: 'no', parse: parseText },
    category: {
      needed: 'no',
      parse: parseCode('subject', {
        hennep: 'hemp',
        drugs: 'drugs',
        woonfraude: 'housing_fraud',
        adresfraude: 'address_fraud',
        uitkeringsfraude: 'benefit_fraud',
        witwassen: 'money_laundering',
        bedrijf: 'company',
        overlast: 'nuisance',
        mensenhandel: 'human_trafficking',
        overig: 'other',
      }),
    },
    description: { needed: 'no', parse: parseProse },
    nature: { needed: 'no', parse: parseCode('nature', { feit: 'fact', oordeel: 'judgement' }) },
    address_text: { needed: 'no', parse: parseText },
    street: { needed: 'no', parse: parseText },
    house_number: { needed: 'no', parse: parseHouseNumber },
    house_letter: { needed: 'no', parse: parseHouseLetter },
    house_addition: { needed: 'no', parse: parseHouseAddition },
    postcode: { needed: 'no', parse: parsePostcode },
    town: { needed: 'no', parse: parseText },
    names: { needed: 'no', parse: parseProse },
    phones: { needed: 'no', parse: parseProse },
    plates: { needed: 'no', parse: parseProse },
    company_name: { needed: 'no', parse: parseText },
    kvk_number: { needed: 'no', parse: parseKvkNumber },
  },
  mappings: [
    {
      version: 'reports-csv-1',
      supplier: 'Municipal report desk, CSV',
      headers: {
        Meldingnummer: 'report_number',
        'Datum melding': 'reported_on',
        Meldingsdatum: 'reported_on',
        Kanaal: 'channel',
        'Aangenomen door': 'taken_in_by',
        Onderwerp: 'category',
        Omschrijving: 'description',
        Aard: 'nature',
        Adres: 'address_text',
        Straatnaam: 'street',
        Straat: 'street',
        Huisnummer: 'house_number',
        Huisletter: 'house_letter',
        Huisnummertoevoeging: 'house_addition',
        Toevoeging: 'house_addition',
        Postcode: 'postcode',
        Woonplaats: 'town',
        Plaats: 'town',
        Namen: 'names',
        Telefoonnummers: 'phones',
        Kentekens: 'plates',
        Bedrijf: 'company_name',
        'KVK-nummer': 'kvk_number',
      },
    },
    {
      version: 'reports-case-system-1',
      supplier: 'Case system (zaaksysteem), export headed by its field names',
      headers: {
        zaaknummer: 'report_number',
        datum_melding: 'reported_on',
        kanaal: 'channel',
        behandelend_team: 'taken_in_by',
        onderwerp: 'category',
        toelichting: 'description',
        aard: 'nature',
        locatie: 'address_text',
        straatnaam: 'street',
        huisnummer: 'house_number',
        huisletter: 'house_letter',
        toevoeging: 'house_addition',
        postcode: 'postcode',
        plaats: 'town',
        betrokkenen: 'names',
        telefoons: 'phones',
        kentekens: 'plates',
        onderneming: 'company_name',
        kvk_nummer: 'kvk_number',
      },
    },
  ],
  readPast: [
    // Who made the report is not read: an anonymous tip stays anonymous.
    'Melder',
    'Naam melder',
    'Telefoon melder',
    'E-mail melder',
    'Adres melder',
  ],
  owner: 'Head of public order and safety (OOV)',
  legalBasis: 'Gemeentewet art. 172; AVG art. 6(1)(e)',
  purposes: ['undermining crime', 'housing enforcement'],
  retention: { months: 60, ground: 'own choice: five years after the report' },
  policeData: false,
  bibob: false,
  ownOfficer: false,
});
