import { BAG } from './bag.ts';
import { BRP } from './brp.ts';
import type { SourceContract } from './contract.ts';
import { RAIDS_POLICE } from './raids-police.ts';
import { RAIDS } from './raids.ts';
import { REPORTS } from './reports.ts';

/** Every source that there is an agreement on. */
export const CONTRACTS: readonly SourceContract[] = [BRP, BAG, REPORTS, RAIDS, RAIDS_POLICE];

/** The first segment of an object key, e.g. `brp` of `brp/2026-10-01.csv`; empty for a key without a folder. */
export const sourceOfKey = (key: string): string => key.slice(0, Math.max(0, key.indexOf('/')));

/** undefined = no agreement, so no processing (R6). */
export const contractNamed = (name: string): SourceContract | undefined =>
  CONTRACTS.find((contract) => contract.name === name);
