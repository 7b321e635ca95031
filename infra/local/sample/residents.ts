import { addDays } from './calendar.ts';
import { ARRIVED_LAST_YEAR, HOUSEHOLD_SIZES } from './figures.ts';
import type { nameMaker } from './names.ts';
import type { Random } from './random.ts';
import { isDwelling, type SampleAddress } from './town.ts';

export type Stay = {
  readonly address: SampleAddress;
  readonly from: string;
  readonly letterAddress: boolean;
};

export type Resident = {
  readonly bsn: string;
  readonly givenNames: string;
  readonly prefix: string;
  readonly surname: string;
  readonly partnerPrefix: string;
  readonly partnerSurname: string;
  readonly nameUse: 'E' | 'N' | 'P' | 'V';
  /** `jjjj-mm-dd`; some registers know no day or month (00). */
  readonly birthDate: string;
  readonly secrecy: boolean;
  readonly addressInResearch: boolean;
  /** Oldest first; the last one is where they are now. */
  readonly stays: Stay[];
  /** BRP *opschorting*: O died, E left the country, or left for nobody knows where. */
  suspended: { readonly reason: 'O' | 'E'; readonly day: string } | undefined;
};

export type Making = {
  readonly residents: number;
  readonly addresses: readonly SampleAddress[];
  readonly today: string;
  readonly random: Random;
  readonly names: ReturnType<typeof nameMaker>;
  readonly bsns: Generator<string, never>;
};

/** People in households, a household a dwelling, dwellings filled in drawn order until nobody is left. */
export function makeResidents(making: Making): Resident[] {
  const { random, today } = making;
  const dwellings = random.sample(making.addresses.filter(isDwelling), making.addresses.length);
  const people: Resident[] = [];
  for (const address of dwellings) {
    if (people.length >= making.residents) return people;
    const arrived = random.chance(ARRIVED_LAST_YEAR) ? random.whole(35, 365) : random.whole(400, 9000);
    people.push(...household(making, address, making.residents - people.length, addDays(today, -arrived)));
  }
  return people;
}

/** A household of a drawn size; in small dwellings fewer are large, in large ones fewer live alone, which evens out. */
function household(making: Making, address: SampleAddress, most: number, from: string): Resident[] {
  const { random } = making;
  const drawn = random.weighted(HOUSEHOLD_SIZES);
  const unlikely =
    address.areaM2 <= 80
      ? drawn >= 3 && random.chance(0.5)
      : address.areaM2 > 125 && drawn === 0 && random.chance(0.5);
  const size =
    1 +
    (unlikely ? random.weighted(HOUSEHOLD_SIZES) : drawn) +
    (random.chance(0.02) ? random.whole(1, 3) : 0);
  return family(making, address, Math.min(most, size), from);
}

/** A family of so many at an address. Ages go with the size: children with parents of 25 to 58, others any age. */
export function family(making: Making, address: SampleAddress, size: number, from: string): Resident[] {
  const { random } = making;
  const name = making.names.surname();
  const other = making.names.surname();
  const adults = size === 1 || random.chance(0.15) ? 1 : 2;
  const headAge = size > adults ? random.whole(25, 58) : random.whole(22, 88);
  const people: Resident[] = [];
  for (let index = 0; index < size; index += 1) {
    const child = index >= adults;
    const own = index === 1 && !child ? other : name;
    const partner = !child && adults === 2 ? (index === 0 ? other : name) : undefined;
    const age = child
      ? random.whole(0, Math.max(1, Math.min(24, headAge - 20)))
      : Math.max(19, headAge + random.whole(-5, 5) * index);
    people.push(person(making, own, partner, age, { address, from, letterAddress: false }));
  }
  return people;
}

/** One person of about that age, living in one place. */
export function person(
  making: Making,
  name: { readonly prefix: string; readonly surname: string },
  partner: { readonly prefix: string; readonly surname: string } | undefined,
  age: number,
  stay: Stay,
): Resident {
  const { random, today } = making;
  const born = addDays(today, -Math.round(age * 365.25) - random.whole(0, 364));
  const partial = random.chance(0.01);
  return {
    bsn: making.bsns.next().value,
    givenNames: making.names.givenNames(),
    ...name,
    partnerPrefix: partner?.prefix ?? '',
    partnerSurname: partner?.surname ?? '',
    nameUse: partner ? random.pick(['E', 'E', 'E', 'V', 'P', 'N'] as const) : 'E',
    birthDate: partial ? `${born.slice(0, 4)}-${random.chance(0.5) ? born.slice(5, 7) : '00'}-00` : born,
    secrecy: random.chance(0.01),
    addressInResearch: random.chance(0.005),
    stays: [stay],
    suspended: undefined,
  };
}

/** Where a resident was registered on a day; undefined before the first stay. */
export function stayOn(resident: Resident, day: string): Stay | undefined {
  return resident.stays.filter((stay) => stay.from <= day).at(-1);
}
