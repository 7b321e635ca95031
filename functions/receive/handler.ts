import { glueCatalog } from '#adapters/catalog.ts';
import { parquetLake } from '#adapters/lake.ts';
import { s3ObjectStore } from '#adapters/object-store.ts';
import { secretPseudonyms } from '#adapters/pseudonyms.ts';
import { dynamoRegistry } from '#adapters/registry.ts';
import { readConfig } from '#shell/config.ts';
import { lambda } from '#shell/lambda.ts';
import { ReceiveInput, receive } from './receive.ts';

export const handler = lambda({
  input: ReceiveInput,
  ports: async () => {
    const config = readConfig(
      'DROP_BUCKET',
      'LAKE_BUCKET',
      'REGISTRY_TABLE',
      'ANALYSIS_DATABASE',
      'RESTRICTED_DATABASE',
      'PSEUDONYM_SECRET_ARN',
    );
    const work = s3ObjectStore(config.LAKE_BUCKET);
    return {
      drop: s3ObjectStore(config.DROP_BUCKET),
      work,
      lake: parquetLake(work),
      catalog: glueCatalog({
        analysisDatabase: config.ANALYSIS_DATABASE,
        restrictedDatabase: config.RESTRICTED_DATABASE,
        lake: work,
      }),
      registry: dynamoRegistry(config.REGISTRY_TABLE),
      pseudonyms: await secretPseudonyms(config.PSEUDONYM_SECRET_ARN),
    };
  },
  run: receive,
});
