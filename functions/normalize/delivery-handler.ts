import { glueCatalog } from '#adapters/catalog.ts';
import { parquetLake } from '#adapters/lake.ts';
import { s3ObjectStore } from '#adapters/object-store.ts';
import { decodeRecords, encodeRecords } from '#adapters/record-files.ts';
import { dynamoRegistry } from '#adapters/registry.ts';
import { readConfig } from '#shell/config.ts';
import { lambda } from '#shell/lambda.ts';
import { NormalizeDeliveryInput, normalizeDelivery } from './normalize-delivery.ts';

export const handler = lambda({
  input: NormalizeDeliveryInput,
  ports: () => {
    const config = readConfig('LAKE_BUCKET', 'REGISTRY_TABLE', 'ANALYSIS_DATABASE', 'RESTRICTED_DATABASE');
    const objects = s3ObjectStore(config.LAKE_BUCKET);
    return {
      objects,
      lake: parquetLake(objects),
      catalog: glueCatalog({
        analysisDatabase: config.ANALYSIS_DATABASE,
        restrictedDatabase: config.RESTRICTED_DATABASE,
        lake: objects,
      }),
      registry: dynamoRegistry(config.REGISTRY_TABLE),
      encode: encodeRecords,
      decode: decodeRecords,
    };
  },
  run: normalizeDelivery,
  measures: ({ rowsRead, rowsRejected }) => ({ rows: rowsRead, rows_rejected: rowsRejected }),
});
