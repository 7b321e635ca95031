import { fictitiousBsns } from './bsn.ts';
import { addDays } from './calendar.ts';
import { makeRaids, makeReports } from './events.ts';
import { bagFile, brpFile, raidsFile, reportsFile, reportsNdjsonFile, type SampleFile } from './files.ts';
import { nameMaker } from './names.ts';
import { type Plant, plantCases, SNAPSHOT_DAYS } from './plants.ts';
import { seededRandom } from './random.ts';
import { makeResidents, type Resident } from './residents.ts';
import { makeAddresses, type SampleAddress } from './town.ts';

export type SampleOptions = {
  /** Between 200 and 160,000. */
  readonly residents: number;
  readonly seed: number;
  /** ISO day of the second delivery; everything else lies before it. */
  readonly today: string;
};

export type Municipality = {
  /** Dropped one after the other, in waves: what lies in one wave may arrive in any order. */
  readonly history: readonly (readonly SampleFile[])[];
  /** A month later: people moved, new reports, a new raid. */
  readonly secondDelivery: readonly SampleFile[];
  /** What was planted; never dropped. */
  readonly truth: readonly Plant[];
};

/** A fictitious municipality from a seed: the same options give the same bytes. */
export function makeMunicipality(options: SampleOptions): Municipality {
  const random = seededRandom(options.seed);
  const addresses = makeAddresses(options.residents, random);
  const making = {
    residents: options.residents,
    addresses,
    today: options.today,
    random,
    names: nameMaker(random, options.seed),
    bsns: fictitiousBsns(),
  };
  const settled = makeResidents(making);
  const planted = plantCases(making, settled);
  const residents = [...settled, ...planted.people];
  for (const days of [330, 150])
    moveSome(residents, addresses, addDays(options.today, -days), 0.03, making.random);

  const [first, second, monthAgo] = [
    addDays(options.today, -SNAPSHOT_DAYS[0]),
    addDays(options.today, -SNAPSHOT_DAYS[1]),
    addDays(options.today, -SNAPSHOT_DAYS[2]),
  ];
  const events = { random, planted, addresses, residents };
  const reports = makeReports(
    events,
    Math.max(60, Math.round(options.residents / 15)),
    addDays(monthAgo, -360),
    355,
    1,
  );
  const raids = makeRaids(events, {
    from: addDays(monthAgo, -900),
    days: 890,
    network: planted.networkAddresses.slice(0, 6),
    others: Math.max(6, Math.round(options.residents / 250)),
    firstNumber: 0,
  });
  const police = makeRaids(events, {
    from: addDays(monthAgo, -200),
    days: 190,
    network: [],
    others: 4,
    firstNumber: 90_000,
  });
  const snapshot = (day: string) => brpFile(residents, day, random);
  const history = [
    [bagFile(addresses, addDays(options.today, -400)), snapshot(first)],
    [snapshot(second)],
    [
      snapshot(monthAgo),
      reportsFile(reports, monthAgo),
      raidsFile(raids, monthAgo, random),
      raidsFile(police, monthAgo, random, 'raids-police'),
    ],
  ];

  moveSome(residents, addresses, addDays(options.today, -12), 0.004, random);
  const newReports = makeReports(
    events,
    Math.max(20, Math.round(options.residents / 100)),
    addDays(monthAgo, 1),
    28,
    500_001,
  );
  const newRaids = makeRaids(events, {
    from: addDays(options.today, -9),
    days: 7,
    network: planted.networkAddresses.slice(6, 7),
    others: 1,
    firstNumber: 50_000,
  });
  const secondDelivery = [
    snapshot(options.today),
    reportsNdjsonFile(newReports, options.today),
    raidsFile(newRaids, options.today, random),
  ];
  return { history, secondDelivery, truth: planted.plants };
}

/** A share of the people moves on or about a day. */
function moveSome(
  residents: readonly Resident[],
  addresses: readonly SampleAddress[],
  day: string,
  share: number,
  random: ReturnType<typeof seededRandom>,
): void {
  for (const resident of random.sample(residents, Math.max(3, Math.round(residents.length * share)))) {
    const last = resident.stays.at(-1);
    const from = addDays(day, random.whole(-10, 10));
    if (last && last.from < from)
      resident.stays.push({ address: random.pick(addresses), from, letterAddress: false });
  }
}
