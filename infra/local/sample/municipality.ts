import { faker } from '@faker-js/faker/locale/nl';
import { fictitiousBsns } from './bsn.ts';
import { addDays } from './calendar.ts';
import { SNAPSHOT_DAYS } from './deliveries.ts';
import { MOVES_WITHIN_PER_YEAR } from './figures.ts';
import type { SampleFile } from './files/csv.ts';
import { writeFiles } from './files/write-files.ts';
import { makeCompanies } from './life/companies.ts';
import { fictitiousPlates, makeBenefits, makeVehicles } from './life/households.ts';
import { dieAndLeave, moveHouseholds } from './life/moves.ts';
import { homesOf, isAdult } from './life/people.ts';
import { makePermits } from './life/permits.ts';
import { makeDeeds, makeLandlords, makeLettings } from './life/property.ts';
import { makeRaids, RAID_DAYS } from './life/raids.ts';
import { makeReports } from './life/reports.ts';
import { makeOfficerFindings, makeVisits } from './life/visits.ts';
import { nameMaker } from './names.ts';
import { plantCases } from './plants/plant-cases.ts';
import { seededRandom } from './random.ts';
import { makeResidents } from './residents.ts';
import { makeAddresses } from './town.ts';
import type { Plant, PlantedNetwork, World } from './world.ts';

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
  readonly truth: Truth;
};

export type Truth = { readonly plants: readonly Plant[]; readonly networks: readonly PlantedNetwork[] };

/** A fictitious municipality from a seed: the same options give the same bytes. */
export function makeMunicipality(options: SampleOptions): Municipality {
  const { today } = options;
  const world = settleTown(options);
  const { random } = world.making;
  const plates = fictitiousPlates(random);

  makeLandlords(world);
  makeCompanies(world);
  makeDeeds(world);
  makeVehicles(world, plates);
  makeBenefits(world);
  makeReports(world);
  makeRaids(world);
  makeOfficerFindings(world);
  makePermits(world);
  makeLettings(world);
  const settled = plantCases(world, plates);
  makeVisits(world, Math.min(720, RAID_DAYS));

  dieAndLeave(world, settled);
  for (const days of [330, 150])
    moveHouseholds(world, MOVES_WITHIN_PER_YEAR / 2, addDays(today, -days), settled);
  return {
    ...writeFiles(world, SNAPSHOT_DAYS, () => {
      moveHouseholds(world, MOVES_WITHIN_PER_YEAR / 12, addDays(today, -12), settled);
    }),
    truth: { plants: world.plants, networks: world.networks },
  };
}

/** Streets, and people in homes. */
function settleTown(options: SampleOptions): World {
  const random = seededRandom(options.seed);
  const addresses = makeAddresses(options.residents, random, options.seed);
  const making = {
    residents: options.residents,
    addresses,
    today: options.today,
    random,
    names: nameMaker(random, options.seed),
    bsns: fictitiousBsns(),
  };
  const residents = makeResidents(making);
  faker.seed(options.seed);
  return {
    making,
    residents,
    adults: residents.filter((each) => isAdult(each, options.today)),
    homes: homesOf(residents),
    landlords: new Map(),
    habits: new Map(),
    companies: [],
    transfers: [],
    restrictions: [],
    vehicles: [],
    benefits: [],
    reports: [],
    raids: [],
    inspections: [],
    officerFindings: [],
    permits: [],
    lettings: [],
    plants: [],
    networks: [],
  };
}
