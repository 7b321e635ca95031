import { parseHouseAddition, parseHouseLetter, parseHouseNumber } from '#schemas/values/house-number.ts';
import { parseDecimal, parsePositiveWhole } from '#schemas/values/number.ts';
import { parseBagId } from '#schemas/values/padded-number.ts';
import { parseDay } from '#schemas/values/partial-date.ts';
import { parsePostcode } from '#schemas/values/postcode.ts';
import { parseText } from '#schemas/values/text.ts';
import { defineContract } from './contract.ts';

/**
 * Basisregistratie adressen en gebouwen: one row per address (*nummeraanduiding*) with its dwelling and building.
 *
 * CSV, `;`-separated:
 * `Identificatie nummeraanduiding;Identificatie verblijfsobject;Identificatie pand;Straatnaam;Huisnummer;Huisletter;`
 * `Huisnummertoevoeging;Postcode;Woonplaats;Gebruiksdoel;Oppervlakte;Status;Bouwjaar;X;Y;Begindatum`
 * X and Y are RD metres (EPSG:28992) with a decimal comma; Begindatum `dd-mm-jjjj`.
 */
export const BAG = defineContract({
  name: 'bag',
  title: 'Addresses and buildings (Basisregistratie adressen en gebouwen)',
  mode: 'snapshot',
  naturalKey: ['number_id'],
  columns: {
    number_id: { needed: 'value', parse: parseBagId },
    dwelling_id: { needed: 'no', parse: parseBagId },
    building_id: { needed: 'no', parse: parseBagId },
    street: { needed: 'value', parse: parseText },
    house_number: { needed: 'value', parse: parseHouseNumber },
    house_letter: { needed: 'no', parse: parseHouseLetter },
    house_addition: { needed: 'no', parse: parseHouseAddition },
    postcode: { needed: 'column', parse: parsePostcode },
    town: { needed: 'no', parse: parseText },
    dwelling_use: { needed: 'no', parse: parseText },
    area_m2: { needed: 'no', parse: parsePositiveWhole },
    dwelling_status: { needed: 'no', parse: parseText },
    build_year: { needed: 'no', parse: parsePositiveWhole },
    rd_x: { needed: 'no', parse: parseDecimal },
    rd_y: { needed: 'no', parse: parseDecimal },
    valid_from: { needed: 'no', parse: parseDay },
  },
  mappings: [
    {
      version: 'bag-csv-1',
      supplier: 'Municipal data store, CSV',
      headers: {
        'Identificatie nummeraanduiding': 'number_id',
        'Nummeraanduiding ID': 'number_id',
        'Identificatie verblijfsobject': 'dwelling_id',
        'Verblijfsobject ID': 'dwelling_id',
        'Identificatie pand': 'building_id',
        'Pand ID': 'building_id',
        Straatnaam: 'street',
        'Openbare ruimte': 'street',
        Huisnummer: 'house_number',
        Huisletter: 'house_letter',
        Huisnummertoevoeging: 'house_addition',
        Toevoeging: 'house_addition',
        Postcode: 'postcode',
        Woonplaats: 'town',
        Woonplaatsnaam: 'town',
        Gebruiksdoel: 'dwelling_use',
        Oppervlakte: 'area_m2',
        'Oppervlakte m2': 'area_m2',
        Status: 'dwelling_status',
        'Status verblijfsobject': 'dwelling_status',
        Bouwjaar: 'build_year',
        X: 'rd_x',
        Y: 'rd_y',
        Begindatum: 'valid_from',
        'Datum begin geldigheid': 'valid_from',
      },
    },
    {
      version: 'bag-individual-1',
      supplier: 'BAG API and extract, names joined by underscores or in camel case',
      headers: {
        nummeraanduiding_identificatie: 'number_id',
        nummeraanduidingIdentificatie: 'number_id',
        adresseerbaar_object_identificatie: 'dwelling_id',
        adresseerbaarObjectIdentificatie: 'dwelling_id',
        pand_identificatie: 'building_id',
        pandIdentificatie: 'building_id',
        openbare_ruimte_naam: 'street',
        openbareRuimteNaam: 'street',
        huisnummer: 'house_number',
        huisletter: 'house_letter',
        huisnummertoevoeging: 'house_addition',
        postcode: 'postcode',
        woonplaats_naam: 'town',
        woonplaatsNaam: 'town',
        gebruiksdoel: 'dwelling_use',
        oppervlakte: 'area_m2',
        status: 'dwelling_status',
        oorspronkelijk_bouwjaar: 'build_year',
        oorspronkelijkBouwjaar: 'build_year',
        x: 'rd_x',
        y: 'rd_y',
        begin_geldigheid: 'valid_from',
        beginGeldigheid: 'valid_from',
      },
    },
  ],
  readPast: ['Einddatum', 'Gemeente', 'Wijk', 'Buurt'],
  owner: 'Head of geo-information',
  legalBasis: 'Wet basisregistratie adressen en gebouwen; open data',
  purposes: ['address quality', 'undermining crime', 'housing enforcement'],
  retention: { months: 120, ground: 'own choice: open data, kept for history of addresses' },
  policeData: false,
  bibob: false,
  ownOfficer: false,
});
