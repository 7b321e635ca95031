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
    surname_token:
      surname === null ? null : idText(digest('surname', foldSurname(surname))).slice(0, TOKEN_CHARACTERS),
    secrecy: known(standing, 'secrecy'),
    suspension: known(standing, 'suspension'),
  };
};

const address: AttributesOf = (standing) => ({
  dwelling_use: known(standing, 'dwelling_use'),
  area_m2: known(standing, 'area_m2'),
  dwelling_status: known(standing, 'dwelling_status'),
  build_year: known(standing, 'build_year'),
  postcode4: known(standing, 'postcode')?.slice(0, 4) ?? null,
  grid_500m: gridCell(standing),
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
});

const ATTRIBUTES: Readonly<Record<RecordKind, AttributesOf>> = {
  person,
  address,
  event,
  company: () => ({}),
  vehicle: () => ({}),
};
