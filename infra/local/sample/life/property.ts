import { addDays } from '../calendar.ts';
import {
  CORPORATION_SHARE,
  LANDLORD_SHARE,
  PRICE_PER_M2_EUR,
  PRICE_SPREAD,
  ROOMS_LET,
  TOURIST_LET,
  YEARS_OF_DEEDS,
} from '../figures.ts';
import { isDwelling, type SampleAddress } from '../town.ts';
import type { Party, World } from '../world.ts';
import { found } from './companies.ts';
import { householdAt, isAdult, partiesOf } from './people.ts';

/** Lenders that are no Dutch banks by name, each with a number that was never handed out. */
export const BANKS: readonly Party[] = [
  { name: 'Noorderbank N.V.', kvkNumber: '00000101' },
  { name: 'Spaarbank Veenhaven N.V.', kvkNumber: '00000102' },
  { name: 'Woningkrediet Nederland N.V.', kvkNumber: '00000103' },
  { name: 'Coöperatieve Kredietbank N.V.', kvkNumber: '00000104' },
];

/** What a dwelling fetches between strangers. */
export function marketPrice(world: World, address: SampleAddress): number {
  const { random } = world.making;
  return Math.round((address.areaM2 * PRICE_PER_M2_EUR * random.spread(1, PRICE_SPREAD)) / 500) * 500;
}

/** Corporations and other landlords, and who they are. A landlord has one dwelling, or a few, or dozens. */
export function makeLandlords(world: World): void {
  const { random, residents, addresses, today } = world.making;
  const dwellings = random.sample(addresses.filter(isDwelling), addresses.length);
  const offices = addresses.filter((each) => each.use === 'kantoorfunctie');
  const corporations = Array.from({ length: Math.max(1, Math.round(residents / 60_000)) }, () =>
    found(world, {
      address: random.pick(offices.length > 0 ? offices : addresses),
      owners: [{ resident: random.pick(world.adults) }],
      startedOn: '1994-01-01',
      legalForm: 'Stichting',
      sbi: '68.20',
      name: `Woonstichting ${random.pick(['Thuis', 'De Sluis', 'Veenrand', 'Onder Dak', 'De Brug'])}`,
    }),
  );
  const adults = world.adults;
  let left = 0;
  let landlord: Party | undefined;
  for (const address of dwellings) {
    const drawn = random.next();
    if (drawn < CORPORATION_SHARE) {
      world.landlords.set(address.numberId, { company: random.pick(corporations) });
    } else if (drawn < CORPORATION_SHARE + LANDLORD_SHARE) {
      if (left === 0 || !landlord) {
        left = random.chance(0.75) ? random.whole(1, 2) : Math.min(40, Math.round(random.spread(6, 0.7)));
        landlord = drawnLandlord(world, adults, today);
      }
      world.landlords.set(address.numberId, landlord);
      left = Math.max(0, left - 1);
    }
  }
}

function drawnLandlord(world: World, adults: World['adults'], today: string): Party {
  const { random } = world.making;
  const resident = random.pick(adults);
  if (random.chance(0.65)) return { resident };
  const company = found(world, {
    address: resident.stays[0]?.address ?? random.pick(world.making.addresses),
    owners: [{ resident }],
    startedOn: addDays(today, -random.whole(700, 7000)),
    sbi: '68.20',
  });
  return { company };
}

/** Ordinary deeds of some years: who came to live there bought it, or their landlord did, mostly with a bank's money. */
export function makeDeeds(world: World): void {
  const { random, today, addresses } = world.making;
  const since = addDays(today, -365 * YEARS_OF_DEEDS);
  for (const address of addresses) {
    if (!isDwelling(address)) continue;
    const landlord = world.landlords.get(address.numberId);
    const household = householdAt(world, address);
    const from = household[0]?.stays[0]?.from ?? '';
    if (landlord && 'company' in landlord && landlord.company.legalForm === 'Stichting') continue;
    const day = landlord
      ? addDays(today, -random.whole(40, 365 * 14))
      : addDays(from === '' ? '2010-01-01' : from, -random.whole(3, 60));
    if (day < since || day > addDays(today, -32) || random.chance(0.3)) continue;
    const buyers = landlord
      ? [landlord]
      : partiesOf(household.filter((each) => isAdult(each, today)).slice(0, 2));
    if (buyers.length === 0) continue;
    world.transfers.push({
      day,
      priceEur: random.chance(0.02) ? undefined : marketPrice(world, address),
      address,
      buyers,
      sellers: [outsider(world)],
      financier: random.chance(landlord ? 0.7 : 0.86)
        ? random.pick(BANKS)
        : random.chance(0.25)
          ? outsider(world)
          : undefined,
    });
  }
}

/** Somebody from elsewhere, of whom a deed gives the name. */
export function outsider(world: World): Party {
  const { prefix, surname } = world.making.names.surname();
  const first = world.making.names.givenNames().split(' ')[0] ?? '';
  return { name: `${first} ${prefix} ${surname}`.replace(/\s+/g, ' ') };
}

/** What is let by the room and to tourists, as registered. */
export function makeLettings(world: World): void {
  const { random, today, addresses } = world.making;
  for (const address of addresses) {
    const dwelling = isDwelling(address);
    const tourist = random.chance(address.use === 'logiesfunctie' ? 0.6 : dwelling ? TOURIST_LET : 0);
    if (!tourist && !(dwelling && random.chance(ROOMS_LET))) continue;
    const [owner] = householdAt(world, address);
    const landlord = world.landlords.get(address.numberId) ?? (owner ? { resident: owner } : outsider(world));
    world.lettings.push({
      kind: tourist
        ? random.pick(['vakantieverhuur', 'vakantieverhuur', 'bed and breakfast'])
        : 'kamerverhuur',
      from: addDays(today, -random.whole(100, 1500)),
      to: '',
      maxPersons: Math.max(2, Math.round(address.areaM2 / 25)),
      landlord,
      address,
    });
  }
}
