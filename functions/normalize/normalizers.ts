import type { Parsed } from '#schemas/values/parsed.ts';
import { bagRecords } from './bag.ts';
import { brpRecords } from './brp.ts';
import { prepareBrpPerson } from './brp-json.ts';
import { raidRecords } from './raids.ts';
import { reportRecords } from './reports.ts';
import type { RowToRecords } from './row.ts';

export type Normalizer = {
  readonly records: RowToRecords;
  /** Mends a JSON row's shape before the contract's mapping reads it. */
  readonly prepare?: (row: Readonly<Record<string, unknown>>) => Parsed<Readonly<Record<string, unknown>>>;
};

/** By the contract's name. */
export const NORMALIZERS: Readonly<Record<string, Normalizer>> = {
  brp: { records: brpRecords, prepare: prepareBrpPerson },
  bag: { records: bagRecords },
  reports: { records: reportRecords },
  raids: { records: raidRecords },
  'raids-police': { records: raidRecords },
};
