import { addDays } from '../calendar.ts';
import type { SNAPSHOT_DAYS } from '../deliveries.ts';
import type { SampleRaid, World } from '../world.ts';
import { kvkFile, officersFile, permitsFile } from './companies.ts';
import type { SampleFile } from './csv.ts';
import { inspectionsFile, officerFindingsFile, raidsFile, reportsFile, reportsNdjsonFile } from './events.ts';
import { benefitsFile, vehiclesFile } from './households.ts';
import { lettingsFile, restrictionsFile, transfersFile, wozFile } from './property.ts';
import { bagFile, brpFile } from './registers.ts';
import { utilitiesFile } from './utilities.ts';

/** Of what came before the last delivery, so much is entered late and comes with the next one. */
const LATE = 0.03;

/**
 * The town's files, in the waves in which they come: addresses and people; half a year ago values and use; a month ago
 * everything else; and today what is new. `between` is what happens in the last month.
 */
export function writeFiles(
  world: World,
  snapshotDays: typeof SNAPSHOT_DAYS,
  between: () => void,
): { readonly history: SampleFile[][]; readonly secondDelivery: SampleFile[] } {
  const { random, today, addresses } = world.making;
  const [first, second, monthAgo] = [
    addDays(today, -snapshotDays[0]),
    addDays(today, -snapshotDays[1]),
    addDays(today, -snapshotDays[2]),
  ];
  const year = Number(today.slice(0, 4));
  const people = (day: string) => brpFile(world.residents, day, random);
  const byDay = <T extends { readonly day: string }>(rows: readonly T[]): T[] =>
    rows.toSorted((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0));
  const known = <T extends { readonly day: string }>(rows: readonly T[], lateShare: number) => {
    const [before, after]: [T[], T[]] = [[], []];
    for (const row of byDay(rows))
      (row.day <= monthAgo && !random.chance(lateShare) ? before : after).push(row);
    return { before, after };
  };
  const reports = known(world.reports, LATE);
  const raids = known(world.raids, 0);
  const history = [
    [bagFile(addresses, addDays(today, -400)), people(first)],
    [
      people(second),
      wozFile(addresses, year, second, random),
      utilitiesFile(world, [year - 2, year - 1], second),
    ],
    [
      people(monthAgo),
      kvkFile(world.companies, monthAgo),
      officersFile(world.companies, monthAgo, random),
      transfersFile(byDay(world.transfers), monthAgo, random),
      restrictionsFile(world.restrictions, monthAgo),
      vehiclesFile(world.vehicles, monthAgo, random),
      benefitsFile(world.benefits, monthAgo, random),
      permitsFile(byDay(world.permits), monthAgo, random),
      lettingsFile(world.lettings, monthAgo, random),
      inspectionsFile(byDay(world.inspections), monthAgo),
      officerFindingsFile(byDay(world.officerFindings), monthAgo, random),
      reportsFile(reports.before, monthAgo, 1),
      raidsFile(raids.before, monthAgo, 1, random),
      raidsFile(policeRaids(world), monthAgo, 90_001, random, 'raids-police'),
    ],
  ];
  between();
  const secondDelivery = [
    people(today),
    reportsNdjsonFile(reports.after, today, 500_001),
    raidsFile(raids.after, today, 50_001, random),
  ];
  return { history, secondDelivery };
}

/** What the police told the mayor: stored apart, never linked (R7). */
function policeRaids(world: World): SampleRaid[] {
  const { random, today, addresses } = world.making;
  const adults = world.adults;
  return Array.from({ length: 4 }, () => ({
    day: addDays(today, -random.whole(40, 220)),
    kind: 'drugslab' as const,
    address: random.pick(addresses),
    plants: random.whole(0, 100),
    cashEur: random.whole(0, 90) * 100,
    suspects: random.sample(adults, 2),
    owner: undefined,
    landlord: undefined,
    landlordPhone: '',
    installer: undefined,
    installerPhone: '',
  }));
}
