import { givenName, type Sex, surname } from './names.ts';
import { hash, Random } from './random.ts';

export type Person = {
  /** The truth: the same number, the same person. */
  readonly entity: number;
  readonly sex: Sex;
  readonly givenName: string;
  readonly surname: string;
  /** Of the other in the couple; what a marriage may change the name to. */
  readonly partnerSurname?: string;
  readonly birthYear: number;
  /** 1…12 */
  readonly birthMonth: number;
  /** 1…28: every month has them. */
  readonly birthDay: number;
  /** Number of the household's address and, for some, its telephone. */
  readonly home: number;
  readonly homePhone?: string;
  readonly records: number;
};

const MOST_MEMBERS = 6;
/** Share of twins among neighbouring children, and of first sons that are named for their father. */
const TWINS = 0.04;
const JUNIORS = 0.06;

/** 1…6 people; shares about as in the Netherlands. */
export function householdSize(seed: number, household: number): number {
  const drawn = hash(seed, household, 901) / 2 ** 32;
  if (drawn < 0.37) return 1;
  if (drawn < 0.69) return 2;
  if (drawn < 0.81) return 3;
  if (drawn < 0.94) return 4;
  return drawn < 0.985 ? 5 : MOST_MEMBERS;
}

/** 1, 2 or 3 records of a person: 0.68, 0.24 and 0.08. */
export function recordCount(seed: number, household: number, member: number): number {
  const drawn = hash(seed, household, 902 + member) / 2 ** 32;
  if (drawn < 0.68) return 1;
  return drawn < 0.92 ? 2 : 3;
}

/** Who lives in a household: one or two adults and their children, of whom some are twins or bear the father's name. */
export function household(seed: number, number: number): Person[] {
  const size = householdSize(seed, number);
  const random = new Random(hash(seed, number, 903));
  const family = surname(random);
  const adults = size === 1 || random.chance(size === 2 ? 0.2 : 0.12) ? 1 : 2;
  const firstSex: Sex = adults === 2 || random.chance(0.45) ? 'male' : 'female';
  const parentYear = size === 1 ? 1925 + random.below(80) : 1935 + random.below(size > 2 ? 60 : 68);
  const shared = {
    home: number,
    ...(random.chance(0.2) ? { homePhone: phoneOf(random, '020') } : {}),
  };
  const born = (year: number) => ({
    birthYear: year,
    birthMonth: 1 + random.below(12),
    birthDay: 1 + random.below(28),
  });
  const people: Person[] = [];
  const add = (person: Omit<Person, 'entity' | 'records' | 'home' | 'homePhone'>): void => {
    const member = people.length;
    const entity = number * (MOST_MEMBERS + 2) + member;
    people.push({ ...person, ...shared, entity, records: recordCount(seed, number, member) });
  };
  add({
    sex: firstSex,
    givenName: givenName(random, firstSex, parentYear),
    surname: family,
    ...born(parentYear),
  });
  if (adults === 2) {
    const own = surname(random);
    const year = parentYear + random.below(9) - 3;
    add({
      sex: 'female',
      givenName: givenName(random, 'female', year),
      surname: random.chance(0.45) ? family : own,
      partnerSurname: family,
      ...born(year),
    });
  }
  while (people.length < size) {
    const before = people[people.length - 1];
    const twin = people.length > adults && random.chance(TWINS) ? before : undefined;
    const sex: Sex = random.chance(0.51) ? 'male' : 'female';
    const year = twin?.birthYear ?? Math.min(parentYear + 20 + random.below(20), 2025);
    const dates =
      twin === undefined
        ? born(year)
        : {
            birthYear: twin.birthYear,
            birthMonth: twin.birthMonth,
            birthDay: twin.birthDay,
          };
    const junior =
      sex === 'male' && firstSex === 'male' && people.length === adults && random.chance(JUNIORS);
    const name = junior ? people[0]?.givenName : undefined;
    add({ sex, givenName: name ?? givenName(random, sex, year), surname: family, ...dates });
  }
  return people;
}

/** A number with this area's first digits and seven or eight more. */
export function phoneOf(random: Random, area: string): string {
  return `${area}${String(random.below(10 ** (10 - area.length))).padStart(10 - area.length, '0')}`;
}
