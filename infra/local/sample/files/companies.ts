import type { Random } from '../random.ts';
import type { SampleCompany, SamplePermit } from '../world.ts';
import { type Cell, csv, latin1, type SampleFile, utf8 } from './csv.ts';
import { dayCell, LOCATION_HEADER, locationCells, partyCells, partyHeader } from './parts.ts';

export function kvkFile(companies: readonly SampleCompany[], day: string): SampleFile {
  const header = [
    'KVK-nummer',
    'Vestigingsnummer',
    'RSIN',
    'Handelsnaam',
    'Rechtsvorm',
    'SBI-codes',
    'Datum aanvang',
    'Datum einde',
    'Telefoon',
    ...LOCATION_HEADER.slice(1),
    'Voortzetting van KVK-nummer',
  ];
  const rows = companies.map((each): Cell[] => [
    each.kvkNumber,
    each.branchNumber,
    each.rsin,
    each.name,
    each.legalForm,
    each.sbi,
    dayCell(each.startedOn),
    dayCell(each.endedOn),
    each.phone,
    ...locationCells(each.address, false).slice(1),
    each.predecessor,
  ]);
  return utf8(`kvk/${day}-bedrijven.csv`, csv(header, rows));
}

export function officersFile(companies: readonly SampleCompany[], day: string, random: Random): SampleFile {
  const header = [
    'KVK-nummer',
    'Functionarisnummer',
    ...partyHeader('Functionaris'),
    'Functie',
    'Datum in functie',
    'Datum uit functie',
  ];
  const rows = companies.flatMap((company) =>
    company.officers.map((each, index): Cell[] => [
      company.kvkNumber,
      String(index + 1),
      ...partyCells(each.party, random, 0.9),
      each.function,
      dayCell(each.from),
      dayCell(each.to),
    ]),
  );
  return utf8(`kvk-officers/${day}-functionarissen.csv`, csv(header, rows));
}

export function permitsFile(permits: readonly SamplePermit[], day: string, random: Random): SampleFile {
  const header = [
    'Vergunningnummer',
    'Soort',
    'Status',
    'Datum besluit',
    'Geldig tot',
    ...partyHeader('Aanvrager'),
    ...partyHeader('Leidinggevende'),
    ...partyHeader('Financier'),
    ...LOCATION_HEADER,
  ];
  const rows = permits.map((each, index): Cell[] => [
    `V${String(index + 1).padStart(6, '0')}`,
    each.kind,
    each.status,
    dayCell(each.day),
    dayCell(each.until),
    ...partyCells(each.applicant, random, 0.7),
    ...partyCells(each.manager, random, 0.7),
    ...partyCells(each.financier, random, 0.3),
    ...locationCells(each.address, true),
  ]);
  return latin1(`permits/${day}-vergunningen.csv`, csv(header, rows));
}
