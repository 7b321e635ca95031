import { addDays } from '../calendar.ts';
import { RANDOM_VISITS, TARGETED_VISITS } from '../figures.ts';
import type { SampleAddress } from '../town.ts';
import type { Plant, SampleVisit, World } from '../world.ts';

const TEAMS: Readonly<Record<string, readonly [string, string]>> = {
  housing: ['Team Wonen', 'wonen'],
  address: ['Team Adresonderzoek', 'adresonderzoek'],
  companies: ['Team Bedrijven', 'bedrijf'],
  hemp: ['Team Ondermijning', 'overig'],
};
const TEXTS = {
  'niets gevonden': 'Bewoners aanwezig, indeling volgens tekening',
  onregelmatigheid: 'Situatie wijkt af van de registratie',
  overtreding: 'Overtreding vastgesteld, rapport opgemaakt',
  'niet toegelaten': 'Toegang geweigerd',
  'niemand aanwezig': 'Na aanbellen geen gehoor',
} as const;

/**
 * Visits of the last two years, some by a random draw, some on suspicion. What they came to follows the truth, with
 * error: two of three who break a rule are found out, one in twenty who don't are said to.
 */
export function makeVisits(world: World, days: number): void {
  const { random, addresses } = world.making;
  const planted = new Map<string, Plant>();
  for (const plant of world.plants) if (plant.numberId !== undefined) planted.set(plant.numberId, plant);
  const atRandom = random.sample(addresses, Math.max(4, Math.round(addresses.length * RANDOM_VISITS * 2)));
  for (const address of atRandom) visit(world, address, planted.get(address.numberId), 'wonen', days);
  const suspected = addresses.filter(
    ({ numberId }) =>
      planted.has(numberId) && random.chance(planted.get(numberId)?.fraud === true ? 0.12 : 0.1),
  );
  const others = Math.max(4, Math.round(addresses.length * TARGETED_VISITS * 2) - suspected.length);
  for (const address of [...suspected, ...random.sample(addresses, Math.max(0, others))])
    visit(world, address, planted.get(address.numberId), '', days);
}

function visit(
  world: World,
  address: SampleAddress,
  plant: Plant | undefined,
  drawnKind: string,
  days: number,
): void {
  const { random, today } = world.making;
  const [team, kind] = TEAMS[plant?.theme ?? 'housing'] ?? ['Team Toezicht', 'overig'];
  const outcome = drawnOutcome(world, plant?.fraud === true);
  const seen: SampleVisit = {
    day: addDays(today, -random.whole(35, days)),
    team: drawnKind === '' ? team : `${team} (aselect)`,
    kind: drawnKind === '' ? kind : drawnKind,
    outcome,
    text: TEXTS[outcome],
    address,
    suspects: [],
  };
  world.inspections.push(seen);
}

function drawnOutcome(world: World, fraud: boolean): SampleVisit['outcome'] {
  const { random } = world.making;
  const outcomes = [
    'overtreding',
    'onregelmatigheid',
    'niets gevonden',
    'niemand aanwezig',
    'niet toegelaten',
  ] as const;
  return outcomes[random.weighted(fraud ? [46, 20, 17, 12, 5] : [2, 3, 80, 13, 2])] ?? 'niets gevonden';
}

/** What own officers wrote down in the last year, mostly about waste and parking. */
export function makeOfficerFindings(world: World): void {
  const { random, residents, today } = world.making;
  const places: readonly SampleAddress[] = world.making.addresses;
  for (let n = 0; n < Math.max(5, Math.round(residents / 300)); n += 1) {
    const address = random.pick(places);
    const household = world.homes.get(address.numberId) ?? [];
    const found = random.chance(0.6);
    world.officerFindings.push({
      day: addDays(today, -random.whole(35, 340)),
      team: 'Boa domein I',
      kind: random.pick(['overlast', 'afval', 'afval', 'parkeren', 'parkeren', 'wonen', 'drugs']),
      outcome: found ? 'overtreding' : 'niets gevonden',
      text: found ? 'Waarschuwing gegeven' : 'Niets aangetroffen',
      address,
      suspects: found && random.chance(0.3) ? random.sample(household, 1) : [],
    });
  }
}
