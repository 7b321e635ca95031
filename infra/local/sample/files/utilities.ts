import {
  DWELLINGS,
  ELECTRIC_CAR,
  HEAT_PUMP,
  POWER_KWH,
  SOLAR,
  USE_SPREAD,
  WATER_ELSEWHERE_M3,
  WATER_M3,
  WITHOUT_GAS,
} from '../figures.ts';
import type { Random } from '../random.ts';
import { stayOn } from '../residents.ts';
import { isDwelling, type SampleAddress } from '../town.ts';
import type { World } from '../world.ts';
import { type Cell, csv, decimal, type SampleFile, utf8 } from './csv.ts';
import { LOCATION_HEADER, locationCells } from './parts.ts';

/** Nobody lives there, but a freezer and a light do, kWh and m³ a year. */
const EMPTY = { powerKwh: 180, waterM3: 2, gasShare: 0.15 } as const;
/** kWh a m² and year of what is no dwelling, median (RVO, kentallen utiliteitsbouw). */
const POWER_ELSEWHERE_KWH_M2 = 55;
/** From one year to the next the same people use about the same. */
const YEARLY_SPREAD = 0.07;
/** Meters that were not read: an estimate is missing. */
const UNREAD = 0.015;

type Year = { readonly power: number; readonly gas: number; readonly water: number };

/** Two years of use of every dwelling and one in three other addresses. */
export function utilitiesFile(world: World, years: readonly number[], day: string): SampleFile {
  const { random, addresses } = world.making;
  const persons = years.map((year) => personsOn(world, `${year}-07-01`));
  const rows = addresses.flatMap((address): Cell[][] => {
    if (!isDwelling(address) && !world.habits.has(address.numberId) && !random.chance(0.3)) return [];
    const fixed = equipmentOf(address, random);
    return years.map((year, index) =>
      row(address, year, useOf(world, address, persons[index]?.get(address.numberId) ?? 0, fixed), random),
    );
  });
  const header = ['Aansluiting EAN', 'Jaar', 'Stroom kWh', 'Gas m3', 'Water m3', ...LOCATION_HEADER];
  return utf8(`utilities/${day}-verbruik.csv`, csv(header, rows));
}

function personsOn(world: World, day: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const resident of world.residents) {
    const stay = stayOn(resident, day);
    if (!stay || stay.letterAddress || (resident.suspended && resident.suspended.day < day)) continue;
    counts.set(stay.address.numberId, (counts.get(stay.address.numberId) ?? 0) + 1);
  }
  return counts;
}

type Equipment = {
  readonly plusKwh: number;
  readonly meterShare: number;
  readonly gas: boolean;
  readonly temper: Year;
};

/** What a dwelling has, and how its people are, the same year after year. */
function equipmentOf(address: SampleAddress, random: Random): Equipment {
  const house = address.form !== undefined && address.form !== 'apartment';
  const car = house && random.chance(ELECTRIC_CAR.share);
  const pump = house && random.chance(HEAT_PUMP.share);
  return {
    plusKwh: (car ? random.between(...ELECTRIC_CAR.kwh) : 0) + (pump ? random.between(...HEAT_PUMP.kwh) : 0),
    meterShare: house && random.chance(SOLAR.share) ? random.between(...SOLAR.meterShare) : 1,
    gas: !pump && !random.chance(WITHOUT_GAS),
    temper: {
      power: random.spread(1, USE_SPREAD),
      gas: random.spread(1, USE_SPREAD),
      water: random.spread(1, USE_SPREAD),
    },
  };
}

function useOf(world: World, address: SampleAddress, registered: number, fixed: Equipment): Year {
  const { random } = world.making;
  const habit = world.habits.get(address.numberId) ?? {};
  const persons = habit.asPersons ?? registered;
  const year = () => random.spread(1, YEARLY_SPREAD);
  const ordinary = isDwelling(address) ? homeUse(address, persons) : workUse(address);
  const power =
    (ordinary.power * fixed.temper.power + (persons > 0 ? fixed.plusKwh : 0)) *
      fixed.meterShare *
      (habit.powerFactor ?? 1) +
    (habit.powerPlusKwh ?? 0);
  return {
    power: power * year(),
    gas: fixed.gas ? ordinary.gas * fixed.temper.gas * (habit.gasFactor ?? 1) * year() : 0,
    water: ordinary.water * fixed.temper.water * (habit.waterFactor ?? 1) * year(),
  };
}

function homeUse(address: SampleAddress, persons: number): Year {
  const gas = DWELLINGS[address.form ?? 'terraced'].gasM3;
  if (persons === 0) return { power: EMPTY.powerKwh, gas: gas * EMPTY.gasShare, water: EMPTY.waterM3 };
  const beyond = Math.max(0, persons - POWER_KWH.length);
  const at = Math.min(persons, POWER_KWH.length) - 1;
  return {
    power: (POWER_KWH[at] ?? 0) + beyond * 450,
    gas: gas * (0.8 + 0.1 * Math.min(persons, 6)),
    water: (WATER_M3[at] ?? 0) + beyond * 30,
  };
}

const workUse = (address: SampleAddress): Year => ({
  power: address.areaM2 * POWER_ELSEWHERE_KWH_M2,
  gas: address.areaM2 * 9,
  water: WATER_ELSEWHERE_M3,
});

function row(address: SampleAddress, year: number, use: Year, random: Random): Cell[] {
  const unread = random.chance(UNREAD);
  return [
    // GSRN with a company prefix that nobody has: 871999 and the serial of the address.
    `871999${address.numberId.slice(-10)}00`,
    year,
    unread ? '' : Math.round(use.power),
    Math.round(use.gas),
    decimal(use.water, 1),
    ...locationCells(address, true),
  ];
}
