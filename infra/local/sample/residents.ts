import { addDays } from './calendar.ts';
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
};

/** Households by persons: one 39%, two 33%, three 12%, four 12%, five and more 4% (CBS, Huishoudens 2023, rounded). */
const HOUSEHOLD_SIZES = [39, 33, 12, 12, 4];

type Making = {
  readonly residents: number;
  readonly addresses: readonly SampleAddress[];
  readonly today: string;
  readonly random: Random;
  readonly names: ReturnType<typeof nameMaker>;
  readonly bsns: Generator<string, never>;
};

/** People in households, a household a dwelling, dwellings filled in drawn order. */
export function makeResidents(making: Making): Resident[] {
  const { random, today } = making;
  const dwellings = random.sample(making.addresses.filter(isDwelling), making.addresses.length);
  const people: Resident[] = [];
  let next = 0;
  while (people.length < making.residents) {
    const address = dwellings[next % dwellings.length];
    if (!address) throw new RangeError('a town without dwellings');
    next += 1;
    people.push(
      ...household(
        making,
        address,
        making.residents - people.length,
        addDays(today, -random.whole(400, 9000)),
      ),
    );
  }
  return people;
}

function household(making: Making, address: SampleAddress, most: number, from: string): Resident[] {
  const { random } = making;
  const size = Math.min(
    most,
    1 + random.weighted(HOUSEHOLD_SIZES) + (random.chance(0.02) ? random.whole(1, 3) : 0),
  );
  const family = making.names.surname();
  const other = making.names.surname();
  const adults = size === 1 || random.chance(0.15) ? 1 : 2;
  const headAge = random.whole(24, 84);
  const people: Resident[] = [];
  for (let index = 0; index < size; index += 1) {
    const child = index >= adults;
    const own = index === 1 && !child ? other : family;
    const partner = !child && adults === 2 ? (index === 0 ? other : family) : undefined;
    const age = child
      ? random.whole(0, Math.max(1, Math.min(22, headAge - 20)))
      : Math.max(18, headAge + random.whole(-5, 5) * index);
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
  };
}

export type { Making };
