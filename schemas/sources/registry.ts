import { BAG } from './bag.ts';
import { BENEFITS } from './benefits.ts';
import { BIBOB } from './bibob.ts';
import { BRP } from './brp.ts';
import type { SourceContract } from './contract.ts';
import { INSPECTIONS } from './inspections.ts';
import { KVK_OFFICERS } from './kvk-officers.ts';
import { KVK } from './kvk.ts';
import { OFFICER_FINDINGS } from './officer-findings.ts';
import { PERMITS } from './permits.ts';
import { RAIDS_POLICE } from './raids-police.ts';
import { RAIDS } from './raids.ts';
import { RENTAL_REGISTER } from './rental-register.ts';
import { REPORTS } from './reports.ts';
import { RESTRICTIONS } from './restrictions.ts';
import { TRANSFERS } from './transfers.ts';
import { UTILITIES } from './utilities.ts';
import { VEHICLES } from './vehicles.ts';
import { WOZ } from './woz.ts';

/** Every source that there is an agreement on. */
export const CONTRACTS: readonly SourceContract[] = [
  BRP,
  BAG,
  KVK,
  KVK_OFFICERS,
  WOZ,
  TRANSFERS,
  RESTRICTIONS,
  VEHICLES,
  BENEFITS,
  UTILITIES,
  REPORTS,
  RAIDS,
  INSPECTIONS,
  PERMITS,
  RENTAL_REGISTER,
  OFFICER_FINDINGS,
  RAIDS_POLICE,
  BIBOB,
];

/** The first segment of an object key, e.g. `brp` of `brp/2026-10-01.csv`; empty for a key without a folder. */
export const sourceOfKey = (key: string): string => key.slice(0, Math.max(0, key.indexOf('/')));

/** undefined = no agreement, so no processing (R6). */
export const contractNamed = (name: string): SourceContract | undefined =>
  CONTRACTS.find((contract) => contract.name === name);
