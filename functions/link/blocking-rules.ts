import { birthYear, wholeBirthDate } from './birth-date.ts';
import type { PersonFeatures } from './person-features.ts';
import { rootsOf } from './short-forms.ts';

type PartOf = (person: PersonFeatures) => readonly string[];

/** Persons that share a key of a rule are compared. Several keys where a person has several names or addresses. */
export type BlockingRule = {
  readonly name: string;
  /** A key is one of the first with one of the second; without either a person is in no block. */
  readonly parts: readonly [PartOf, PartOf];
  /** Splits a block that grew too large. Persons without a sub-key leave that block, which is reported. */
  readonly subKeys: PartOf;
};

const sounds: PartOf = (person) => person.surnames.sounds;
const initial: PartOf = (person) =>
  person.givenNames.initials === '' ? [] : [person.givenNames.initials.charAt(0)];
const givenRoots: PartOf = (person) => {
  const [first] = person.givenNames.names;
  return first === undefined || !person.givenNames.firstInFull ? [] : rootsOf(first);
};
const present = (value: string | null | undefined): string[] =>
  value === null || value === undefined ? [] : [value];
const birthYears: PartOf = (person) => present(birthYear(person.birthDate));
const birthDates: PartOf = (person) => present(wholeBirthDate(person.birthDate));
const phone: PartOf = (person) => present(person.phone);
const addresses: PartOf = (person) => person.places.map((place) => place.address);
const initialAndBirthYear: PartOf = (person) =>
  birthYears(person).flatMap((year) => initial(person).map((letter) => `${letter} ${year}`));

/** In order: a pair that an earlier rule finds is not looked at again by a later one. */
export const BLOCKING_RULES: readonly BlockingRule[] = [
  { name: 'birth_date_and_surname', parts: [birthDates, sounds], subKeys: initial },
  { name: 'surname_initial_and_birth_year', parts: [initialAndBirthYear, sounds], subKeys: givenRoots },
  { name: 'birth_date_and_given_name', parts: [birthDates, givenRoots], subKeys: sounds },
  { name: 'address_and_surname', parts: [addresses, sounds], subKeys: initial },
  { name: 'phone', parts: [phone, () => ['']], subKeys: sounds },
  {
    name: 'surname_and_given_name',
    parts: [(person) => person.surnames.all, givenRoots],
    subKeys: birthYears,
  },
];
