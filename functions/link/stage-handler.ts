import { parquetLake } from '#adapters/lake.ts';
import { s3ObjectStore } from '#adapters/object-store.ts';
import { dynamoRegistry } from '#adapters/registry.ts';
import { readConfig } from '#shell/config.ts';
import { lambda } from '#shell/lambda.ts';
import { StageInput, linkStage } from './stage.ts';

export const handler = lambda({
  input: StageInput,
  ports: () => {
    const config = readConfig('LAKE_BUCKET', 'REGISTRY_TABLE');
    const objects = s3ObjectStore(config.LAKE_BUCKET);
    return { objects, lake: parquetLake(objects), registry: dynamoRegistry(config.REGISTRY_TABLE) };
  },
  run: linkStage,
});
