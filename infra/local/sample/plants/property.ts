import { addDays } from '../calendar.ts';
import { found } from '../life/companies.ts';
import { ageOf, householdAt, isAdult, partiesOf } from '../life/people.ts';
import { BANKS, marketPrice, outsider } from '../life/property.ts';
import type { SampleAddress } from '../town.ts';
import type { Party, World } from '../world.ts';
import { type Kind, rumours, type ThemeKinds } from './planting.ts';

const fraud = (kind: string) => ({ kind, theme: 'property', fraud: true });
const honest = (kind: string) => ({ kind, theme: 'property', fraud: false });

type Sale = {
  readonly day: string;
  readonly factor: number;
  readonly buyer: Party;
  readonly seller: Party;
  readonly financier?: Party;
};

function sell(world: World, address: SampleAddress, price: number, sale: Sale): void {
  world.transfers.push({
    day: sale.day,
    priceEur: Math.round((price * sale.factor) / 500) * 500,
    address,
    buyers: [sale.buyer],
    sellers: [sale.seller],
    financier: sale.financier,
  });
}

const lender = (world: World): Party | undefined =>
  world.making.random.chance(0.65) ? outsider(world) : undefined;

/** From A by B to C within half a year, and each time dearer. */
const abc: Kind = (planting) => {
  const { world, random } = planting;
  const address = random.chance(0.7) ? planting.home() : planting.vacant();
  const price = marketPrice(world, address);
  const middle: Party = random.chance(0.6)
    ? {
        company: found(world, {
          address: random.pick(world.making.addresses),
          owners: [{ resident: random.pick(world.adults) }],
          startedOn: planting.ago(400, 900),
          sbi: '68.10',
        }),
      }
    : { resident: random.pick(world.adults) };
  const first = planting.ago(250, 900);
  const second = addDays(first, random.whole(5, 190));
  const a = random.between(0.6, 1);
  const b = a * random.between(1.12, 1.9);
  sell(world, address, price, { day: first, factor: a, buyer: middle, seller: outsider(world) });
  const last: Party = random.chance(0.5) ? { resident: random.pick(world.adults) } : outsider(world);
  sell(world, address, price, {
    day: second,
    factor: b,
    buyer: last,
    seller: middle,
    ...optional(lender(world)),
  });
  if (random.chance(0.35))
    sell(world, address, price, {
      day: addDays(second, random.whole(8, 40)),
      factor: b * random.between(1.05, 1.4),
      buyer: outsider(world),
      seller: last,
    });
  rumours(planting, address, 0.3, ['witwassen', 'overlast']);
  planting.mark(fraud('abc_sale'), address);
};

/** Bought by somebody on assistance, or barely of age, without a bank. */
const aboveMeans: Kind = (planting) => {
  const { world, random } = planting;
  const { today } = world.making;
  const poor = random.chance(0.6) ? world.benefits.map(({ client }) => client) : [];
  const young = world.adults.filter((each) => ageOf(each, today) < 25);
  const buyer = random.pick(poor.length > 0 ? poor : young.length > 0 ? young : world.adults);
  const address = planting.home();
  sell(world, address, marketPrice(world, address), {
    day: planting.ago(60, 900),
    factor: random.between(0.85, 1.6),
    buyer: { resident: buyer },
    seller: outsider(world),
    ...optional(lender(world)),
  });
  rumours(planting, address, 0.4, ['witwassen']);
  planting.mark(fraud('above_means'), address);
};

/** The same buyer again and again, without a bank. */
const repeatBuyer: Kind = (planting) => {
  const { world, random } = planting;
  const resident = random.pick(world.adults);
  const buyer: Party = random.chance(0.5)
    ? { resident }
    : {
        company: found(world, {
          address: random.pick(world.making.addresses),
          owners: [{ resident }],
          startedOn: planting.ago(700, 1000),
          sbi: '68.10',
        }),
      };
  const count = random.whole(3, 6);
  for (let n = 0; n < count; n += 1) {
    const address = random.chance(0.6) ? planting.home() : planting.vacant();
    sell(world, address, marketPrice(world, address), {
      day: planting.ago(40, 600),
      factor: random.between(0.7, 1.35),
      buyer,
      seller: outsider(world),
      ...optional(random.chance(0.25) ? random.pick(BANKS) : lender(world)),
    });
    planting.mark(fraud('repeat_buyer'), address);
  }
};

