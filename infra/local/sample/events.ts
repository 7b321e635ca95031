import { addDays } from './calendar.ts';
import { misspell } from './names.ts';
import type { Planted } from './plants.ts';
import type { Random } from './random.ts';
import type { Resident } from './residents.ts';
import type { SampleAddress } from './town.ts';

export type SampleReport = {
  readonly number: string;
  readonly day: string;
  readonly channel: 'bewoner' | 'medewerker' | 'mma' | 'partner';
  readonly subject: string;
  readonly text: string;
  readonly nature: 'feit' | 'oordeel' | '';
  /** As people write it. */
  readonly address: string;
  readonly names: string;
  readonly plates: string;
};

export type SampleRaid = {
  readonly number: string;
  readonly day: string;
  readonly kind: 'hennepkwekerij' | 'drugslab' | 'drugshandel';
  readonly address: SampleAddress;
  readonly plants: number;
  readonly cashEur: number;
  readonly suspects: readonly Resident[];
  readonly landlord: Resident | undefined;
  readonly installer: Resident | undefined;
};

/** Subject, text as fact, text as judgement. */
const MATTERS: readonly (readonly [string, string, string])[] = [
  [
    'hennep',
    'Ramen zijn met folie afgeplakt; er is een zoet ruikende lucht bij de ventilatie.',
    'Volgens mij zit daar een kwekerij.',
  ],
  ['woonfraude', 'Elke zaterdag komen andere mensen met koffers aan.', 'Daar woont vast niemand echt.'],
  ['overlast', 'Tussen 02.00 en 04.00 uur rijden auto’s af en aan.', 'Het is daar niet pluis.'],
  ['drugs', 'Jerrycans en filters bij het afval gezien.', 'Het zijn vreemde types.'],
  ['adresfraude', 'Post voor onbekende namen ligt buiten.', 'Er klopt iets niet met dat adres.'],
];

type Making = {
  readonly random: Random;
  readonly planted: Planted;
  readonly addresses: readonly SampleAddress[];
  readonly residents: readonly Resident[];
};

/** Reports of one period: most about anywhere, some again and again about the planted addresses. */
export function makeReports(
  making: Making,
  count: number,
  from: string,
  days: number,
  firstNumber: number,
): SampleReport[] {
  const { random, planted } = making;
  const hot = [...planted.networkAddresses, ...addressesOf(planted, making.addresses)];
  return Array.from({ length: count }, (_each, index) => {
    const address = random.chance(0.25) ? random.pick(hot) : random.pick(making.addresses);
    const [subject, fact, judgement] = random.pick(MATTERS);
    const nature = random.chance(0.55) ? 'feit' : random.chance(0.7) ? 'oordeel' : '';
    const channel = random.pick(['bewoner', 'bewoner', 'bewoner', 'medewerker', 'mma', 'partner'] as const);
    const named = random.chance(0.2) ? random.pick(making.residents) : undefined;
    return {
      number: `M${String(firstNumber + index).padStart(6, '0')}`,
      day: addDays(from, random.whole(0, days - 1)),
      channel,
      subject,
      text: nature === 'feit' ? fact : judgement,
      nature,
      address: spokenAddress(address, random),
      names: named
        ? `${named.givenNames.split(' ')[0] ?? ''} ${named.prefix} ${named.surname}`
            .replace(/\s+/g, ' ')
            .trim()
        : '',
      plates: random.chance(0.1)
        ? `${random.whole(10, 99)}-${random.pick(['GZ', 'HK', 'JP', 'KT', 'NB'])}${random.pick(['B', 'D', 'F', 'G'])}-${random.whole(1, 9)}`
        : '',
    };
  });
}

/** Raids of one period: a network with one landlord and one installer, and raids that nothing ties together. */
export function makeRaids(
  making: Making,
  period: {
    readonly from: string;
    readonly days: number;
    readonly network: readonly SampleAddress[];
    readonly others: number;
    readonly firstNumber: number;
  },
): SampleRaid[] {
  const { random, planted, residents } = making;
  let number = period.firstNumber;
  const raid = (
    address: SampleAddress,
    rest: Pick<SampleRaid, 'suspects' | 'landlord' | 'installer'>,
  ): SampleRaid => {
    number += 1;
    return {
      number: `I${String(number).padStart(5, '0')}`,
      day: addDays(period.from, random.whole(0, period.days - 1)),
      kind: random.pick(['hennepkwekerij', 'hennepkwekerij', 'drugslab', 'drugshandel'] as const),
      address,
      plants: random.whole(40, 900),
      cashEur: random.chance(0.3) ? random.whole(5, 900) * 100 : 0,
      ...rest,
    };
  };
  const adults = residents.filter((each) => each.birthDate < '2004');
  const linked = period.network.map((address, index) =>
    raid(address, {
      suspects: random.sample(adults, random.whole(1, 2)),
      landlord: planted.landlord,
      installer: index % 2 === 0 ? planted.installer : undefined,
    }),
  );
  const alone = random.sample(making.addresses, period.others).map((address) =>
    raid(address, {
      suspects: random.sample(adults, random.whole(1, 2)),
      landlord: undefined,
      installer: undefined,
    }),
  );
  return [...linked, ...alone];
}

/** A name as it was written down at the door. */
export function spokenName(resident: Resident, random: Random): string {
  const first = resident.givenNames.split(' ')[0] ?? '';
  const family =
    `${resident.prefix} ${random.chance(0.2) ? misspell(resident.surname, random) : resident.surname}`.trim();
  return random.chance(0.3) ? `${family}, ${first}` : `${first} ${family}`;
}

function spokenAddress(address: SampleAddress, random: Random): string {
  const street = random.chance(0.3)
    ? address.street
        .replace(/straat$/, 'str.')
        .replace(/laan$/, 'ln')
        .replace(/weg$/, 'wg')
    : address.street;
  const suffix = [address.houseLetter, address.houseAddition].filter((part) => part !== '').join('-');
  const number =
    suffix === ''
      ? String(address.houseNumber)
      : random.chance(0.5)
        ? `${address.houseNumber}-${suffix}`
        : `${address.houseNumber} ${suffix}`;
  const postcode = random.chance(0.4) ? `, ${address.postcode.slice(0, 4)} ${address.postcode.slice(4)}` : '';
  return `${street} ${number}${postcode}`;
}

function addressesOf(planted: Planted, addresses: readonly SampleAddress[]): SampleAddress[] {
  const wanted = new Set(planted.plants.filter((plant) => plant.fraud).map((plant) => plant.numberId));
  return addresses.filter((address) => wanted.has(address.numberId));
}
