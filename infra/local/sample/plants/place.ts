import { addDays } from '../calendar.ts';
import { tell } from '../life/reports.ts';
import type { SampleAddress } from '../town.ts';
import type { Planting } from './planting.ts';

/** A street where dealing began some months ago: two to four doors of it, and neighbours who see and are seen. */
export function plantHotSpot(planting: Planting): void {
  const { world, random } = planting;
  const street = streetOf(planting);
  const doors = street.slice(0, random.whole(2, 4));
  const from = random.whole(35, 150);
  for (const address of doors) {
    const times = random.whole(2, 8);
    for (let n = 0; n < times; n += 1) dealing(planting, address, from);
    planting.mark({ kind: 'dealing_street', theme: 'place', fraud: true }, address);
  }
  for (const address of street.slice(doors.length, doors.length + random.whole(2, 6))) {
    dealing(planting, address, from);
    planting.mark({ kind: 'hot_spot_neighbour', theme: 'place', fraud: false }, address);
  }
  world.officerFindings.push({
    day: addDays(world.making.today, -random.whole(35, 120)),
    team: 'Boa domein I',
    kind: 'drugs',
    outcome: 'overtreding',
    text: 'Waarschuwing gegeven',
    address: doors[0] ?? random.pick(street),
    suspects: [],
  });
}

/** Cafés: as loud as ever, month after month. */
export function plantNightlife(planting: Planting): void {
  const { world, random } = planting;
  const street = streetOf(planting).slice(0, random.whole(4, 8));
  for (const address of street) {
    const times = random.whole(2, 7);
    for (let n = 0; n < times; n += 1) tell(world, address, { matter: 'overlast' });
    planting.mark({ kind: 'nightlife', theme: 'place', fraud: false }, address);
  }
}

/** A quarrel of neighbours: one door, many reports. */
export function plantQuarrel(planting: Planting): void {
  const { world, random } = planting;
  const address = planting.home();
  const times = random.whole(3, 12);
  for (let n = 0; n < times; n += 1) tell(world, address, random.chance(0.6) ? { matter: 'overlast' } : {});
  planting.mark({ kind: 'quarrel', theme: 'place', fraud: false }, address);
}

const dealing = ({ world, random }: Planting, address: SampleAddress, days: number): void => {
  tell(world, address, {
    matter: random.pick(['drugs', 'drugs', 'overlast']),
    day: addDays(world.making.today, -random.whole(2, days)),
  });
};

/** Doors of one street that nothing is planted at. */
function streetOf(planting: Planting): SampleAddress[] {
  const first = planting.home((each) => !each.rural);
  const street = planting.world.making.addresses.filter(
    (each) => each.street === first.street && !planting.settled.has(each.numberId),
  );
  return [first, ...planting.random.sample(street, 10)];
}