/** A price that nothing explains. */
const priceOff: Kind = (planting) => {
  const { world, random } = planting;
  const address = planting.home();
  sell(world, address, marketPrice(world, address), {
    day: planting.ago(40, 900),
    factor: random.chance(0.5) ? random.between(1.4, 2.6) : random.between(0.25, 0.62),
    buyer: { resident: random.pick(world.adults) },
    seller: outsider(world),
    ...optional(lender(world)),
  });
  planting.mark(fraud('price_unexplained'), address);
};

/** Heirs get it for nothing or half, and sell it as people do. */
const inheritance: Kind = (planting) => {
  const { world, random } = planting;
  const address = planting.home();
  const heirs = partiesOf(random.sample(world.adults, random.whole(1, 2)));
  const first = planting.ago(220, 900);
  world.transfers.push({
    day: first,
    priceEur: random.chance(0.6)
      ? undefined
      : Math.round(marketPrice(world, address) * random.between(0.3, 0.9)),
    address,
    buyers: heirs,
    sellers: [outsider(world)],
    financier: undefined,
  });
  world.transfers.push({
    day: addDays(first, random.whole(30, 180)),
    priceEur: marketPrice(world, address),
    address,
    buyers: partiesOf(
      householdAt(world, address)
        .filter((each) => isAdult(each, world.making.today))
        .slice(0, 2),
    ),
    sellers: heirs,
    financier: random.pick(BANKS),
  });
  planting.mark(honest('inheritance'), address);
};

/** Bought, renewed with a permit, sold with a gain. */
const renewed: Kind = (planting) => {
  const { world, random } = planting;
  const address = planting.home();
  const price = marketPrice(world, address);
  const builder: Party = {
    company: found(world, {
      address: random.pick(world.making.addresses),
      owners: [{ resident: random.pick(world.adults) }],
      startedOn: planting.ago(1500, 5000),
      sbi: '41.20',
    }),
  };
  const first = planting.ago(420, 900);
  sell(world, address, price, {
    day: first,
    factor: random.between(0.7, 0.9),
    buyer: builder,
    seller: outsider(world),
    financier: random.pick(BANKS),
  });
  sell(world, address, price, {
    day: addDays(first, random.whole(120, 380)),
    factor: random.between(1, 1.2),
    buyer: { resident: householdAt(world, address)[0] ?? random.pick(world.adults) },
    seller: builder,
    financier: random.pick(BANKS),
  });
  world.permits.push({
    kind: 'bouw',
    status: 'verleend',
    day: addDays(first, random.whole(5, 60)),
    until: '',
    address,
    applicant: builder,
    manager: undefined,
    financier: undefined,
  });
  planting.mark(honest('renewed_and_sold'), address);
};

/** Parents lend, or sell to their child for less. */
const familyLoan: Kind = (planting) => {
  const { world, random } = planting;
  const address = planting.home();
  const buyer = householdAt(world, address)[0];
  if (!buyer) return;
  const { company: _none, ...parent } = {
    company: undefined,
    name: `${world.making.names.givenNames().split(' ')[0] ?? ''} ${buyer.prefix} ${buyer.surname}`.replace(
      /\s+/g,
      ' ',
    ),
  };
  sell(world, address, marketPrice(world, address), {
    day: planting.ago(60, 900),
    factor: random.between(0.6, 1),
    buyer: { resident: buyer },
    seller: random.chance(0.5) ? parent : outsider(world),
    financier: parent,
  });
  planting.mark(honest('family_loan'), address);
};

/** A landlord who buys flats with a bank's money. */
const investor: Kind = (planting) => {
  const { world, random } = planting;
  const buyer: Party = {
    company: found(world, {
      address: random.pick(world.making.addresses),
      owners: [{ resident: random.pick(world.adults) }],
      startedOn: planting.ago(1500, 6000),
      sbi: '68.20',
    }),
  };
  const count = random.whole(3, 7);
  for (let n = 0; n < count; n += 1) {
    const address = planting.home();
    world.landlords.set(address.numberId, buyer);
    sell(world, address, marketPrice(world, address), {
      day: planting.ago(40, 800),
      factor: random.between(0.9, 1.1),
      buyer,
      seller: outsider(world),
      financier: random.pick(BANKS),
    });
    planting.mark(honest('investor'), address);
  }
};

const optional = (financier: Party | undefined) => (financier ? { financier } : {});

export const PROPERTY: ThemeKinds = {
  theme: 'property',
  frauds: [abc, aboveMeans, repeatBuyer, priceOff],
  lookAlikes: [inheritance, renewed, familyLoan, investor],
};
