import { parseHouseAddition, parseHouseLetter, parseHouseNumber } from '#schemas/values/house-number.ts';
import { parseDecimal } from '#schemas/values/number.ts';
import { parseBagId } from '#schemas/values/padded-number.ts';
import { parsePostcode } from '#schemas/values/postcode.ts';
import { parseText } from '#schemas/values/text.ts';
import type { SourceColumn } from './contract.ts';

/** Where something is: BAG ids, an address in columns or as free text, a point in RD metres. None is needed. */
export const LOCATION_COLUMNS = {
  number_id: { needed: 'no', parse: parseBagId },
  dwelling_id: { needed: 'no', parse: parseBagId },
  address_text: { needed: 'no', parse: parseText },
  street: { needed: 'no', parse: parseText },
  house_number: { needed: 'no', parse: parseHouseNumber },
  house_letter: { needed: 'no', parse: parseHouseLetter },
  house_addition: { needed: 'no', parse: parseHouseAddition },
  postcode: { needed: 'no', parse: parsePostcode },
  town: { needed: 'no', parse: parseText },
  rd_x: { needed: 'no', parse: parseDecimal },
  rd_y: { needed: 'no', parse: parseDecimal },
} as const satisfies Readonly<Record<string, SourceColumn>>;

export const LOCATION_HEADERS: Readonly<Record<string, keyof typeof LOCATION_COLUMNS>> = {
  'Identificatie nummeraanduiding': 'number_id',
  'Identificatie verblijfsobject': 'dwelling_id',
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
  X: 'rd_x',
  Y: 'rd_y',
};
