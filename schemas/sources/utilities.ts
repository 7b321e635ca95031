import { parseAmount, parseYear } from '#schemas/values/number.ts';
import { parseConnection } from '#schemas/values/padded-number.ts';
import { defineContract } from './contract.ts';
import { LOCATION_COLUMNS, LOCATION_HEADERS } from './location-columns.ts';

/**
 * Yearly use of power, gas and water per address. An estimate that is settled later replaces itself. Of an address
 * alone: whose contract it is, is not read.
 *
 * CSV, `;`-separated:
 * `Aansluiting EAN;Jaar;Stroom kWh;Gas m3;Water m3;Identificatie nummeraanduiding;Straatnaam;Huisnummer;Huisletter;`
 * `Huisnummertoevoeging;Postcode;Woonplaats`
 */
export const UTILITIES = defineContract({
  name: 'utilities',
  title: 'Yearly use of power, gas and water',
  mode: 'changes',
  naturalKey: ['connection', 'year'],
  columns: {
    connection: { needed: 'value', parse: parseConnection },
    year: { needed: 'value', parse: parseYear },
    power_kwh: { needed: 'no', parse: parseAmount },
    gas_m3: { needed: 'no', parse: parseAmount },
    water_m3: { needed: 'no', parse: parseAmount },
    ...LOCATION_COLUMNS,
  },
  mappings: [
    {
      version: 'utilities-csv-1',
      supplier: 'Grid operator or water company, CSV',
      headers: {
        'Aansluiting EAN': 'connection',
        EAN: 'connection',
        Jaar: 'year',
        Verbruiksjaar: 'year',
        'Stroom kWh': 'power_kwh',
        'Gas m3': 'gas_m3',
        'Water m3': 'water_m3',
        ...LOCATION_HEADERS,
      },
    },
  ],
  readPast: ['Contractant', 'Klantnummer', 'Meternummer', 'Leverancier'],
  owner: 'Grid operator or water company; at the municipality the head of income',
  legalBasis: 'Participatiewet art. 64(1); AVG art. 6(1)(e); per purpose, an agreement with the supplier',
  purposes: ['benefit enforcement', 'address quality', 'undermining crime'],
  retention: { months: 36, ground: 'own choice: two successive years, and one to decide on them' },
  policeData: false,
  bibob: false,
  ownOfficer: false,
});
