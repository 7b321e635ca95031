import { addDays } from '../calendar.ts';
import { found } from '../life/companies.ts';
import { householdAt } from '../life/people.ts';
import { raid } from '../life/raids.ts';
import { isDwelling } from '../town.ts';
import { type Kind, rumours, type ThemeKinds } from './planting.ts';

const fraud = (kind: string) => ({ kind, theme: 'hemp', fraud: true });
const honest = (kind: string) => ({ kind, theme: 'hemp', fraud: false });

/** Lamps on the meter. */
const metered: Kind = (planting) => {
  const { random } = planting;
  const address = planting.home();
  planting.habit(address, {
    powerPlusKwh: Math.round(random.spread(8500, 0.55)),
    waterFactor: random.between(0.9, 1.8),
  });
  rumours(planting, address, 0.8, ['hennep', 'drugs']);
  planting.mark(fraud('grow_metered'), address);
};

/** Lamps before the meter, which looks as ever: most steal their power. What is left is what people notice. */
const bypassed: Kind = (planting) => {
  const { random } = planting;
  const address = random.chance(0.75) ? planting.home() : planting.vacant();
  planting.habit(address, { powerFactor: random.between(0.6, 1.1), gasFactor: random.between(0.2, 0.8) });
  rumours(planting, address, 2, ['hennep', 'hennep', 'drugs', 'overlast']);
  planting.mark(fraud('grow_bypassed'), address);
};

/** A shed outside town that has a new use. */
const shed: Kind = (planting) => {
  const { world, random, ago } = planting;
  const address = planting.business((each) => each.rural && each.use === 'industriefunctie');
  if (!address) return metered(planting);
  planting.habit(address, {
    powerPlusKwh: Math.round(random.spread(40_000, 0.6)),
    waterFactor: random.between(1, 4),
  });
  if (random.chance(0.5))
    found(world, {
      address,
      owners: [{ resident: random.pick(world.adults) }],
      startedOn: ago(60, 500),
      sbi: random.pick(['52.10', '46.90', '01.13']),
    });
  rumours(planting, address, 0.5, ['hennep', 'drugs', 'overlast']);
  planting.mark(fraud('grow_in_shed'), address);
};

/** Raided before, and growing again. */
const again: Kind = (planting) => {
  const { world, random } = planting;
  const address = planting.home();
  const suspects = householdAt(world, address).slice(0, 1);
  raid(world, address, { suspects, day: planting.ago(350, 900), kind: 'hennepkwekerij' });
  if (random.chance(0.5)) planting.habit(address, { powerPlusKwh: Math.round(random.spread(6000, 0.6)) });
  rumours(planting, address, 1.2, ['hennep', 'drugs']);
  planting.mark(fraud('grow_again'), address);
};

/** Two cars that load at home, a heat pump, a sauna. */
const electricHome: Kind = (planting) => {
  const { random } = planting;
  const address = planting.home((each) => each.areaM2 > 90);
  planting.habit(address, {
    powerPlusKwh: Math.round(random.spread(7000, 0.35)),
    gasFactor: random.chance(0.7) ? 0 : 0.5,
  });
  planting.mark(honest('electric_home'), address);
};

/** A raid long ago; others live there since. */
const raidedOnce: Kind = (planting) => {
  const { world, random } = planting;
  const address = planting.home();
  const day = householdAt(world, address)[0]?.stays[0]?.from ?? planting.ago(400, 900);
  const least = addDays(world.making.today, -900);
  raid(world, address, {
    suspects: random.sample(world.adults, 1),
    day: [addDays(day, -random.whole(40, 200)), least].toSorted().at(-1) ?? least,
    kind: 'hennepkwekerij',
  });
  planting.mark(honest('raided_once'), address);
};

/** A neighbour who smells something, again and again. */
const neighbourSmells: Kind = (planting) => {
  const address = planting.home();
  rumours(planting, address, 2, ['hennep', 'overlast']);
  planting.mark(honest('neighbour_smells'), address);
};

/** A kiln, a bakery, a server: a business at home. */
const workshop: Kind = (planting) => {
  const { world, random, ago } = planting;
  const address = planting.home();
  planting.habit(address, { powerPlusKwh: Math.round(random.spread(6500, 0.5)) });
  found(world, {
    address,
    owners: [{ resident: householdAt(world, address)[0] ?? random.pick(world.adults) }],
    startedOn: ago(700, 4000),
    legalForm: 'Eenmanszaak',
    sbi: random.pick(['23.41', '10.71', '63.11']),
  });
  planting.mark(honest('workshop_at_home'), address);
};

/** A cold store or a grower of tomatoes. */
const coldStore: Kind = (planting) => {
  const { world, random, ago } = planting;
  const address = planting.business((each) => !isDwelling(each) && each.rural);
  if (!address) return workshop(planting);
  planting.habit(address, { powerPlusKwh: Math.round(random.spread(45_000, 0.6)) });
  found(world, {
    address,
    owners: [{ resident: random.pick(world.adults) }],
    startedOn: ago(1500, 6000),
    sbi: random.pick(['01.13', '52.10']),
  });
  planting.mark(honest('cold_store'), address);
};

export const HEMP: ThemeKinds = {
  theme: 'hemp',
  frauds: [metered, bypassed, shed, again],
  lookAlikes: [electricHome, raidedOnce, neighbourSmells, workshop, coldStore],
};
