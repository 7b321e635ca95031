import { addDays } from '../calendar.ts';
import { found } from '../life/companies.ts';
import { householdAt } from '../life/people.ts';
import { phone } from '../life/phones.ts';
import { isDwelling } from '../town.ts';
import type { Plant, SampleCompany } from '../world.ts';
import { type Kind, type Planting, rumours, type ThemeKinds } from './planting.ts';

const fraud = (kind: string) => ({ kind, theme: 'companies', fraud: true });
const honest = (kind: string) => ({ kind, theme: 'companies', fraud: false });

const markCompany = ({ world }: Planting, plant: Plant, company: SampleCompany): void => {
  world.plants.push({ ...plant, kvkNumber: company.kvkNumber });
};

/** An end for some, after a life that is short. */
const shortLife = ({ random, world }: Planting, startedOn: string, share: number): string => {
  const end = addDays(startedOn, random.whole(50, 520));
  return random.chance(share) && end < world.making.today ? end : '';
};

/** Many companies at one door, soon gone, run by the same few. */
const hub: Kind = (planting) => {
  const { world, random } = planting;
  const address = random.chance(0.6)
    ? planting.home()
    : (planting.business((each) => each.use === 'kantoorfunctie') ?? planting.vacant());
  const straw = random.sample(world.adults, random.whole(1, 4));
  const shared = phone(random);
  const count = random.whole(4, 13);
  for (let n = 0; n < count; n += 1) {
    const startedOn = planting.ago(60, 1300);
    const company = found(world, {
      address,
      owners: [{ resident: random.pick(straw) }],
      startedOn,
      endedOn: shortLife(planting, startedOn, 0.5),
      ...(random.chance(0.6) ? { phone: shared } : {}),
      sbi: random.pick(['46.90', '70.22', '78.20', '43.39', '82.99']),
    });
    markCompany(planting, fraud('companies_hub'), company);
  }
  planting.habit(address, isDwelling(address) ? {} : { powerFactor: random.between(0.02, 0.4) });
  rumours(planting, address, 0.6, ['bedrijf', 'witwassen']);
  planting.mark(fraud('companies_hub'), address);
};

/** One name in many companies, each soon gone. */
const strawOfficer: Kind = (planting) => {
  const { world, random } = planting;
  const address = planting.home();
  const [resident] = householdAt(world, address);
  if (!resident) return;
  const shared = phone(random);
  const count = random.whole(4, 11);
  for (let n = 0; n < count; n += 1) {
    const startedOn = planting.ago(60, 1200);
    const company = found(world, {
      address: random.chance(0.4) ? address : random.pick(world.making.addresses),
      owners: [{ resident }],
      startedOn,
      endedOn: shortLife(planting, startedOn, 0.55),
      ...(random.chance(0.5) ? { phone: shared } : {}),
    });
    markCompany(planting, fraud('straw_officer'), company);
  }
  rumours(planting, address, 0.3, ['bedrijf', 'witwassen']);
  planting.mark(fraud('straw_officer'), address);
};

/** It ends, and the next goes on under another number with the same people and the same phone. */
const phoenix: Kind = (planting) => {
  const { world, random } = planting;
  const address = planting.home();
  const owners = householdAt(world, address)
    .slice(0, 1)
    .map((resident) => ({ resident }));
  const shared = phone(random);
  let startedOn = planting.ago(1000, 1500);
  let predecessor = '';
  for (let n = 0; n < random.whole(3, 5); n += 1) {
    const end = addDays(startedOn, random.whole(90, 400));
    const gone = end < addDays(world.making.today, -40);
    const company = found(world, {
      address: random.chance(0.7) ? address : random.pick(world.making.addresses),
      owners,
      startedOn,
      endedOn: gone ? end : '',
      phone: shared,
      predecessor: random.chance(0.5) ? predecessor : '',
      sbi: '43.39',
    });
    markCompany(planting, fraud('phoenix'), company);
    if (!gone) break;
    predecessor = company.kvkNumber;
    startedOn = addDays(end, random.whole(-20, 40));
  }
  rumours(planting, address, 0.4, ['bedrijf']);
  planting.mark(fraud('phoenix'), address);
};

/** Clients' companies at their accountant's: many, lasting, each with its own people and phone. */
const accountant: Kind = (planting) => {
  const { world, random } = planting;
  const address = planting.business((each) => each.use === 'kantoorfunctie') ?? planting.home();
  const adults = world.adults;
  found(world, {
    address,
    owners: [{ resident: random.pick(adults) }],
    startedOn: planting.ago(2500, 8000),
    sbi: '69.20',
  });
  for (let n = 0; n < random.whole(7, 30); n += 1) {
    const startedOn = planting.ago(200, 5000);
    found(world, {
      address,
      owners: [{ resident: random.pick(adults) }],
      startedOn,
      endedOn: random.chance(0.12) ? shortLife(planting, startedOn, 1) : '',
    });
  }
  planting.mark(honest('accountant'), address);
};

/** Offices let by the desk. */
const businessCentre: Kind = (planting) => {
  const { world, random } = planting;
  const address =
    planting.business((each) => each.use === 'kantoorfunctie' || each.use === 'industriefunctie') ??
    planting.home();
  const adults = world.adults;
  for (let n = 0; n < random.whole(5, 20); n += 1) {
    const startedOn = planting.ago(60, 2500);
    found(world, {
      address,
      owners: [{ resident: random.pick(adults) }],
      startedOn,
      endedOn: shortLife(planting, startedOn, 0.25),
      legalForm: random.pick(['Eenmanszaak', 'Besloten vennootschap']),
    });
  }
  planting.mark(honest('business_centre'), address);
};

/** An entrepreneur with a holding and what it holds. */
const holding: Kind = (planting) => {
  const { world, random } = planting;
  const address = planting.home();
  const [resident] = householdAt(world, address);
  if (!resident) return;
  const shared = phone(random);
  for (let n = 0; n < random.whole(3, 7); n += 1)
    found(world, {
      address: random.chance(0.7) ? address : random.pick(world.making.addresses),
      owners: [{ resident }],
      startedOn: planting.ago(900, 6000),
      phone: shared,
      sbi: n === 0 ? '64.20' : random.pick(['62.01', '46.90', '68.20', '70.22']),
    });
  planting.mark(honest('holding'), address);
};

/** Sold to the next owner, who goes on in the same shop. */
const takenOver: Kind = (planting) => {
  const { world, random } = planting;
  const address = planting.business((each) => each.use === 'winkelfunctie') ?? planting.home();
  const adults = world.adults;
  const day = planting.ago(100, 900);
  const before = found(world, {
    address,
    owners: [{ resident: random.pick(adults) }],
    startedOn: addDays(day, -random.whole(700, 4000)),
    endedOn: day,
  });
  found(world, {
    address,
    owners: [{ resident: random.pick(adults) }],
    startedOn: day,
    predecessor: before.kvkNumber,
    phone: before.phone,
    name: before.name.replace(/ B\.V\.$/, ''),
  });
  planting.mark(honest('taken_over'), address);
};

export const COMPANIES: ThemeKinds = {
  theme: 'companies',
  frauds: [hub, strawOfficer, phoenix],
  lookAlikes: [accountant, businessCentre, holding, takenOver],
};
