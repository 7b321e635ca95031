import { addDays } from '../calendar.ts';
import { misspell } from '../names.ts';
import { REPORTS_PER_RESIDENT } from '../figures.ts';
import type { Random } from '../random.ts';
import type { Resident } from '../residents.ts';
import type { SampleAddress } from '../town.ts';
import type { SampleCompany, SampleReport, World } from '../world.ts';

/** Subject, texts as fact, texts as judgement. */
const MATTERS = {
  hennep: [
    [
      'Ramen zijn met folie afgeplakt; er is een zoet ruikende lucht bij de ventilatie.',
      'Er bromt dag en nacht een afzuiging achter het huis.',
    ],
    ['Volgens mij zit daar een kwekerij.'],
  ],
  drugs: [
    ['Jerrycans en filters bij het afval gezien.', 'Korte bezoekjes aan de deur, de hele avond door.'],
    ['Het zijn vreemde types.', 'Daar wordt vast gedeald.'],
  ],
  woonfraude: [
    [
      'Elke zaterdag komen andere mensen met koffers aan.',
      'Zes brievenbussen op één deur.',
      'Er staan matrassen in alle kamers.',
    ],
    ['Daar woont vast niemand echt.'],
  ],
  adresfraude: [
    ['Post voor onbekende namen ligt buiten.', 'De bewoner is al maanden niet gezien.'],
    ['Er klopt iets niet met dat adres.'],
  ],
  uitkeringsfraude: [
    ['Elke ochtend vertrekt iemand in werkkleding.', 'De auto van een ander staat er elke nacht.'],
    ['Die woont gewoon samen.'],
  ],
  witwassen: [['Er is contant betaald voor de verbouwing.'], ['Daar zit te veel geld voor zo’n zaak.']],
  bedrijf: [
    [
      'Het rolluik is al maanden dicht, er komt toch post voor tien bedrijven.',
      'Op het adres is geen bedrijf te vinden.',
    ],
    ['Dat bedrijf bestaat alleen op papier.'],
  ],
  overlast: [
    [
      'Tussen 02.00 en 04.00 uur rijden auto’s af en aan.',
      'Harde muziek tot diep in de nacht.',
      'Vuilniszakken op de stoep.',
    ],
    ['Het is daar niet pluis.', 'Altijd gedoe met die buren.'],
  ],
  overig: [
    ['De schutting staat op gemeentegrond.', 'Een vergunning hangt niet zichtbaar.'],
    ['Dit kan zo niet.'],
  ],
} as const;
export type Matter = keyof typeof MATTERS;

/** What people report when nothing is planted: nuisance mostly. */
const ORDINARY: readonly (readonly [Matter, number])[] = [
  ['overlast', 46],
  ['overig', 22],
  ['woonfraude', 9],
  ['adresfraude', 6],
  ['drugs', 6],
  ['hennep', 5],
  ['bedrijf', 3],
  ['uitkeringsfraude', 2],
  ['witwassen', 1],
];
const CHANNELS = ['bewoner', 'bewoner', 'bewoner', 'bewoner', 'medewerker', 'mma', 'partner'] as const;

type Telling = {
  readonly matter?: Matter;
  readonly day?: string;
  readonly names?: readonly Resident[];
  readonly phones?: readonly string[];
  readonly plates?: readonly string[];
  readonly company?: SampleCompany;
};

/** One report about an address, as people make it: half an address at times, a name misspelt, a guess for a fact. */
export function tell(world: World, address: SampleAddress, telling: Telling = {}): void {
  const { random, today } = world.making;
  const matter =
    telling.matter ?? ORDINARY[random.weighted(ORDINARY.map(([, weight]) => weight))]?.[0] ?? 'overlast';
  const [facts, judgements] = MATTERS[matter];
  const nature = random.chance(0.55) ? 'feit' : random.chance(0.7) ? 'oordeel' : '';
  const report: SampleReport = {
    day: telling.day ?? addDays(today, -random.whole(2, 390)),
    channel: random.pick(CHANNELS),
    subject: matter,
    text: random.pick<string>(nature === 'feit' ? facts : judgements),
    nature,
    address: spokenAddress(address, random),
    names: (telling.names ?? []).map((each) => spokenName(each, random)).join('|'),
    phones: (telling.phones ?? []).join('|'),
    plates: (telling.plates ?? []).join('|'),
    company: telling.company,
  };
  world.reports.push(report);
}

/** Reports about anywhere: most addresses none, a few many, as quarrels go on. */
export function makeReports(world: World): void {
  const { random, residents, addresses } = world.making;
  const wanted = Math.round(residents * REPORTS_PER_RESIDENT);
  while (world.reports.length < wanted) {
    const address = random.pick(addresses);
    const household = world.homes.get(address.numberId) ?? [];
    const times = random.chance(0.93) ? 1 : Math.max(1, Math.round(random.spread(2, 0.6)));
    const matter = times > 2 ? 'overlast' : undefined;
    for (let n = 0; n < times; n += 1) {
      const named = random.chance(0.15) ? random.sample(household, 1) : [];
      tell(world, address, { names: named, ...(matter ? { matter } : {}) });
    }
  }
}

/** A name as it was written down at the door. */
export function spokenName(resident: Resident, random: Random): string {
  const first = resident.givenNames.split(' ')[0] ?? '';
  const surname = random.chance(0.2) ? misspell(resident.surname, random) : resident.surname;
  const family = `${resident.prefix} ${surname}`.trim();
  return random.chance(0.3) ? `${family}, ${first}` : `${first} ${family}`;
}

/** An address as people say it; one in fifty forgets the letter or the number. */
function spokenAddress(address: SampleAddress, random: Random): string {
  const street = random.chance(0.3)
    ? address.street
        .replace(/straat$/, 'str.')
        .replace(/laan$/, 'ln')
        .replace(/weg$/, 'wg')
    : address.street;
  if (random.chance(0.01)) return street;
  const said = random.chance(0.02) ? [] : [address.houseLetter, address.houseAddition];
  const suffix = said.filter((part) => part !== '').join('-');
  const number =
    suffix === ''
      ? String(address.houseNumber)
      : random.chance(0.5)
        ? `${address.houseNumber}-${suffix}`
        : `${address.houseNumber} ${suffix}`;
  const postcode = random.chance(0.4) ? `, ${address.postcode.slice(0, 4)} ${address.postcode.slice(4)}` : '';
  return `${street} ${number}${postcode}`;
}
