import { gzipSync } from 'node:zlib';
import { registerDay } from '../calendar.ts';
import type { Random } from '../random.ts';
import { type Resident, type Stay, stayOn } from '../residents.ts';
import { type SampleAddress, TOWN } from '../town.ts';
import { type Cell, csv, decimal, latin1, type SampleFile } from './csv.ts';

/** BAG as the municipal data store exports it: gzipped CSV. */
export function bagFile(addresses: readonly SampleAddress[], day: string): SampleFile {
  const header = [
    'Identificatie nummeraanduiding',
    'Identificatie verblijfsobject',
    'Identificatie pand',
    'Straatnaam',
    'Huisnummer',
    'Huisletter',
    'Huisnummertoevoeging',
    'Postcode',
    'Woonplaats',
    'Gebruiksdoel',
    'Oppervlakte',
    'Status',
    'Bouwjaar',
    'X',
    'Y',
    'Begindatum',
  ];
  const rows = addresses.map((each) => [
    each.numberId,
    each.dwellingId,
    each.buildingId,
    each.street,
    each.houseNumber,
    each.houseLetter,
    each.houseAddition,
    each.postcode,
    TOWN,
    each.use,
    each.areaM2,
    'Verblijfsobject in gebruik',
    each.buildYear,
    decimal(each.rdX, 3),
    decimal(each.rdY, 3),
    `01-01-${Math.max(1995, each.buildYear)}`,
  ]);
  return { key: `bag/${day}-adressen.csv.gz`, body: gzipSync(csv(header, rows)) };
}

const BRP_HEADER = [
  'BSN',
  'Voornamen',
  'Voorvoegsel',
  'Geslachtsnaam',
  'Aanduiding naamgebruik',
  'Voorvoegsel partner',
  'Geslachtsnaam partner',
  'Geboortedatum',
  'Functie adres',
  'Datum aanvang adreshouding',
  'Straatnaam',
  'Huisnummer',
  'Huisletter',
  'Huisnummertoevoeging',
  'Postcode',
  'Woonplaats',
  'Identificatie nummeraanduiding',
  'Indicatie geheim',
  'In onderzoek verblijfplaats',
  'Reden opschorting',
  'Datum opschorting',
];

/** A BRP snapshot: everybody who lived in town on that day, in windows-1252, with a few rows that are wrong. */
export function brpFile(residents: readonly Resident[], day: string, random: Random): SampleFile {
  const rows: Cell[][] = residents.flatMap((each) => {
    const stay = stayOn(each, day);
    return stay ? [brpRow(each, stay, day)] : [];
  });
  for (const broken of random.sample(rows, Math.max(3, Math.round(rows.length / 400)))) spoil(broken, random);
  return latin1(`brp/${day}-personen.csv`, csv(BRP_HEADER, rows));
}

function brpRow(each: Resident, stay: Stay, day: string): Cell[] {
  const { address } = stay;
  const suspended = each.suspended && each.suspended.day <= day ? each.suspended : undefined;
  return [
    each.bsn,
    each.givenNames,
    each.prefix,
    each.surname,
    each.nameUse,
    each.partnerPrefix,
    each.partnerSurname,
    registerDay(each.birthDate),
    stay.letterAddress ? 'B' : 'W',
    registerDay(stay.from),
    address.street,
    address.houseNumber,
    address.houseLetter,
    address.houseAddition,
    address.postcode,
    TOWN,
    address.numberId,
    each.secrecy ? 7 : 0,
    each.addressInResearch ? '080000' : '',
    suspended?.reason ?? '',
    suspended ? registerDay(suspended.day) : '',
  ];
}

/** What goes wrong in real files: a mistyped number, an impossible date, a missing one. */
function spoil(row: Cell[], random: Random): void {
  const kind = random.whole(0, 2);
  if (kind === 0) row[0] = `${String(row[0]).slice(0, 8)}${(Number(String(row[0]).slice(8)) + 1) % 10}`;
  else if (kind === 1) row[7] = '19873145';
  else row[0] = '';
}
