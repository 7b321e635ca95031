import { parseEuro } from '#schemas/values/number.ts';
import { parsePartialDate } from '#schemas/values/partial-date.ts';
import { parseShare } from '#schemas/values/share.ts';
import { parseText } from '#schemas/values/text.ts';
import { defineContract } from './contract.ts';
import { LOCATION_COLUMNS, LOCATION_HEADERS } from './location-columns.ts';
import { partyColumns, partyHeaders } from './party-columns.ts';

/**
 * Transfers of property (Kadaster): one row per deed and parcel, with up to four buyers and their shares, two sellers
 * and a lender. A price for several parcels stands in the row of each, as the deed has it.
 *
 * CSV, `;`-separated:
 * `Aktenummer;Kadastrale aanduiding;Datum overdracht;Koopsom;Koper 1;Koper 1 geboortedatum;Koper 1 BSN;`
 * `Koper 1 KVK-nummer;Koper 1 RSIN;Koper 1 aandeel;Koper 2 … (to 4);Verkoper 1;… (to 2);Kredietverstrekker;`
 * `Kredietverstrekker KVK-nummer;Identificatie nummeraanduiding;Straatnaam;Huisnummer;…;Postcode;Woonplaats`
 */
export const TRANSFERS = defineContract<string>({
  name: 'transfers',
  title: 'Transfers of property (Kadaster)',
  mode: 'append',
  naturalKey: ['deed_number', 'parcel'],
  columns: {
    deed_number: { needed: 'value', parse: parseText },
    parcel: { needed: 'value', parse: parseText },
    transferred_on: { needed: 'value', parse: parsePartialDate },
    price_eur: { needed: 'column', parse: parseEuro },
    ...partyColumns('buyer_1'),
    buyer_1_share: { needed: 'no', parse: parseShare },
    ...partyColumns('buyer_2'),
    buyer_2_share: { needed: 'no', parse: parseShare },
    ...partyColumns('buyer_3'),
    buyer_3_share: { needed: 'no', parse: parseShare },
    ...partyColumns('buyer_4'),
    buyer_4_share: { needed: 'no', parse: parseShare },
    ...partyColumns('seller_1'),
    ...partyColumns('seller_2'),
    ...partyColumns('financier'),
    ...LOCATION_COLUMNS,
  },
  mappings: [
    {
      version: 'transfers-csv-1',
      supplier: 'Kadaster through the municipal data store, CSV',
      headers: {
        Aktenummer: 'deed_number',
        'Kadastrale aanduiding': 'parcel',
        'Datum overdracht': 'transferred_on',
        Koopsom: 'price_eur',
        ...partyHeaders('Koper 1', 'buyer_1'),
        'Koper 1 aandeel': 'buyer_1_share',
        ...partyHeaders('Koper 2', 'buyer_2'),
        'Koper 2 aandeel': 'buyer_2_share',
        ...partyHeaders('Koper 3', 'buyer_3'),
        'Koper 3 aandeel': 'buyer_3_share',
        ...partyHeaders('Koper 4', 'buyer_4'),
        'Koper 4 aandeel': 'buyer_4_share',
        ...partyHeaders('Verkoper 1', 'seller_1'),
        ...partyHeaders('Verkoper 2', 'seller_2'),
        ...partyHeaders('Kredietverstrekker', 'financier'),
        ...LOCATION_HEADERS,
      },
    },
  ],
  readPast: ['Notaris', 'Gemeente', 'Perceeloppervlakte'],
  owner: 'Kadaster; at the municipality the head of geo-information',
  legalBasis: 'Kadasterwet art. 48 and 99; AVG art. 6(1)(e)',
  purposes: ['undermining crime'],
  retention: { months: 120, ground: 'own choice: ten years of owners' },
  policeData: false,
  bibob: false,
  ownOfficer: false,
});
