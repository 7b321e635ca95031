import { addDays } from '../calendar.ts';
import { type Matter, tell } from '../life/reports.ts';
import type { Random } from '../random.ts';
import { person, type Resident } from '../residents.ts';
import { isDwelling, type SampleAddress } from '../town.ts';
import type { Habit, Plant, World } from '../world.ts';

/** One kind of planted case or look-alike; it enters itself into the truth. */
export type Kind = (planting: Planting) => void;

export type ThemeKinds = {
  readonly theme: 'housing' | 'address' | 'benefits' | 'hemp' | 'property' | 'companies';
  readonly frauds: readonly Kind[];
  readonly lookAlikes: readonly Kind[];
};

/** What planting takes from the town, each address once. */
export type Planting = {
  readonly world: World;
  readonly random: Random;
  /** Number ids of those who never move, so that a planted case stays what it is. */
  readonly settled: Set<string>;
  /** A dwelling where nobody is registered. */
  readonly vacant: (fits?: (address: SampleAddress) => boolean) => SampleAddress;
  /** A home. */
  readonly home: (fits?: (address: SampleAddress) => boolean) => SampleAddress;
  /** No dwelling; undefined when none is left that fits. */
  readonly business: (fits: (address: SampleAddress) => boolean) => SampleAddress | undefined;
  readonly mark: (plant: Omit<Plant, 'numberId'>, address: SampleAddress) => void;
  /** So many days ago, between the two. */
  readonly ago: (least: number, most: number) => string;
  readonly habit: (address: SampleAddress, habit: Habit) => void;
};

export function openPlanting(world: World): Planting {
  const { random, today, addresses } = world.making;
  const settled = new Set<string>();
  const shuffled = random.sample(addresses, addresses.length);
  const pools = {
    vacant: shuffled.filter((each) => isDwelling(each) && !world.homes.has(each.numberId)),
    home: shuffled.filter((each) => world.homes.has(each.numberId)),
    business: shuffled.filter((each) => !isDwelling(each)),
  };
  const take = (
    pool: SampleAddress[],
    fits: (address: SampleAddress) => boolean,
  ): SampleAddress | undefined => {
    const index = pool.findIndex((each) => !settled.has(each.numberId) && fits(each));
    const [address] = index < 0 ? [] : pool.splice(index, 1);
    if (address) settled.add(address.numberId);
    return address;
  };
  const any = () => true;
  const oneOf =
    (name: 'vacant' | 'home') =>
    (fits: (address: SampleAddress) => boolean = any) => {
      const address = take(pools[name], fits) ?? take(pools[name], any);
      if (!address) throw new RangeError(`the town has no ${name} dwelling left to plant a case at`);
      return address;
    };
  return {
    world,
    random,
    settled,
    vacant: oneOf('vacant'),
    home: oneOf('home'),
    business: (fits) => take(pools.business, fits),
    mark: (plant, address) => {
      settled.add(address.numberId);
      world.plants.push({ ...plant, numberId: address.numberId });
    },
    ago: (least, most) => addDays(today, -random.whole(least, most)),
    habit: (address, habit) => {
      world.habits.set(address.numberId, { ...world.habits.get(address.numberId), ...habit });
    },
  };
}

/** Registers so many people at an address; `surnames` of them share a name in turn. */
export function settle(
  planting: Planting,
  address: SampleAddress,
  options: {
    readonly count: number;
    readonly ages: readonly [number, number];
    readonly namesakes?: number;
    readonly letterAddress?: boolean;
    readonly from: () => string;
  },
): Resident[] {
  const { world, random } = planting;
  let name = world.making.names.surname();
  return Array.from({ length: options.count }, (_each, index) => {
    if (index % (options.namesakes ?? 1) === 0) name = world.making.names.surname();
    const resident = person(world.making, name, undefined, random.whole(...options.ages), {
      address,
      from: options.from(),
      letterAddress: options.letterAddress ?? false,
    });
    world.residents.push(resident);
    return resident;
  });
}

/** Reports about a planted address: as many as people happen to make, of which a third are about something else. */
export function rumours(
  planting: Planting,
  address: SampleAddress,
  mean: number,
  matters: readonly Matter[],
  rest: Parameters<typeof tell>[2] = {},
): void {
  const { world, random } = planting;
  const count = random.count(Math.min(12, random.spread(mean, 0.8)));
  for (let n = 0; n < count; n += 1)
    tell(world, address, { ...rest, ...(random.chance(0.65) ? { matter: random.pick(matters) } : {}) });
}
