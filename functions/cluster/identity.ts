import type { RecordKind } from '#schemas/ids.ts';
import type { SourceRecord } from '#schemas/record.ts';
import { foldWords } from '#schemas/values/folded-name.ts';

/** The key of which one entity never holds two values. */
const DECIDING_KEY = {
  person: 'bsn_token',
  address: 'number_id',
  company: 'kvk_number',
  vehicle: 'plate',
  event: 'record_id',
} as const satisfies Record<RecordKind, keyof SourceRecord>;

type Person = { readonly initial: string; readonly birthDate: string };

/** What of a group of records forbids to take it together with another. */
export type Identity = { readonly key: string | null; readonly persons: readonly Person[] };

export const decidingKey = (record: SourceRecord): string | null => record[DECIDING_KEY[record.kind]];

export function identityOf(record: SourceRecord): Identity {
  const initial = foldWords(record.given_names ?? '')[0]?.charAt(0);
  const whole = record.birth_date !== null && !record.birth_date.endsWith('-00');
  const persons =
    initial !== undefined && whole && record.birth_date !== null
      ? [{ initial, birthDate: record.birth_date }]
      : [];
  return { key: decidingKey(record), persons };
}

/** The identity of two groups as one. Throws RangeError for groups with two values of the deciding key. */
export function joinIdentities(a: Identity, b: Identity): Identity {
  if (keysDiffer(a, b)) throw new RangeError('two different keys cannot be one thing');
  const persons = [...a.persons, ...b.persons];
  const distinct = new Map(persons.map((person) => [`${person.initial} ${person.birthDate}`, person]));
  return { key: a.key ?? b.key, persons: [...distinct.values()] };
}

export const keysDiffer = (a: Identity, b: Identity): boolean =>
  a.key !== null && b.key !== null && a.key !== b.key;

/** Members of one household share name and address; other initial and other date of birth: never one person. */
export const areHousemates = (a: Identity, b: Identity): boolean =>
  a.persons.some((one) =>
    b.persons.some(
      (other) => one.initial !== other.initial && birthDatesDiffer(one.birthDate, other.birthDate),
    ),
  );

/** More than one of year, month and day: one alone may be a slip of the pen. */
function birthDatesDiffer(a: string, b: string): boolean {
  const partsOfB = b.split('-');
  return a.split('-').filter((part, index) => part !== partsOfB[index]).length > 1;
}
