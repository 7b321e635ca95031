import type { Random } from '../random.ts';
import type { SampleBenefit, SampleVehicle } from '../world.ts';
import { type Cell, csv, latin1, type SampleFile, utf8 } from './csv.ts';
import {
  dayCell,
  LOCATION_HEADER,
  locationCells,
  partyCells,
  partyHeader,
  personCells,
  personHeader,
} from './parts.ts';

export function vehiclesFile(vehicles: readonly SampleVehicle[], day: string, random: Random): SampleFile {
  const header = [
    'Kenteken',
    ...partyHeader('Houder'),
    'Datum aansprakelijkheid',
    ...LOCATION_HEADER.slice(1),
  ];
  const rows = vehicles.map((each): Cell[] => [
    each.plate,
    ...partyCells(each.holder, random, 0.97),
    dayCell(each.since),
    ...locationCells(each.address, false).slice(1),
  ]);
  return utf8(`vehicles/${day}-voertuigen.csv`, csv(header, rows));
}

export function benefitsFile(benefits: readonly SampleBenefit[], day: string, random: Random): SampleFile {
  const header = [
    'Uitkeringsnummer',
    'Soort',
    'Ingangsdatum',
    'Einddatum',
    ...personHeader('Client'),
    'Personen in huishouden',
    ...personHeader('Partner'),
    ...LOCATION_HEADER.slice(1),
  ];
  const rows = benefits.map((each, index): Cell[] => [
    `U${String(index + 1).padStart(6, '0')}`,
    each.kind,
    dayCell(each.from),
    dayCell(each.to),
    ...personCells(each.client, random, 0.98),
    each.persons,
    ...personCells(each.partner, random, 0.98),
    ...locationCells(each.address, false).slice(1),
  ]);
  return latin1(`benefits/${day}-uitkeringen.csv`, csv(header, rows));
}
