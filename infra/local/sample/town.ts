import { faker } from '@faker-js/faker/locale/nl';
import { DWELLINGS, PERSONS_PER_HOUSEHOLD, USE_AREA_M2, USES, VACANT_SHARE } from './figures.ts';
import type { Random } from './random.ts';
import { streetNames } from './streets.ts';

type DwellingForm = keyof typeof DWELLINGS;

export type SampleAddress = {
  readonly numberId: string;
  readonly dwellingId: string;
  readonly buildingId: string;
  readonly street: string;
  readonly houseNumber: number;
  readonly houseLetter: string;
  readonly houseAddition: string;
  readonly postcode: string;
  readonly use: string;
  /** Of a dwelling. */
  readonly form: DwellingForm | undefined;
  readonly rural: boolean;
  readonly areaM2: number;
  readonly buildYear: number;
  readonly rdX: number;
  readonly rdY: number;
};

export const TOWN = 'Veenhaven';
/** No municipality has this code. */
export const MUNICIPALITY = '9990';
const ADDRESSES_PER_STREET = 40;
/** A road with farms and sheds, one in so many. */
const RURAL_EVERY = 14;
/** Kept free in a town of any size, so that a hamlet too has a place for every planted case. */
const SPARE_DWELLINGS = 20;

const FORMS = Object.entries(DWELLINGS).flatMap(([form, { percent }]) =>
  isForm(form) ? [{ form, percent }] : [],
);
function isForm(text: string): text is DwellingForm {
  return text in DWELLINGS;
}

/** Addresses of a town of so many residents: streets, postcodes by side of the street, dwellings and what is not. */
export function makeAddresses(residents: number, random: Random, seed: number): SampleAddress[] {
  const dwellings = residents / PERSONS_PER_HOUSEHOLD / (1 - VACANT_SHARE) + SPARE_DWELLINGS;
  const all = USES.reduce((sum, [, weight]) => sum + weight, 0);
  const wanted = Math.max(60, Math.round((dwellings * all) / USES[0][1]));
  faker.seed(seed);
  const names = streetNames(Math.ceil(wanted / ADDRESSES_PER_STREET), random);
  const addresses: SampleAddress[] = [];
  for (const [index, street] of names.entries())
    addresses.push(...streetOf(street, index, addresses.length, wanted, random));
  return withoutTwins(addresses);
}

function streetOf(
  street: string,
  index: number,
  before: number,
  wanted: number,
  random: Random,
): SampleAddress[] {
  const rural = index % RURAL_EVERY === RURAL_EVERY - 1;
  const baseX = 150_000 + (index % 25) * 180 + (rural ? 6000 : 0);
  const baseY = 450_000 + Math.floor(index / 25) * 160;
  const apart = rural ? 60 : 6;
  // A street is built of one kind mostly; flats stand in blocks.
  const mainForm = FORMS[random.weighted(FORMS.map(({ percent }) => percent))]?.form ?? 'terraced';
  const builtIn = random.whole(1900, 2018);
  const made: SampleAddress[] = [];
  let houseNumber = 0;
  let block = { left: 0, building: '' };
  for (let place = 0; place < ADDRESSES_PER_STREET && before + made.length < wanted; place += 1) {
    const shared = place > 0 && !rural && random.chance(0.1);
    if (!shared) houseNumber += random.chance(0.85) ? 1 : 2;
    const use = rural && random.chance(0.35) ? 'industriefunctie' : drawnUse(random);
    const form = use === 'woonfunctie' ? drawnForm(mainForm, rural, random) : undefined;
    const serial = String(before + made.length + 1).padStart(10, '0');
    if (form === 'apartment' && block.left === 0)
      block = { left: random.whole(4, 24), building: `${MUNICIPALITY}10${serial}` };
    block.left = form === 'apartment' ? block.left - 1 : 0;
    made.push({
      numberId: `${MUNICIPALITY}20${serial}`,
      dwellingId: `${MUNICIPALITY}01${serial}`,
      buildingId: form === 'apartment' ? block.building : `${MUNICIPALITY}10${serial}`,
      street,
      houseNumber,
      houseLetter: shared && random.chance(0.6) ? random.pick(['A', 'B', 'C']) : '',
      houseAddition: shared ? String(random.whole(1, 99)) : '',
      postcode: `${7900 + (index % 60)}${letters(Math.floor(index / 60) * 2 + (houseNumber % 2))}`,
      use,
      form,
      rural,
      areaM2: areaOf(use, form, random),
      buildYear: Math.min(2022, Math.max(1880, builtIn + random.whole(-8, 8))),
      rdX: baseX + houseNumber * apart + random.next(),
      rdY: baseY + (houseNumber % 2) * 14 + random.next(),
    });
  }
  return made;
}

const drawnUse = (random: Random): string =>
  USES[random.weighted(USES.map(([, weight]) => weight))]?.[0] ?? 'woonfunctie';

const drawnForm = (main: DwellingForm, rural: boolean, random: Random): DwellingForm => {
  if (rural) return random.chance(0.85) ? 'detached' : 'semi-detached';
  if (random.chance(0.8)) return main;
  return FORMS[random.weighted(FORMS.map(({ percent }) => percent))]?.form ?? main;
};

function areaOf(use: string, form: DwellingForm | undefined, random: Random): number {
  if (form) return Math.max(26, Math.round(random.spread(DWELLINGS[form].areaM2, 0.26)));
  const [least, most] = USE_AREA_M2[use] ?? [20, 300];
  return random.whole(least, most);
}

export const isDwelling = (address: SampleAddress): boolean => address.use === 'woonfunctie';

const letters = (n: number): string =>
  String.fromCharCode(65 + (Math.floor(n / 20) % 26)) + String.fromCharCode(66 + (n % 20));

/** An address says a place once. */
function withoutTwins(addresses: readonly SampleAddress[]): SampleAddress[] {
  const seen = new Set<string>();
  return addresses.filter((address) => {
    const key = [address.street, address.houseNumber, address.houseLetter, address.houseAddition].join('|');
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
