import { birthYear, wholeBirthDate } from './birth-date.ts';
import type { PersonFeatures } from './person-features.ts';
import { rootsOf } from './short-forms.ts';

/** Persons that share a key of a rule are compared. Several keys where a person has several names or addresses. */
export type BlockingRule = {
  readonly name: string;
  readonly keys: (person: PersonFeatures) => readonly string[];
  /** Splits a block that grew too large. Persons without a sub-key leave that block, which is reported. */
  readonly subKeys: (person: PersonFeatures) => readonly string[];
};

const sounds = (person: PersonFeatures): readonly string[] => person.surnames.sounds;
const initial = (person: PersonFeatures): string[] =>
  person.givenNames.initials === '' ? [] : [person.givenNames.initials.charAt(0)];
const givenRoots = (person: PersonFeatures): readonly string[] => {
  const [first] = person.givenNames.names;
  return first === undefined || !person.givenNames.firstInFull ? [] : rootsOf(first);
};
const present = (value: string | null | undefined): string[] =>
  value === null || value === undefined ? [] : [value];
const birthYears = (person: PersonFeatures): string[] => present(birthYear(person.birthDate));
const birthDates = (person: PersonFeatures): string[] => present(wholeBirthDate(person.birthDate));

/** Every combination of one key of each list, joined. */
const joined = (...lists: readonly (readonly string[])[]): string[] =>
  lists.reduce<string[]>(
    (soFar, list) => soFar.flatMap((start) => list.map((next) => (start === '' ? next : `${start}|${next}`))),
    [''],
  );

/** In order: a pair that an earlier rule finds is not looked at again by a later one. */
export const BLOCKING_RULES: readonly BlockingRule[] = [
  {
    name: 'birth_date_and_surname',
    keys: (person) => joined(birthDates(person), sounds(person)),
    subKeys: initial,
  },
  {
    name: 'surname_initial_and_birth_year',
    keys: (person) => joined(sounds(person), initial(person), birthYears(person)),
    subKeys: givenRoots,
  },
  {
    name: 'birth_date_and_given_name',
    keys: (person) => joined(birthDates(person), givenRoots(person)),
    subKeys: sounds,
  },
  {
    name: 'address_and_surname',
    keys: (person) => joined([...new Set(person.places.map((place) => place.address))], sounds(person)),
    subKeys: initial,
  },
  { name: 'phone', keys: (person) => present(person.phone), subKeys: sounds },
  {
    name: 'surname_and_given_name',
    keys: (person) => joined(person.surnames.all, givenRoots(person)),
    subKeys: birthYears,
  },
];
