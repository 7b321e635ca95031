import { parsePartialDate } from '#schemas/values/partial-date.ts';
import { parsePlate } from '#schemas/values/plate.ts';
import { defineContract } from './contract.ts';
import { LOCATION_COLUMNS, LOCATION_HEADERS } from './location-columns.ts';
import { partyColumns, partyHeaders } from './party-columns.ts';

/**
 * Vehicles and their holders (RDW): a snapshot of what was asked for within the purposes. A vehicle that changes hands
 * gets a new holder; the one before ends.
 *
 * CSV, `;`-separated:
 * `Kenteken;Houder;Houder geboortedatum;Houder BSN;Houder KVK-nummer;Datum aansprakelijkheid;Straatnaam;Huisnummer;`
 * `Huisletter;Huisnummertoevoeging;Postcode;Woonplaats`
 */
export const VEHICLES = defineContract<string>({
  name: 'vehicles',
  title: 'Vehicles and holders (RDW)',
  mode: 'snapshot',
  naturalKey: ['plate'],
  columns: {
    plate: { needed: 'value', parse: parsePlate },
    ...partyColumns('holder'),
    held_from: { needed: 'no', parse: parsePartialDate },
    ...LOCATION_COLUMNS,
  },
  mappings: [
    {
      version: 'vehicles-csv-1',
      supplier: 'RDW provision, CSV',
      headers: {
        Kenteken: 'plate',
        ...partyHeaders('Houder', 'holder'),
        'Datum aansprakelijkheid': 'held_from',
        'Datum tenaamstelling': 'held_from',
        ...LOCATION_HEADERS,
      },
    },
  ],
  readPast: ['Merk', 'Handelsbenaming', 'Kleur', 'Voertuigsoort', 'Catalogusprijs', 'APK vervaldatum'],
  owner: 'RDW; at the municipality the head of supervision',
  legalBasis: 'Wegenverkeerswet 1994 art. 43; AVG art. 6(1)(e)',
  purposes: ['undermining crime'],
  retention: { months: 12, ground: 'own choice: the register itself keeps history' },
  policeData: false,
  bibob: false,
  ownOfficer: false,
});
