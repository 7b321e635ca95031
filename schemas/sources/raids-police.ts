import { defineContract } from './contract.ts';
import { RAID_COLUMNS, RAID_HEADERS } from './raid-columns.ts';

/**
 * Raids as the police provide them to the mayor: police data. Stored apart under `police/` and never linked, scored,
 * alerted or exported (R7). Same header as `raids`.
 */
export const RAIDS_POLICE = defineContract({
  name: 'raids-police',
  title: 'Raids, provided by the police (Wet politiegegevens)',
  mode: 'changes',
  naturalKey: ['raid_number'],
  columns: RAID_COLUMNS,
  mappings: [{ version: 'raids-police-csv-1', supplier: 'Police provision, CSV', headers: RAID_HEADERS }],
  readPast: [],
  owner: 'Chief of police',
  legalBasis: 'Wet politiegegevens art. 16',
  purposes: ['public order: decision of the mayor under art. 13b Opiumwet'],
  retention: { months: 60, ground: 'own choice: ends with the decision that it served, five years at most' },
  policeData: true,
  bibob: false,
  ownOfficer: false,
});
