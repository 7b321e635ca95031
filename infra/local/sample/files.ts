import { gzipSync } from 'node:zlib';
import { dutchDay, registerDay } from './calendar.ts';
import { type SampleRaid, type SampleReport, spokenName } from './events.ts';
import type { Random } from './random.ts';
import type { Resident, Stay } from './residents.ts';
import { type SampleAddress, TOWN } from './town.ts';

/** A file as a steward would drop it. */
export type SampleFile = { readonly key: string; readonly body: Uint8Array };

type Cell = string | number;

const csv = (header: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  `${[header, ...rows].map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`;

function cell(value: Cell): string {
  const text = String(value);
  return /[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const decimal = (value: number): string => value.toFixed(3).replace('.', ',');

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
    decimal(each.rdX),
    decimal(each.rdY),
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
];

/** A monthly BRP snapshot: everybody who lived in town on that day, in windows-1252, with a few rows that are wrong. */
export function brpFile(residents: readonly Resident[], day: string, random: Random): SampleFile {
  const rows: Cell[][] = residents.flatMap((each) => {
    const stay = stayOn(each, day);
    return stay ? [brpRow(each, stay)] : [];
  });
  for (const broken of random.sample(rows, Math.max(3, Math.round(rows.length / 400)))) spoil(broken, random);
  return { key: `brp/${day}-personen.csv`, body: Buffer.from(csv(BRP_HEADER, rows), 'latin1') };
}

/** Where a resident was registered on a day; undefined before the first stay. */
export function stayOn(resident: Resident, day: string): Stay | undefined {
  return resident.stays.filter((stay) => stay.from <= day).at(-1);
}

function brpRow(each: Resident, stay: Stay): Cell[] {
  const { address } = stay;
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
  ];
}

/** What goes wrong in real files: a mistyped number, an impossible date, a missing one. */
function spoil(row: Cell[], random: Random): void {
  const kind = random.whole(0, 2);
  if (kind === 0) row[0] = `${String(row[0]).slice(0, 8)}${(Number(String(row[0]).slice(8)) + 1) % 10}`;
  else if (kind === 1) row[7] = '19873145';
  else row[0] = '';
}

const REPORT_HEADER = [
  'Meldingnummer',
  'Datum melding',
  'Kanaal',
  'Onderwerp',
  'Omschrijving',
  'Aard',
  'Adres',
  'Woonplaats',
  'Namen',
  'Kentekens',
];

const reportRow = (each: SampleReport): Cell[] => [
  each.number,
  dutchDay(each.day),
  each.channel,
  each.subject,
  each.text,
  each.nature,
  each.address,
  TOWN,
  each.names,
  each.plates,
];

export function reportsFile(reports: readonly SampleReport[], day: string): SampleFile {
  return {
    key: `reports/${day}-meldingen.csv`,
    body: Buffer.from(`\uFEFF${csv(REPORT_HEADER, reports.map(reportRow))}`),
  };
}

/** The same from another system: one JSON object a line. */
export function reportsNdjsonFile(reports: readonly SampleReport[], day: string): SampleFile {
  const lines = reports.map((each) =>
    JSON.stringify(Object.fromEntries(reportRow(each).map((value, index) => [REPORT_HEADER[index], value]))),
  );
  return { key: `reports/${day}-meldingen.ndjson`, body: Buffer.from(`${lines.join('\n')}\n`) };
}

export function raidsFile(
  raids: readonly SampleRaid[],
  day: string,
  random: Random,
  source = 'raids',
): SampleFile {
  const header = [
    'Invalnummer',
    'Datum',
    'Soort',
    'Straatnaam',
    'Huisnummer',
    'Huisletter',
    'Huisnummertoevoeging',
    'Postcode',
    'Woonplaats',
    'Aantal planten',
    'Contant geld EUR',
    'Verdachte 1',
    'Verdachte 1 geboortedatum',
    'Verdachte 1 BSN',
    'Verdachte 2',
    'Verdachte 2 geboortedatum',
    'Verdachte 2 BSN',
    'Verhuurder',
    'Verhuurder geboortedatum',
    'Installateur',
    'Installateur geboortedatum',
  ];
  const rows = raids.map((raid) => {
    const suspects = [0, 1].flatMap((index): Cell[] => {
      const suspect = raid.suspects[index];
      return suspect
        ? [spokenName(suspect, random), birthCell(suspect), random.chance(0.4) ? suspect.bsn : '']
        : ['', '', ''];
    });
    const named = (resident: Resident | undefined): Cell[] =>
      resident ? [spokenName(resident, random), birthCell(resident)] : ['', ''];
    const { address } = raid;
    return [
      raid.number,
      dutchDay(raid.day),
      raid.kind,
      address.street,
      address.houseNumber,
      address.houseLetter,
      address.houseAddition,
      address.postcode,
      TOWN,
      raid.plants,
      raid.cashEur,
      ...suspects,
      ...named(raid.landlord),
      ...named(raid.installer),
    ];
  });
  return { key: `${source}/${day}-invallen.csv`, body: Buffer.from(csv(header, rows)) };
}

const birthCell = (resident: Resident): string =>
  resident.birthDate.includes('-00') ? registerDay(resident.birthDate) : dutchDay(resident.birthDate);
