import { addDays } from '../calendar.ts';
import { isAdult, partiesOf } from '../life/people.ts';
import { BANKS, marketPrice, outsider } from '../life/property.ts';
import { family } from '../residents.ts';
import { type Kind, rumours, settle, type ThemeKinds } from './planting.ts';

const fraud = (kind: string) => ({ kind, theme: 'address', fraud: true });
const honest = (kind: string) => ({ kind, theme: 'address', fraud: false });

/** Nobody is registered, year after year, and somebody lives there. */
const ghost: Kind = (planting) => {
  const { random } = planting;
  const address = planting.vacant();
  planting.habit(address, { asPersons: random.whole(1, 4), powerFactor: random.between(0.4, 1.2) });
  rumours(planting, address, 0.5, ['adresfraude', 'woonfraude']);
  planting.mark(fraud('nobody_registered'), address);
};

/** Post for many. */
const letters: Kind = (planting) => {
  const { random, ago } = planting;
  const address = random.chance(0.5) ? planting.home() : planting.vacant();
  settle(planting, address, {
    count: random.whole(3, 12),
    ages: [19, 60],
    letterAddress: true,
    from: () => ago(40, 900),
  });
  rumours(planting, address, 0.6, ['adresfraude']);
  planting.mark(fraud('letter_addresses'), address);
};

/** One after the other is found to have left for nobody knows where. */
const leftForUnknown: Kind = (planting) => {
  const { random, ago } = planting;
  const address = random.chance(0.5) ? planting.home() : planting.vacant();
  const people = settle(planting, address, {
    count: random.whole(3, 8),
    ages: [19, 55],
    from: () => ago(500, 1200),
  });
  for (const each of people) each.suspended = { reason: 'E', day: ago(35, 480) };
  rumours(planting, address, 0.5, ['adresfraude', 'woonfraude']);
  planting.mark(fraud('left_for_unknown'), address);
};

/** Sold long ago, and the sellers are registered there still. */
const afterSale: Kind = (planting) => {
  const { world, random, ago } = planting;
  const address = planting.home();
  const sellers = (world.homes.get(address.numberId) ?? []).filter((each) =>
    isAdult(each, world.making.today),
  );
  world.transfers.push({
    day: ago(120, 800),
    priceEur: marketPrice(world, address),
    address,
    buyers: [outsider(world)],
    sellers: partiesOf(sellers.slice(0, 2)),
    financier: random.chance(0.7) ? random.pick(BANKS) : undefined,
  });
  planting.habit(
    address,
    random.chance(0.5) ? { asPersons: random.whole(2, 6) } : { powerFactor: random.between(0.03, 0.4) },
  );
  rumours(planting, address, 0.5, ['adresfraude']);
  planting.mark(fraud('registered_after_sale'), address);
};

/** A house in town of people who live elsewhere. */
const secondHome: Kind = (planting) => {
  const { world, random, ago } = planting;
  const address = planting.vacant();
  planting.habit(address, {
    asPersons: random.whole(1, 2),
    powerFactor: random.between(0.08, 0.5),
    waterFactor: random.between(0.05, 0.4),
  });
  if (random.chance(0.6))
    world.transfers.push({
      day: ago(300, 2000),
      priceEur: marketPrice(world, address),
      address,
      buyers: [outsider(world)],
      sellers: [outsider(world)],
      financier: undefined,
    });
  planting.mark(honest('second_home'), address);
};

const renovation: Kind = (planting) => {
  const { world, random, ago } = planting;
  const address = planting.vacant();
  planting.habit(address, {
    asPersons: 1,
    powerFactor: random.between(0.1, 0.9),
    waterFactor: random.between(0.05, 0.3),
  });
  const owner = outsider(world);
  world.permits.push({
    kind: 'bouw',
    status: 'verleend',
    day: ago(100, 700),
    until: '',
    address,
    applicant: owner,
    manager: undefined,
    financier: undefined,
  });
  planting.mark(honest('renovation'), address);
};

/** The municipality's own desk for who has no home, or a shelter's. */
const letterDesk: Kind = (planting) => {
  const { world, random, ago } = planting;
  const there = world.plants.filter((each) => each.kind === 'letter_desk').length;
  const address =
    there * 60_000 < world.making.residents
      ? planting.business((each) => each.use === 'kantoorfunctie')
      : undefined;
  if (!address) return secondHome(planting);
  settle(planting, address, {
    count: random.whole(8, 30),
    ages: [19, 70],
    letterAddress: true,
    from: () => ago(40, 1200),
  });
  planting.mark(honest('letter_desk'), address);
};

const emigrants: Kind = (planting) => {
  const { world, random } = planting;
  const address = planting.vacant();
  const people = family(world.making, address, random.whole(3, 6), planting.ago(600, 3000));
  world.residents.push(...people);
  const day = planting.ago(40, 500);
  for (const each of people) each.suspended = { reason: 'E', day };
  planting.mark(honest('emigrated_family'), address);
};

/** Sold some weeks ago, moving soon. */
const movingSoon: Kind = (planting) => {
  const { world, random } = planting;
  const address = planting.home();
  const sellers = (world.homes.get(address.numberId) ?? []).filter((each) =>
    isAdult(each, world.making.today),
  );
  world.transfers.push({
    day: addDays(world.making.today, -random.whole(32, 110)),
    priceEur: marketPrice(world, address),
    address,
    buyers: [outsider(world)],
    sellers: partiesOf(sellers.slice(0, 2)),
    financier: random.pick(BANKS),
  });
  planting.mark(honest('moving_soon'), address);
};

export const ADDRESS: ThemeKinds = {
  theme: 'address',
  frauds: [ghost, letters, leftForUnknown, afterSale],
  lookAlikes: [secondHome, renovation, letterDesk, emigrants, movingSoon],
};
