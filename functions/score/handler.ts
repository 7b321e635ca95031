import { storedCalibrations } from '#adapters/calibrations.ts';
import { glueCatalog } from '#adapters/catalog.ts';
import { systemClock } from '#adapters/clock.ts';
import { parquetLake } from '#adapters/lake.ts';
import { s3ObjectStore } from '#adapters/object-store.ts';
import { lakeOutcomes } from '#adapters/outcome-log.ts';
import { dynamoRegistry } from '#adapters/registry.ts';
import { dynamoStopButton } from '#adapters/stop-button.ts';
import { dynamoWeightsRegister } from '#adapters/weights-register.ts';
import { readConfig } from '#shell/config.ts';
import { lambda } from '#shell/lambda.ts';
import { score, ScoreInput } from './score.ts';

export const handler = lambda({
  input: ScoreInput,
  ports: () => {
    const config = readConfig(
      'LAKE_BUCKET',
      'REGISTRY_TABLE',
      'PRODUCTION_ASSESSMENTS',
      'ANALYSIS_DATABASE',
      'RESTRICTED_DATABASE',
    );
    const objects = s3ObjectStore(config.LAKE_BUCKET);
    const lake = parquetLake(objects);
    return {
      lake,
      outcomes: lakeOutcomes(lake, objects),
      calibrations: storedCalibrations(objects),
      objects,
      registry: dynamoRegistry(config.REGISTRY_TABLE),
      catalog: glueCatalog({
        analysisDatabase: config.ANALYSIS_DATABASE,
        restrictedDatabase: config.RESTRICTED_DATABASE,
        lake: objects,
      }),
      stops: dynamoStopButton(config.REGISTRY_TABLE, config.PRODUCTION_ASSESSMENTS),
      weights: dynamoWeightsRegister(config.REGISTRY_TABLE),
      clock: systemClock,
    };
  },
  run: score,
});
