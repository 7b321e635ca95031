import { addDays } from '../calendar.ts';
import { SNAPSHOT_DAYS } from '../deliveries.ts';
import { outsider } from '../life/property.ts';
import { family, person } from '../residents.ts';
import type { SampleAddress } from '../town.ts';
import { type Kind, type Planting, rumours, settle, type ThemeKinds } from './planting.ts';

const fraud = (kind: string) => ({ kind, theme: 'housing', fraud: true });
const honest = (kind: string) => ({ kind, theme: 'housing', fraud: false });

/** Too many adults for the floor, all registered. */
const crowded: Kind = (planting) => {
  const { random, ago } = planting;
  const address = planting.vacant((each) => each.areaM2 <= 110);
  const fitting = Math.round(address.areaM2 / 25);
  settle(planting, address, {
    count: Math.min(14, fitting + random.whole(2, 6)),
    ages: [19, 58],
    namesakes: random.chance(0.3) ? 2 : 1,
    from: () => ago(40, 600),
  });
  rumours(planting, address, 0.8, ['woonfraude', 'overlast']);
  planting.mark(fraud('crowded'), address);
};

/** One or two registered, many more living there: the meters tell. */
const hiddenCrowd: Kind = (planting) => {
  const { random } = planting;
  const address = planting.home((each) => each.areaM2 <= 140);
  planting.habit(address, { asPersons: random.whole(5, 10) });
  rumours(planting, address, 1.3, ['woonfraude', 'overlast']);
  planting.mark(fraud('hidden_crowd'), address);
};

/** People pass through: three waves, each registered for some months, gone when the next snapshot is taken. */
const transit: Kind = (planting) => {
  const { world, random } = planting;
  const address = planting.vacant((each) => each.areaM2 <= 130);
  passThrough(planting, address, 2, 6);
  if (random.chance(0.4)) world.landlords.set(address.numberId, outsider(world));
  rumours(planting, address, 0.6, ['woonfraude', 'adresfraude']);
  planting.mark(fraud('transit'), address);
};

/** Let to tourists without registration. */
const tourists: Kind = (planting) => {
  const { random } = planting;
  const address = random.chance(0.6) ? planting.vacant() : planting.home((each) => each.areaM2 < 120);
  planting.habit(address, { asPersons: random.whole(2, 5), waterFactor: random.between(0.7, 1.6) });
  rumours(planting, address, 1.6, ['woonfraude', 'overlast']);
  planting.mark(fraud('tourists_unregistered'), address);
};

/** Rooms let to strangers to each other, without the permit for it. */
const rooms: Kind = (planting) => {
  const { world, random, ago } = planting;
  const address = planting.vacant((each) => each.areaM2 >= 60 && each.areaM2 <= 150);
  world.landlords.set(address.numberId, outsider(world));
  settle(planting, address, { count: random.whole(4, 8), ages: [20, 52], from: () => ago(40, 900) });
  rumours(planting, address, 0.7, ['woonfraude', 'overlast']);
  planting.mark(fraud('rooms_unpermitted'), address);
};

const largeFamily: Kind = (planting) => {
  const { world, random } = planting;
  const address = planting.vacant((each) => each.areaM2 >= 80);
  const from = planting.ago(300, 4000);
  const people = family(world.making, address, random.whole(6, 10), from);
  world.residents.push(...people);
  // A grandmother, an uncle.
  if (random.chance(0.4))
    settle(planting, address, { count: random.whole(1, 2), ages: [40, 80], from: () => from });
  rumours(planting, address, 0.3, ['overlast']);
  planting.mark(honest('large_family'), address);
};

const studentHouse: Kind = (planting) => {
  const { world, random, ago } = planting;
  const address = planting.vacant((each) => each.areaM2 >= 65);
  const landlord = world.landlords.get(address.numberId) ?? outsider(world);
  const count = random.whole(4, 9);
  settle(planting, address, { count, ages: [18, 26], from: () => ago(40, 1100) });
  if (random.chance(0.6)) passThrough(planting, address, 1, 3);
  world.lettings.push({
    kind: 'kamerverhuur',
    from: ago(200, 2500),
    to: '',
    maxPersons: count + random.whole(0, 2),
    landlord,
    address,
  });
  rumours(planting, address, 0.8, ['overlast', 'woonfraude']);
  planting.mark(honest('student_house'), address);
};

const careHome: Kind = (planting) => {
  const { random, ago } = planting;
  const address = planting.business((each) => each.use === 'gezondheidszorgfunctie');
  if (!address) return largeFamily(planting);
  settle(planting, address, { count: random.whole(12, 40), ages: [68, 97], from: () => ago(60, 1500) });
  planting.mark(honest('care_home'), address);
};

/** Let by the week, as registered; nobody lives there. */
const holidayHome: Kind = (planting) => {
  const { world, random, ago } = planting;
  const address = planting.business((each) => each.use === 'logiesfunctie') ?? planting.vacant();
  planting.habit(address, { asPersons: random.whole(1, 4), powerFactor: random.between(0.2, 0.9) });
  world.lettings.push({
    kind: 'vakantieverhuur',
    from: ago(200, 2000),
    to: '',
    maxPersons: random.whole(2, 6),
    landlord: outsider(world),
    address,
  });
  rumours(planting, address, 0.4, ['woonfraude', 'overlast']);
  planting.mark(honest('holiday_home'), address);
};

/** Friends share a large house. */
const sharers: Kind = (planting) => {
  const { random, ago } = planting;
  const address = planting.vacant((each) => each.areaM2 >= 115);
  const since = ago(150, 1500);
  settle(planting, address, { count: random.whole(3, 5), ages: [24, 40], from: () => since });
  rumours(planting, address, 0.2, ['overlast']);
  planting.mark(honest('house_sharers'), address);
};

function passThrough(planting: Planting, address: SampleAddress, least: number, most: number): void {
  const { world, random } = planting;
  const { today, names } = world.making;
  const elsewhere = world.making.addresses;
  for (const [wave, snapshot] of SNAPSHOT_DAYS.entries()) {
    const next = SNAPSHOT_DAYS[wave + 1];
    for (let n = 0; n < random.whole(least, most); n += 1) {
      const arriving = person(world.making, names.surname(), undefined, random.whole(19, 50), {
        address,
        from: addDays(today, -snapshot - random.whole(5, 120)),
        letterAddress: false,
      });
      if (next !== undefined)
        arriving.stays.push({
          address: random.pick(elsewhere),
          from: addDays(today, -snapshot + random.whole(10, 45)),
          letterAddress: false,
        });
      world.residents.push(arriving);
    }
  }
}

export const HOUSING: ThemeKinds = {
  theme: 'housing',
  frauds: [crowded, hiddenCrowd, transit, tourists, rooms],
  lookAlikes: [largeFamily, studentHouse, careHome, holidayHome, sharers],
};
