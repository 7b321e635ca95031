import { addDays } from '../calendar.ts';
import { RAIDS_PER_RESIDENT } from '../figures.ts';
import type { SampleAddress } from '../town.ts';
import type { SampleRaid, World } from '../world.ts';

/** How far back the file of closures goes, in days. */
export const RAID_DAYS = 920;

/** A raid at an address; a closure is registered on the building in two of three. */
export function raid(
  world: World,
  address: SampleAddress,
  rest: Partial<SampleRaid> & Pick<SampleRaid, 'suspects'>,
): SampleRaid {
  const { random, today } = world.making;
  const made: SampleRaid = {
    day: addDays(today, -random.whole(35, RAID_DAYS)),
    kind: random.pick(['hennepkwekerij', 'hennepkwekerij', 'drugslab', 'drugshandel'] as const),
    address,
    plants: random.whole(40, 900),
    cashEur: random.chance(0.3) ? random.whole(5, 900) * 100 : 0,
    owner: undefined,
    landlord: undefined,
    landlordPhone: '',
    installer: undefined,
    installerPhone: '',
    ...rest,
  };
  world.raids.push(made);
  if (random.chance(0.66)) {
    const day = addDays(made.day, random.whole(2, 30));
    world.restrictions.push({
      kind: 'sluiting opiumwet',
      day,
      until: random.chance(0.9) ? addDays(day, random.whole(3, 12) * 30) : '',
      address,
    });
  }
  return made;
}

/** Raids that nothing ties together but chance: who owned the place, a corporation now and then, had no part in it. */
export function makeRaids(world: World): SampleAddress[] {
  const { random, residents, addresses } = world.making;
  const adults = world.adults;
  const count = Math.max(5, Math.round(residents * RAIDS_PER_RESIDENT));
  return random.sample(addresses, count).map((address) => {
    const household = world.homes.get(address.numberId) ?? [];
    const suspects = random.chance(0.6) ? household.filter((each) => adults.includes(each)).slice(0, 2) : [];
    const landlord = world.landlords.get(address.numberId);
    raid(world, address, {
      suspects: suspects.length > 0 ? suspects : random.sample(adults, random.whole(1, 2)),
      landlord: random.chance(0.7) ? landlord : undefined,
    });
    return address;
  });
}
