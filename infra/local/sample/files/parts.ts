import { dutchDay, registerDay } from '../calendar.ts';
import { spokenName } from '../life/reports.ts';
import type { Random } from '../random.ts';
import type { Resident } from '../residents.ts';
import { type SampleAddress, TOWN } from '../town.ts';
import type { Party } from '../world.ts';
import type { Cell } from './csv.ts';

export const LOCATION_HEADER = [
  'Identificatie nummeraanduiding',
  'Straatnaam',
  'Huisnummer',
  'Huisletter',
  'Huisnummertoevoeging',
  'Postcode',
  'Woonplaats',
] as const;

/** A register that knows BAG's id gives it; others have the columns alone. */
export const locationCells = (address: SampleAddress, knowsId: boolean): Cell[] => [
  knowsId ? address.numberId : '',
  address.street,
  address.houseNumber,
  address.houseLetter,
  address.houseAddition,
  address.postcode,
  TOWN,
];

export const partyHeader = (word: string): readonly string[] => [
  word,
  `${word} geboortedatum`,
  `${word} BSN`,
  `${word} KVK-nummer`,
];
export const personHeader = (word: string): readonly string[] => [
  word,
  `${word} geboortedatum`,
  `${word} BSN`,
];

/** A party as a register writes it: name at times misspelt, BSN in so many of ten rows. */
export function partyCells(party: Party | undefined, random: Random, bsnShare: number): Cell[] {
  if (!party) return ['', '', '', ''];
  if ('company' in party) return [party.company.name, '', '', party.company.kvkNumber];
  if ('resident' in party) return [...personCells(party.resident, random, bsnShare), ''];
  return [party.name, '', '', party.kvkNumber ?? ''];
}

export const personCells = (resident: Resident | undefined, random: Random, bsnShare: number): Cell[] =>
  resident
    ? [spokenName(resident, random), birthCell(resident), random.chance(bsnShare) ? resident.bsn : '']
    : ['', '', ''];

const birthCell = (resident: Resident): string =>
  resident.birthDate.includes('-00') ? registerDay(resident.birthDate) : dutchDay(resident.birthDate);

export const dayCell = (day: string): string => (day === '' ? '' : dutchDay(day));
