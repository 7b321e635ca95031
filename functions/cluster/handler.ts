import { glueCatalog } from '#adapters/catalog.ts';
import { systemClock } from '#adapters/clock.ts';
import { parquetLake } from '#adapters/lake.ts';
import { s3ObjectStore } from '#adapters/object-store.ts';
import { secretPseudonyms } from '#adapters/pseudonyms.ts';
import { dynamoRegistry } from '#adapters/registry.ts';
import { readConfig } from '#shell/config.ts';
import { lambda } from '#shell/lambda.ts';
import { ClusterStepInput, cluster } from './cluster.ts';

export const handler = lambda({
  input: ClusterStepInput,
  ports: async () => {
    const config = readConfig(
      'LAKE_BUCKET',
      'REGISTRY_TABLE',
      'ANALYSIS_DATABASE',
      'RESTRICTED_DATABASE',
      'PSEUDONYM_SECRET_ARN',
    );
    const objects = s3ObjectStore(config.LAKE_BUCKET);
    return {
      objects,
      lake: parquetLake(objects),
      registry: dynamoRegistry(config.REGISTRY_TABLE),
      catalog: glueCatalog({
        analysisDatabase: config.ANALYSIS_DATABASE,
        restrictedDatabase: config.RESTRICTED_DATABASE,
        lake: objects,
      }),
      clock: systemClock,
      pseudonyms: await secretPseudonyms(config.PSEUDONYM_SECRET_ARN),
    };
  },
  run: cluster,
});
