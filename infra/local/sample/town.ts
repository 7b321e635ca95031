import type { Random } from './random.ts';

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
  readonly areaM2: number;
  readonly buildYear: number;
  readonly rdX: number;
  readonly rdY: number;
};

export const TOWN = 'Veenhaven';
/** No municipality has this code. */
const MUNICIPALITY = '9990';
const ADDRESSES_PER_STREET = 40;
/** Persons per dwelling: 2.1 (CBS, households 2023); and nearly one address in six is no dwelling. */
const RESIDENTS_PER_ADDRESS = 1.85;
const TREES = [
  'Abeel',
  'Acacia',
  'Berken',
  'Beuken',
  'Ceder',
  'Eiken',
  'Elzen',
  'Essen',
  'Iepen',
  'Kastanje',
  'Linden',
  'Meidoorn',
  'Olmen',
  'Populieren',
  'Sparren',
  'Vlier',
  'Wilgen',
  'Zilverberk',
];
const TRADES = [
  'Bakker',
  'Brouwer',
  'Kuiper',
  'Leerlooier',
  'Molenaar',
  'Schipper',
  'Smids',
  'Touwslager',
  'Turfsteker',
  'Visser',
  'Wever',
];
const BIRDS = [
  'Grutto',
  'Kievit',
  'Lijster',
  'Meerkoet',
  'Merel',
  'Reiger',
  'Spreeuw',
  'Tureluur',
  'Wulp',
  'Zwaluw',
];
const FORMS = ['straat', 'laan', 'weg', 'plein', 'hof', 'kade', 'singel', 'pad', 'dijk'];
const USES: readonly (readonly [string, number, readonly [number, number]])[] = [
  ['woonfunctie', 840, [38, 180]],
  ['winkelfunctie', 55, [40, 400]],
  ['industriefunctie', 45, [120, 2500]],
  ['kantoorfunctie', 40, [50, 900]],
  ['logiesfunctie', 10, [30, 600]],
  ['gezondheidszorgfunctie', 5, [400, 4000]],
  ['overige gebruiksfunctie', 5, [20, 300]],
];

/** Addresses of a town of so many residents: streets, postcodes by side of the street, dwellings and what is not. */
export function makeAddresses(residents: number, random: Random): SampleAddress[] {
  const wanted = Math.max(60, Math.round(residents / RESIDENTS_PER_ADDRESS));
  const names = streetNames(Math.ceil(wanted / ADDRESSES_PER_STREET), random);
  const addresses: SampleAddress[] = [];
  for (const [streetIndex, street] of names.entries()) {
    const baseX = 150_000 + (streetIndex % 25) * 180;
    const baseY = 450_000 + Math.floor(streetIndex / 25) * 160;
    let houseNumber = 0;
    for (let place = 0; place < ADDRESSES_PER_STREET && addresses.length < wanted; place += 1) {
      const shared = place > 0 && random.chance(0.12);
      if (!shared) houseNumber += random.chance(0.85) ? 1 : 2;
      const [use, , [least, most]] = USES[random.weighted(USES.map(([, weight]) => weight))] ?? [
        'woonfunctie',
        1,
        [38, 180],
      ];
      const serial = String(addresses.length + 1).padStart(10, '0');
      addresses.push({
        numberId: `${MUNICIPALITY}20${serial}`,
        dwellingId: `${MUNICIPALITY}01${serial}`,
        buildingId: `${MUNICIPALITY}10${serial}`,
        street,
        houseNumber,
        houseLetter: shared && random.chance(0.6) ? random.pick(['A', 'B', 'C']) : '',
        houseAddition: shared ? String(random.whole(1, 99)) : '',
        postcode: `${7900 + (streetIndex % 60)}${letters(Math.floor(streetIndex / 60) * 2 + (houseNumber % 2))}`,
        use,
        areaM2: random.whole(least, most),
        buildYear: random.whole(1880, 2022),
        rdX: baseX + houseNumber * 6 + random.next(),
        rdY: baseY + (houseNumber % 2) * 14 + random.next(),
      });
    }
  }
  return withoutTwins(addresses);
}

export const isDwelling = (address: SampleAddress): boolean => address.use === 'woonfunctie';

function streetNames(count: number, random: Random): string[] {
  const stems = [...TREES, ...TRADES, ...BIRDS];
  const all = stems.flatMap((stem) => FORMS.map((form) => `${stem}${form}`));
  const names = random.sample(all, Math.min(count, all.length));
  for (let again = 2; names.length < count; again += 1)
    names.push(...all.slice(0, count - names.length).map((name) => `${ordinal(again)} ${name}`));
  return names;
}

const ordinal = (n: number): string => `${n}e`;
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
