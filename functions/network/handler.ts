import { glueCatalog } from '#adapters/catalog.ts';
import { parquetLake } from '#adapters/lake.ts';
import { s3ObjectStore } from '#adapters/object-store.ts';
import { dynamoRegistry } from '#adapters/registry.ts';
import { readConfig } from '#shell/config.ts';
import { lambda } from '#shell/lambda.ts';
import { network, NetworkInput } from './network.ts';

export const handler = lambda({
  input: NetworkInput,
  ports: () => {
    const config = readConfig('LAKE_BUCKET', 'REGISTRY_TABLE', 'ANALYSIS_DATABASE', 'RESTRICTED_DATABASE');
    const objects = s3ObjectStore(config.LAKE_BUCKET);
    return {
      lake: parquetLake(objects),
      objects,
      registry: dynamoRegistry(config.REGISTRY_TABLE),
      catalog: glueCatalog({
        analysisDatabase: config.ANALYSIS_DATABASE,
        restrictedDatabase: config.RESTRICTED_DATABASE,
        lake: objects,
      }),
    };
  },
  run: network,
});
