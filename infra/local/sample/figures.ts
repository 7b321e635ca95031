/**
 * What the fictitious town is drawn from: published Dutch figures, rounded, and what of it is our own choice. A figure
 * that stands here stands nowhere else.
 */

/** Households of one, two, three, four, five and more persons, % (CBS, Huishoudens naar grootte, 1 January 2023). */
export const HOUSEHOLD_SIZES = [39, 33, 12, 12, 4] as const;
/** Persons per household that these shares come to, with the few of six and more. */
export const PERSONS_PER_HOUSEHOLD = 2.12;
/** Dwellings without anybody registered: 2 to 3% stand empty administratively (CBS, Leegstandsmonitor 2023), and the second homes. */
export const VACANT_SHARE = 0.05;
/** A household in ten moves in a year, six in ten of them within the municipality (CBS, Verhuizingen 2023). */
export const MOVES_WITHIN_PER_YEAR = 0.06;
/** Who came from elsewhere in the last year stands in no earlier snapshot (CBS, Verhuizingen 2023: 4 in 100). */
export const ARRIVED_LAST_YEAR = 0.04;
/** Deaths: 9.5 in a thousand a year; emigration 10.8, of which a part "to unknown" (CBS, Bevolkingsontwikkeling 2023). */
export const DEATHS_PER_YEAR = 0.0095;
export const EMIGRATION_PER_YEAR = 0.0108;

/** What addresses are used for, in thousands: 8.2 of 9.9 million are dwellings (CBS and Kadaster, BAG, 2024). */
export const USES = [
  ['woonfunctie', 840],
  ['winkelfunctie', 50],
  ['industriefunctie', 50],
  ['kantoorfunctie', 40],
  ['logiesfunctie', 12],
  ['gezondheidszorgfunctie', 4],
  ['overige gebruiksfunctie', 4],
] as const;
/** Floor area by use, m² (own choice, from what BAG shows). */
export const USE_AREA_M2: Readonly<Record<string, readonly [number, number]>> = {
  winkelfunctie: [40, 400],
  industriefunctie: [120, 2500],
  kantoorfunctie: [50, 900],
  logiesfunctie: [30, 120],
  gezondheidszorgfunctie: [400, 4000],
  'overige gebruiksfunctie': [20, 300],
};

/**
 * Forms of dwellings in % (CBS, Voorraad woningen 2023: 36% apartments; WoON 2021 for the rest), median floor area in m²
 * (CBS: 120 m² over all, 78 m² for an apartment), yearly gas in m³ (Milieu Centraal and Nibud 2023: flat 800, terraced
 * 1,120, corner 1,330, semi-detached 1,550, detached 2,050).
 */
export const DWELLINGS = {
  apartment: { percent: 36, areaM2: 76, gasM3: 800 },
  terraced: { percent: 28, areaM2: 112, gasM3: 1120 },
  corner: { percent: 14, areaM2: 116, gasM3: 1330 },
  'semi-detached': { percent: 9, areaM2: 138, gasM3: 1550 },
  detached: { percent: 13, areaM2: 172, gasM3: 2050 },
} as const;
/** Heated by the district or by a heat pump alone: no gas (CBS, Aardgasvrije woningen 2023: 1 in 10). */
export const WITHOUT_GAS = 0.1;
/** Spread of a logarithmic normal; half to double covers nineteen in twenty (own choice, after Liander's open usage data). */
export const USE_SPREAD = 0.32;

/** Power in kWh a year by persons: 1,750 to 4,300, mean 2,500 (Nibud, Energie en water 2023; CBS 2023: 2,460 on average). */
export const POWER_KWH = [1750, 2700, 3200, 3650, 4300] as const;
/** An electric car at home adds 2,000 to 3,000 kWh; 4 in 100 cars are electric (Milieu Centraal; RVO 2023). A heat pump 2,500 to 4,500. */
export const ELECTRIC_CAR = { share: 0.04, kwh: [1800, 3600] } as const;
export const HEAT_PUMP = { share: 0.05, kwh: [2200, 4600] } as const;
/** Panels on a third of the houses; what the meter shows is what is left (CBS, Zonnestroom 2023). */
export const SOLAR = { share: 0.3, meterShare: [0.25, 0.85] } as const;
/** Water in m³ a year by persons (Nibud and Vitens: 46, 93, 131, 163, 195; Vewin 2021: 128 l a person a day). */
export const WATER_M3 = [46, 93, 131, 163, 195] as const;
/** Water of what is no dwelling, m³ a year (own choice). */
export const WATER_ELSEWHERE_M3 = 60;

/** Corporations own 28% of the dwellings, other landlords 15% (CBS, Voorraad woningen naar eigendom 2023). */
export const CORPORATION_SHARE = 0.28;
/** Owned by a landlord: 15%; most own one or two, some dozens (Kadaster, Particuliere verhuurders 2023). */
export const LANDLORD_SHARE = 0.15;
/** Mean price 416,000 euro in 2023, 3,500 euro a m² (CBS and Kadaster, prijsindex bestaande koopwoningen). */
export const PRICE_PER_M2_EUR = 3500;
export const PRICE_SPREAD = 0.17;
/** WOZ lags the market by a year: 379,000 against 416,000 (Waarderingskamer 2024). */
export const WOZ_OF_PRICE = 0.91;
/** Years of deeds in the file (own choice, volume). */
export const YEARS_OF_DEEDS = 6;

/** 2.3 million companies on 17.9 million residents, six in ten of them one-man businesses (KVK, Bedrijvendynamiek 2023). */
export const COMPANIES_PER_RESIDENT = 0.125;
export const SOLE_TRADERS = 0.62;
/** Of a year's starters one in three is gone within five years (KVK and CBS 2023). */
export const COMPANY_ENDED = 0.13;
/** Companies at their owner's home: half (KVK 2022). */
export const COMPANY_AT_HOME = 0.5;

/** 8.9 million cars on 17.9 million residents; one in eight in a company's name (CBS, Personenauto's 2023). */
export const CARS_PER_HOUSEHOLD = [0.55, 0.95, 1.25, 1.35, 1.4] as const;
export const COMPANY_CAR = 0.12;
/** What RDW provides on request: a part of the vehicles, own choice for volume. */
export const VEHICLES_PROVIDED = 0.45;

/** Social assistance: 400,000 persons on 8.3 million households (CBS, Bijstandsuitkeringen 2023). */
export const ON_ASSISTANCE = 0.048;

/** Dwellings let by the room with a permit, and let to tourists (own choice, after municipal registers). */
export const ROOMS_LET = 0.008;
export const TOURIST_LET = 0.006;

/** Reports a year on residents, of which most are about anything but fraud (own choice, after municipal yearly reports). */
export const REPORTS_PER_RESIDENT = 1 / 15;
/** Closures under art. 13b: 1,500 a year in the whole country would be 13; a town with a problem has three times that (own choice). */
export const RAIDS_PER_RESIDENT = 1 / 700;
/** Visits by a random draw and on suspicion, a year, on addresses (own choice). */
export const RANDOM_VISITS = 0.006;
export const TARGETED_VISITS = 0.006;
