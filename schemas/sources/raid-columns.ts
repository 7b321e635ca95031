import { parseBsn } from '#schemas/values/bsn.ts';
import { parseCode } from '#schemas/values/code.ts';
import { parseHouseAddition, parseHouseLetter, parseHouseNumber } from '#schemas/values/house-number.ts';
import { parseAmount, parseWhole } from '#schemas/values/number.ts';
import { parseKvkNumber } from '#schemas/values/padded-number.ts';
import { parsePartialDate } from '#schemas/values/partial-date.ts';
import { parsePostcode } from '#schemas/values/postcode.ts';
import { parseProse, parseText } from '#schemas/values/text.ts';
import type { SourceColumn } from './contract.ts';

const name: SourceColumn = { needed: 'no', parse: parseText };
const birthDate: SourceColumn = { needed: 'no', parse: parsePartialDate };
const bsn: SourceColumn = { needed: 'no', parse: parseBsn };
const phone: SourceColumn = { needed: 'no', parse: parseText };

/** What a file of raids (*invallen*) holds, whoever keeps it. Names as one text, in either order. */
export const RAID_COLUMNS = {
  raid_number: { needed: 'value', parse: parseText },
  raided_on: { needed: 'value', parse: parsePartialDate },
  category: {
    needed: 'no',
    parse: parseCode('kind of raid', {
      hennep: 'hemp',
      hennepkwekerij: 'hemp',
      drugslab: 'drug_lab',
      drugshandel: 'drugs',
      drugs: 'drugs',
      overig: 'other',
    }),
  },
  address_text: { needed: 'no', parse: parseText },
  street: { needed: 'no', parse: parseText },
  house_number: { needed: 'no', parse: parseHouseNumber },
  house_letter: { needed: 'no', parse: parseHouseLetter },
  house_addition: { needed: 'no', parse: parseHouseAddition },
  postcode: { needed: 'no', parse: parsePostcode },
  town: { needed: 'no', parse: parseText },
  hemp_plants: { needed: 'no', parse: parseWhole },
  drugs_kg: { needed: 'no', parse: parseAmount },
  cash_eur: { needed: 'no', parse: parseAmount },
  description: { needed: 'no', parse: parseProse },
  suspect_1_name: name,
  suspect_1_birth_date: birthDate,
  suspect_1_bsn: bsn,
  suspect_2_name: name,
  suspect_2_birth_date: birthDate,
  suspect_2_bsn: bsn,
  suspect_3_name: name,
  suspect_3_birth_date: birthDate,
  suspect_3_bsn: bsn,
  suspect_4_name: name,
  suspect_4_birth_date: birthDate,
  suspect_4_bsn: bsn,
  owner_name: name,
  owner_birth_date: birthDate,
  owner_kvk_number: { needed: 'no', parse: parseKvkNumber },
  landlord_name: name,
  landlord_birth_date: birthDate,
  landlord_kvk_number: { needed: 'no', parse: parseKvkNumber },
  landlord_phone: phone,
  installer_name: name,
  installer_birth_date: birthDate,
  installer_phone: phone,
} as const satisfies Readonly<Record<string, SourceColumn>>;

export type RaidField = keyof typeof RAID_COLUMNS;

export const RAID_HEADERS: Readonly<Record<string, RaidField>> = {
  Invalnummer: 'raid_number',
  Dossiernummer: 'raid_number',
  Datum: 'raided_on',
  'Datum inval': 'raided_on',
  Soort: 'category',
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
  'Aantal planten': 'hemp_plants',
  'Kilogram drugs': 'drugs_kg',
  'Contant geld EUR': 'cash_eur',
  Omschrijving: 'description',
  'Verdachte 1': 'suspect_1_name',
  'Verdachte 1 geboortedatum': 'suspect_1_birth_date',
  'Verdachte 1 BSN': 'suspect_1_bsn',
  'Verdachte 2': 'suspect_2_name',
  'Verdachte 2 geboortedatum': 'suspect_2_birth_date',
  'Verdachte 2 BSN': 'suspect_2_bsn',
  'Verdachte 3': 'suspect_3_name',
  'Verdachte 3 geboortedatum': 'suspect_3_birth_date',
  'Verdachte 3 BSN': 'suspect_3_bsn',
  'Verdachte 4': 'suspect_4_name',
  'Verdachte 4 geboortedatum': 'suspect_4_birth_date',
  'Verdachte 4 BSN': 'suspect_4_bsn',
  Eigenaar: 'owner_name',
  'Eigenaar geboortedatum': 'owner_birth_date',
  'Eigenaar KVK-nummer': 'owner_kvk_number',
  Verhuurder: 'landlord_name',
  'Verhuurder geboortedatum': 'landlord_birth_date',
  'Verhuurder KVK-nummer': 'landlord_kvk_number',
  'Verhuurder telefoon': 'landlord_phone',
  Installateur: 'installer_name',
  'Installateur geboortedatum': 'installer_birth_date',
  'Installateur telefoon': 'installer_phone',
};
