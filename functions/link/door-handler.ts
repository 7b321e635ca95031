import { systemClock } from '#adapters/clock.ts';
import { parquetLake } from '#adapters/lake.ts';
import { dynamoLinkDecisions } from '#adapters/link-decisions.ts';
import { s3ObjectStore } from '#adapters/object-store.ts';
import { dynamoRegistry } from '#adapters/registry.ts';
import { readConfig } from '#shell/config.ts';
import { lambda } from '#shell/lambda.ts';
import { linkDoor } from './door.ts';
import { DoorInput } from './door-input.ts';

export const handler = lambda({
  input: DoorInput,
  ports: () => {
    const config = readConfig('LAKE_BUCKET', 'REGISTRY_TABLE');
    return {
      decisions: dynamoLinkDecisions(config.REGISTRY_TABLE),
      lake: parquetLake(s3ObjectStore(config.LAKE_BUCKET)),
      registry: dynamoRegistry(config.REGISTRY_TABLE),
      clock: systemClock,
    };
  },
  run: linkDoor,
});
