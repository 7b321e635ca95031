import { addDays } from '../calendar.ts';
import { CARS_PER_HOUSEHOLD, COMPANY_CAR, ON_ASSISTANCE, VEHICLES_PROVIDED } from '../figures.ts';
import type { Random } from '../random.ts';
import type { SampleAddress } from '../town.ts';
import type { Party, World } from '../world.ts';
import { ageOf, isAdult } from './people.ts';

const VOWELS = ['A', 'E', 'I', 'O', 'U'] as const;

/** Licence plates of side codes 9 and 10 with vowels, which are not handed out (RDW): nobody has one of these. */
export function* fictitiousPlates(random: Random): Generator<string, never> {
  const start = random.whole(0, 124_999);
  // 49 and 250,000 have no common factor, so each comes once in 250,000.
  for (let n = 0; ; n += 1) {
    const place = (start + n * 49) % 250_000;
    const letter = (index: number) => VOWELS[Math.floor((place % 125_000) / 1000 / 5 ** index) % 5] ?? 'A';
    const digits = String(place % 1000).padStart(3, '0');
    yield place < 125_000
      ? `${letter(0)}${letter(1)}-${digits}-${letter(2)}`
      : `${letter(0)}-${digits}-${letter(1)}${letter(2)}`;
  }
}

/** Cars of households and companies, of which the file holds a part. */
export function makeVehicles(world: World, plates: Generator<string, never>): void {
  const { random, today } = world.making;
  const add = (holder: Party, address: SampleAddress) => {
    world.vehicles.push({
      plate: plates.next().value,
      holder,
      since: addDays(today, -random.whole(20, 3500)),
      address,
    });
  };
  for (const household of world.homes.values()) {
    const [head] = household;
    const adults = household.filter((each) => isAdult(each, today));
    const address = head?.stays[0]?.address;
    if (!address || adults.length === 0) continue;
    const mean = CARS_PER_HOUSEHOLD[Math.min(household.length, CARS_PER_HOUSEHOLD.length) - 1] ?? 1;
    const cars = Math.min(random.count(mean), adults.length + 2);
    for (let n = 0; n < cars; n += 1)
      if (random.chance(VEHICLES_PROVIDED)) add({ resident: random.pick(adults) }, address);
  }
  for (const company of world.companies)
    if (company.endedOn === '' && random.chance(COMPANY_CAR * VEHICLES_PROVIDED))
      add({ company }, company.address);
}

/** Benefits of ordinary households, as they stated them; now and then a child has left since. */
export function makeBenefits(world: World): void {
  const { random, today } = world.making;
  for (const household of world.homes.values()) {
    const adults = household.filter((each) => isAdult(each, today) && ageOf(each, today) < 67);
    const [client, partner] = adults;
    const address = client?.stays[0]?.address;
    if (!client || !address || !random.chance(ON_ASSISTANCE)) continue;
    const from =
      [addDays(today, -random.whole(60, 2500)), client.stays[0]?.from ?? ''].toSorted().at(-1) ?? '';
    world.benefits.push({
      kind: random.pick(['bijstand', 'bijstand', 'bijstand', 'bijstand', 'ioaw', 'bbz']),
      from,
      to: '',
      client,
      partner,
      persons: Math.max(partner ? 2 : 1, household.length + (random.chance(0.04) ? random.whole(-1, 1) : 0)),
      address,
    });
  }
}
