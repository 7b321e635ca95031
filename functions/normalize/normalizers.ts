import type { Parsed } from '#schemas/values/parsed.ts';
import { bagRecords } from './bag.ts';
import { benefitRecords } from './benefits.ts';
import { brpRecords } from './brp.ts';
import { prepareBrpPerson } from './brp-json.ts';
import { inspectionRecords, officerFindingRecords } from './checks.ts';
import { companyRecords, officerRecords } from './companies.ts';
import { bibobRecords, lettingRecords, permitRecords } from './permits.ts';
import { restrictionRecords, transferRecords, valuationRecords } from './property.ts';
import { raidRecords } from './raids.ts';
import { reportRecords } from './reports.ts';
import type { RowToRecords } from './row.ts';
import { consumptionRecords } from './utilities.ts';
import { vehicleRecords } from './vehicles.ts';

export type Normalizer = {
  readonly records: RowToRecords;
  /** Mends a JSON row's shape before the contract's mapping reads it. */
  readonly prepare?: (row: Readonly<Record<string, unknown>>) => Parsed<Readonly<Record<string, unknown>>>;
};

/** By the contract's name. */
export const NORMALIZERS: Readonly<Record<string, Normalizer>> = {
  brp: { records: brpRecords, prepare: prepareBrpPerson },
  bag: { records: bagRecords },
  kvk: { records: companyRecords },
  'kvk-officers': { records: officerRecords },
  woz: { records: valuationRecords },
  transfers: { records: transferRecords },
  restrictions: { records: restrictionRecords },
  vehicles: { records: vehicleRecords },
  benefits: { records: benefitRecords },
  utilities: { records: consumptionRecords },
  reports: { records: reportRecords },
  raids: { records: raidRecords },
  inspections: { records: inspectionRecords },
  permits: { records: permitRecords },
  'rental-register': { records: lettingRecords },
  'officer-findings': { records: officerFindingRecords },
  'raids-police': { records: raidRecords },
  bibob: { records: bibobRecords },
};
