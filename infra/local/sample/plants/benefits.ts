import { addDays } from '../calendar.ts';
import { found } from '../life/companies.ts';
import { ageOf, householdAt, isAdult } from '../life/people.ts';
import { family, person, type Resident } from '../residents.ts';
import type { SampleAddress } from '../town.ts';
import { type Kind, type Planting, rumours, type ThemeKinds } from './planting.ts';

const fraud = (kind: string) => ({ kind, theme: 'benefits', fraud: true });
const honest = (kind: string) => ({ kind, theme: 'benefits', fraud: false });

/** A home with one adult of working age who gets assistance, stated alone or with children. */
function clientAlone(
  planting: Planting,
  persons = 0,
): { readonly address: SampleAddress; readonly client: Resident } {
  const { world, random, ago } = planting;
  const { today } = world.making;
  const single = (address: SampleAddress) => {
    const adults = householdAt(world, address).filter((each) => isAdult(each, today));
    return adults.length === 1 && adults.every((each) => ageOf(each, today) < 66);
  };
  const address = planting.home(single);
  const household = householdAt(world, address);
  const client = household.find((each) => isAdult(each, today));
  if (!client) throw new RangeError('a home without an adult');
  replaceBenefits(planting, address);
  world.benefits.push({
    kind: random.pick(['bijstand', 'bijstand', 'bijstand', 'ioaw']),
    from: ago(80, 2000),
    to: '',
    client,
    partner: undefined,
    persons: persons || household.length,
    address,
  });
  return { address, client };
}

/** Whoever had an ordinary benefit there has the planted one now. */
function replaceBenefits({ world }: Planting, address: SampleAddress): void {
  const at = world.benefits.findIndex((each) => each.address.numberId === address.numberId);
  if (at >= 0) world.benefits.splice(at, 1);
}

const car = ({ world, ago }: Planting, plate: string, holder: Resident, address: SampleAddress): void => {
  world.vehicles.push({ plate, holder: { resident: holder }, since: ago(30, 1500), address });
};

/** Separated on paper: the partner went to live with their parents, and the car and the meters stayed. */
const livingTogether =
  (plates: Generator<string, never>): Kind =>
  (planting) => {
    const { world, random } = planting;
    const { making } = world;
    const { address, client } = clientAlone(planting);
    const inLaws = planting.home();
    const partner = person(
      making,
      making.names.surname(),
      undefined,
      Math.max(20, ageOf(client, making.today) + random.whole(-6, 6)),
      {
        address,
        from: planting.ago(1500, 3000),
        letterAddress: false,
      },
    );
    partner.stays.push({ address: inLaws, from: planting.ago(230, 1200), letterAddress: false });
    world.residents.push(partner);
    const alone = householdAt(world, address).length;
    planting.habit(address, { asPersons: alone + 1 });
    if (random.chance(0.65)) car(planting, plates.next().value, partner, address);
    rumours(planting, address, 0.6, ['uitkeringsfraude']);
    planting.mark(fraud('living_together'), address);
  };

/** The client lives elsewhere: hardly any water or power. */
const notThere: Kind = (planting) => {
  const { random } = planting;
  const { address } = clientAlone(planting);
  planting.habit(address, {
    waterFactor: random.between(0, 0.3),
    powerFactor: random.between(0.04, 0.5),
    gasFactor: random.between(0.02, 0.5),
  });
  rumours(planting, address, 0.5, ['uitkeringsfraude', 'adresfraude']);
  planting.mark(fraud('client_lives_elsewhere'), address);
};

/** More grown-ups at the address than the client stated. */
const householdDiffers: Kind = (planting) => {
  const { world, random } = planting;
  const { making } = world;
  const address = planting.vacant((each) => each.areaM2 > 45);
  const people = family(making, address, random.whole(2, 4), planting.ago(400, 2500));
  world.residents.push(...people);
  const [client] = people;
  const other = person(making, making.names.surname(), undefined, random.whole(22, 60), {
    address,
    from: planting.ago(60, 700),
    letterAddress: false,
  });
  world.residents.push(other);
  if (client)
    world.benefits.push({
      kind: 'bijstand',
      from: planting.ago(300, 2000),
      to: '',
      client,
      partner: undefined,
      persons: random.chance(0.7) ? 1 : Math.max(1, people.length - 1),
      address,
    });
  rumours(planting, address, 0.5, ['uitkeringsfraude']);
  planting.mark(fraud('household_differs'), address);
};

/** Work or trade beside the benefit: cars come and go, or a business runs. */
const hiddenMeans =
  (plates: Generator<string, never>): Kind =>
  (planting) => {
    const { world, random } = planting;
    const { address, client } = clientAlone(planting);
    const cars = random.whole(2, 6);
    for (let n = 0; n < cars; n += 1) car(planting, plates.next().value, client, address);
    if (random.chance(0.5))
      found(world, {
        address,
        owners: [{ resident: client }],
        startedOn: planting.ago(60, 1200),
        legalForm: 'Eenmanszaak',
      });
    rumours(planting, address, 0.6, ['uitkeringsfraude', 'overlast']);
    planting.mark(fraud('hidden_means'), address);
  };

/** In need: heating and shower are off to save money. Evidence for help, not for recovery. */
const inNeed: Kind = (planting) => {
  const { random } = planting;
  const { address } = clientAlone(planting);
  planting.habit(address, {
    waterFactor: random.between(0.2, 0.55),
    powerFactor: random.between(0.35, 0.75),
    gasFactor: random.between(0.05, 0.5),
  });
  planting.mark(honest('in_need'), address);
};

/** Grown children at home each have a car of their own. */
const familyCars =
  (plates: Generator<string, never>): Kind =>
  (planting) => {
    const { world, random } = planting;
    const { making } = world;
    const { address, client } = clientAlone(planting);
    const children = Array.from({ length: random.whole(1, 3) }, () =>
      person(making, { prefix: client.prefix, surname: client.surname }, undefined, random.whole(21, 27), {
        address,
        from: addDays(making.today, -random.whole(2000, 8000)),
        letterAddress: false,
      }),
    );
    world.residents.push(...children);
    for (const child of children) car(planting, plates.next().value, child, address);
    if (random.chance(0.5)) car(planting, plates.next().value, client, address);
    planting.mark(honest('family_cars'), address);
  };

/** Parents who live apart and share a car and the children. */
const coParents =
  (plates: Generator<string, never>): Kind =>
  (planting) => {
    const { world } = planting;
    const { making } = world;
    const { address, client } = clientAlone(planting);
    const other = planting.vacant();
    const parent = person(
      making,
      making.names.surname(),
      undefined,
      Math.max(20, ageOf(client, making.today)),
      {
        address,
        from: planting.ago(2000, 4000),
        letterAddress: false,
      },
    );
    parent.stays.push({ address: other, from: planting.ago(300, 1500), letterAddress: false });
    world.residents.push(parent);
    car(planting, plates.next().value, parent, other);
    planting.mark(honest('co_parents'), address);
  };

export const benefitKinds = (plates: Generator<string, never>): ThemeKinds => ({
  theme: 'benefits',
  frauds: [livingTogether(plates), notThere, householdDiffers, hiddenMeans(plates)],
  lookAlikes: [inNeed, familyCars(plates), coParents(plates), inNeed],
});
