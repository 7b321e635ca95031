import { dutchDay } from '../calendar.ts';
import type { Random } from '../random.ts';
import { TOWN } from '../town.ts';
import type { SampleRaid, SampleReport, SampleVisit } from '../world.ts';
import { type Cell, csv, latin1, type SampleFile, utf8 } from './csv.ts';
import { dayCell, LOCATION_HEADER, locationCells, partyCells, personCells, personHeader } from './parts.ts';

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
  'Telefoonnummers',
  'Kentekens',
  'Bedrijf',
  'KVK-nummer',
];

/** One number a report, from `first` on. */
const reportRow = (each: SampleReport, number: number): Cell[] => [
  `M${String(number).padStart(6, '0')}`,
  dutchDay(each.day),
  each.channel,
  each.subject,
  each.text,
  each.nature,
  each.address,
  TOWN,
  each.names,
  each.phones,
  each.plates,
  each.company?.name ?? '',
  each.company?.kvkNumber ?? '',
];

export const reportsFile = (reports: readonly SampleReport[], day: string, first: number): SampleFile =>
  utf8(
    `reports/${day}-meldingen.csv`,
    csv(
      REPORT_HEADER,
      reports.map((each, index) => reportRow(each, first + index)),
    ),
  );

/** The same from another system: one JSON object a line. */
export function reportsNdjsonFile(reports: readonly SampleReport[], day: string, first: number): SampleFile {
  const lines = reports.map((each, index) =>
    JSON.stringify(
      Object.fromEntries(reportRow(each, first + index).map((value, at) => [REPORT_HEADER[at], value])),
    ),
  );
  return { key: `reports/${day}-meldingen.ndjson`, body: Buffer.from(`${lines.join('\n')}\n`) };
}

export function raidsFile(
  raids: readonly SampleRaid[],
  day: string,
  first: number,
  random: Random,
  source = 'raids',
): SampleFile {
  const header = [
    'Invalnummer',
    'Datum',
    'Soort',
    ...LOCATION_HEADER.slice(1),
    'Aantal planten',
    'Contant geld EUR',
    ...personHeader('Verdachte 1'),
    ...personHeader('Verdachte 2'),
    'Eigenaar',
    'Eigenaar geboortedatum',
    'Eigenaar KVK-nummer',
    'Verhuurder',
    'Verhuurder geboortedatum',
    'Verhuurder KVK-nummer',
    'Verhuurder telefoon',
    'Installateur',
    'Installateur geboortedatum',
    'Installateur telefoon',
  ];
  const rows = raids.map((raid, index): Cell[] => {
    const [ownerName = '', ownerBorn = '', , ownerKvk = ''] = partyCells(raid.owner, random, 0);
    const [landlordName = '', landlordBorn = '', , landlordKvk = ''] = partyCells(raid.landlord, random, 0);
    const [installerName = '', installerBorn = ''] = personCells(raid.installer, random, 0);
    return [
      `I${String(first + index).padStart(5, '0')}`,
      dutchDay(raid.day),
      raid.kind,
      ...locationCells(raid.address, false).slice(1),
      raid.plants,
      raid.cashEur,
      ...personCells(raid.suspects[0], random, 0.4),
      ...personCells(raid.suspects[1], random, 0.4),
      ownerName,
      ownerBorn,
      ownerKvk,
      landlordName,
      landlordBorn,
      landlordKvk,
      raid.landlordPhone,
      installerName,
      installerBorn,
      raid.installerPhone,
    ];
  });
  return latin1(`${source}/${day}-invallen.csv`, csv(header, rows));
}

export function inspectionsFile(visits: readonly SampleVisit[], day: string): SampleFile {
  const header = [
    'Controlenummer',
    'Datum controle',
    'Team',
    'Soort',
    'Uitkomst',
    'Omschrijving',
    ...LOCATION_HEADER,
  ];
  const rows = visits.map((each, index) => [
    `C${String(index + 1).padStart(6, '0')}`,
    dayCell(each.day),
    each.team,
    each.kind,
    each.outcome,
    each.text,
    ...locationCells(each.address, true),
  ]);
  return utf8(`inspections/${day}-controles.csv`, csv(header, rows));
}

export function officerFindingsFile(visits: readonly SampleVisit[], day: string, random: Random): SampleFile {
  const header = [
    'Bevindingnummer',
    'Datum',
    'Team',
    'Soort',
    'Uitkomst',
    'Omschrijving',
    ...personHeader('Verdachte 1'),
    ...LOCATION_HEADER.slice(1),
  ];
  const rows = visits.map((each, index) => [
    `B${String(index + 1).padStart(6, '0')}`,
    dayCell(each.day),
    each.team,
    each.kind,
    each.outcome,
    each.text,
    ...personCells(each.suspects[0], random, 0.8),
    ...locationCells(each.address, false).slice(1),
  ]);
  return utf8(`officer-findings/${day}-bevindingen.csv`, csv(header, rows));
}
