import type { EntityAttributes } from '#schemas/entity.ts';
import type { RecordKind } from '#schemas/ids.ts';
import { idText } from '#schemas/ids.ts';
import type { SourceRecord } from '#schemas/record.ts';
import { foldSurname } from '#schemas/values/folded-name.ts';
import { known } from './standing.ts';

/** Keyed digest of a value under a domain: 32 bytes. */
export type Digest = (domain: string, value: string) => Uint8Array;

const GRID_METRES = 500;
const TOKEN_CHARACTERS = 16;

/** What an entity shows to analysts: nothing that identifies a person by itself. Unknown is left out. `standing`: most believable record first. */
export function attributesOf(
  kind: RecordKind,
  standing: readonly SourceRecord[],
  digest: Digest,
): EntityAttributes {
  const attributes = ATTRIBUTES[kind](standing, digest);
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));
}

type AttributesOf = (standing: readonly SourceRecord[], digest: Digest) => EntityAttributes;

const person: AttributesOf = (standing, digest) => {
  const birthDate = known(standing, 'birth_date');
  const year = birthDate === null ? 0 : Number(birthDate.slice(0, 4));
  const surname = known(standing, 'surname');
  return {
    birth_year: year === 0 ? null : year,
    surname_token: tokenOf('surname', surname === null ? null : foldSurname(surname), digest),
    secrecy: known(standing, 'secrecy'),
    suspension: known(standing, 'suspension'),
  };
};

const address: AttributesOf = (standing, digest) => ({
  dwelling_use: known(standing, 'dwelling_use'),
  area_m2: known(standing, 'area_m2'),
  dwelling_status: known(standing, 'dwelling_status'),
  build_year: known(standing, 'build_year'),
  postcode4: known(standing, 'postcode')?.slice(0, 4) ?? null,
  grid_500m: gridCell(standing),
  // Ties what is known of a building to the addresses in it.
  building_token: tokenOf('building', known(standing, 'building_id'), digest),
  registered_in_bag: standing.some((record) => record.source === 'bag'),
});

/** South-west corner of the square in RD metres, as CBS names its squares. */
function gridCell(standing: readonly SourceRecord[]): string | null {
  const x = known(standing, 'rd_x');
  const y = known(standing, 'rd_y');
  if (x === null || y === null) return null;
  const corner = (metres: number) => Math.floor(metres / GRID_METRES) * GRID_METRES;
  return `${corner(x)}_${corner(y)}`;
}

const event: AttributesOf = (standing) => ({
  // Amounts carry their unit in the name (hemp_plants); the event's own attributes go before a clash of names.
  ...known(standing, 'amounts'),
  event_type: known(standing, 'event_type'),
  occurred_on: known(standing, 'occurred_on'),
  category: known(standing, 'category'),
  channel: known(standing, 'channel'),
  nature: known(standing, 'nature'),
  outcome: known(standing, 'outcome'),
  ended_on: known(standing, 'valid_to'),
});

/** What the trade register says of the company itself, over all its establishments: it ended when the last one did. */
const company: AttributesOf = (standing, digest) => {
  const own = standing.filter((record) => record.role === 'subject' && record.company_name !== null);
  const days = (field: 'valid_from' | 'valid_to') => own.flatMap((record) => record[field] ?? []).toSorted();
  const ended = own.length > 0 && own.every((record) => record.valid_to !== null);
  return {
    legal_form: known(own, 'legal_form'),
    sbi_code: known(own, 'sbi_codes')?.split('|')[0] ?? null,
    started_on: days('valid_from')[0] ?? null,
    ended_on: ended ? (days('valid_to').at(-1) ?? null) : null,
    registered_in_kvk: own.length > 0,
    // Tells which companies answer one phone, and no number.
    phone_token: tokenOf('phone', known(own, 'phone'), digest),
  };
};

function tokenOf(domain: string, value: string | null, digest: Digest): string | null {
  return value === null ? null : idText(digest(domain, value)).slice(0, TOKEN_CHARACTERS);
}

const ATTRIBUTES: Readonly<Record<RecordKind, AttributesOf>> = {
  person,
  address,
  event,
  company,
  vehicle: () => ({}),
};
