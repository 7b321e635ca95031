import { parseCode } from '#schemas/values/code.ts';
import { parseBagId } from '#schemas/values/padded-number.ts';
import { parsePartialDate } from '#schemas/values/partial-date.ts';
import { parseText } from '#schemas/values/text.ts';
import { defineContract } from './contract.ts';
import { LOCATION_COLUMNS, LOCATION_HEADERS } from './location-columns.ts';

/**
 * Restrictions under public law that are registered on a building (*publiekrechtelijke beperkingen*), among them
 * closures under art. 13b Opiumwet.
 *
 * CSV, `;`-separated:
 * `Beperkingnummer;Soort;Datum inschrijving;Datum einde;Identificatie pand;Identificatie nummeraanduiding;Straatnaam;`
 * `Huisnummer;Huisletter;Huisnummertoevoeging;Postcode;Woonplaats`
 */
export const RESTRICTIONS = defineContract({
  name: 'restrictions',
  title: 'Restrictions on buildings (Opiumwet and others)',
  mode: 'changes',
  naturalKey: ['restriction_number'],
  columns: {
    restriction_number: { needed: 'value', parse: parseText },
    category: {
      needed: 'value',
      parse: parseCode('kind of restriction', {
        opiumwet: 'opium_act',
        'sluiting opiumwet': 'opium_act',
        '13b opiumwet': 'opium_act',
        'sluiting victoriawet': 'victoria_act',
        'sluiting woningwet': 'housing_act',
        'last onder bestuursdwang': 'enforcement_order',
        'last onder dwangsom': 'enforcement_order',
        overig: 'other',
      }),
    },
    registered_on: { needed: 'value', parse: parsePartialDate },
    ended_on: { needed: 'no', parse: parsePartialDate },
    building_id: { needed: 'no', parse: parseBagId },
    ...LOCATION_COLUMNS,
  },
  mappings: [
    {
      version: 'restrictions-csv-1',
      supplier: 'Kadaster (BRK publiekrechtelijke beperkingen), CSV',
      headers: {
        Beperkingnummer: 'restriction_number',
        Soort: 'category',
        'Datum inschrijving': 'registered_on',
        'Datum einde': 'ended_on',
        'Identificatie pand': 'building_id',
        'Pand ID': 'building_id',
        ...LOCATION_HEADERS,
      },
    },
  ],
  readPast: ['Bestuursorgaan', 'Kadastrale aanduiding'],
  owner: 'Kadaster; the mayor for closures',
  legalBasis:
    'Wet kenbaarheid publiekrechtelijke beperkingen onroerende zaken; Opiumwet art. 13b; AVG art. 6(1)(e)',
  purposes: ['undermining crime', 'housing enforcement'],
  retention: { months: 60, ground: 'own choice: five years after it ended' },
  policeData: false,
  bibob: false,
  ownOfficer: false,
});
