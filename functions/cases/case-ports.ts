import { storedCalibrations } from '#adapters/calibrations.ts';
import { dynamoCaseStore } from '#adapters/case-store.ts';
import { glueCatalog } from '#adapters/catalog.ts';
import { storedFairnessGate } from '#adapters/fairness-gate.ts';
import { parquetLake } from '#adapters/lake.ts';
import { s3ObjectStore } from '#adapters/object-store.ts';
import { readConfig } from '#shell/config.ts';

/** What every handler of this step works with. */
export function openCasePorts() {
  const config = readConfig('CASES_TABLE', 'LAKE_BUCKET', 'ANALYSIS_DATABASE', 'RESTRICTED_DATABASE');
  const objects = s3ObjectStore(config.LAKE_BUCKET);
  return {
    cases: dynamoCaseStore(config.CASES_TABLE),
    lake: parquetLake(objects),
    gate: storedFairnessGate(objects),
    calibrations: storedCalibrations(objects),
    catalog: glueCatalog({
      analysisDatabase: config.ANALYSIS_DATABASE,
      restrictedDatabase: config.RESTRICTED_DATABASE,
      lake: objects,
    }),
  };
}
