import { addDays } from '../calendar.ts';
import type { Resident } from '../residents.ts';
import type { SampleAddress } from '../town.ts';
import type { Party, World } from '../world.ts';

/** Grown up, with a date of birth that is known in full. */
export const isAdult = (resident: Resident, today: string): boolean =>
  resident.birthDate < addDays(today, -365 * 20) && !resident.birthDate.includes('-00');

export const ageOf = (resident: Resident, today: string): number =>
  Number(today.slice(0, 4)) - Number(resident.birthDate.slice(0, 4));

/** Who lives at an address before anybody moves. */
export const householdAt = (world: World, address: SampleAddress): readonly Resident[] =>
  world.homes.get(address.numberId) ?? [];

export const partiesOf = (residents: readonly Resident[]): Party[] =>
  residents.map((resident) => ({ resident }));

/** Families by address, from the first place where each lived. */
export function homesOf(residents: readonly Resident[]): ReadonlyMap<string, readonly Resident[]> {
  const homes = new Map<string, Resident[]>();
  for (const resident of residents) {
    const stay = resident.stays[0];
    if (!stay) continue;
    const there = homes.get(stay.address.numberId);
    if (there) there.push(resident);
    else homes.set(stay.address.numberId, [resident]);
  }
  return homes;
}
