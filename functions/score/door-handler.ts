import { storedCalibrations } from '#adapters/calibrations.ts';
import { systemClock } from '#adapters/clock.ts';
import { parquetLake } from '#adapters/lake.ts';
import { s3ObjectStore } from '#adapters/object-store.ts';
import { lakeOutcomes } from '#adapters/outcome-log.ts';
import { dynamoRegistry } from '#adapters/registry.ts';
import { dynamoWeightsRegister } from '#adapters/weights-register.ts';
import { readConfig } from '#shell/config.ts';
import { lambda } from '#shell/lambda.ts';
import { scoreDoor } from './door.ts';
import { DoorInput } from './door-input.ts';

export const handler = lambda({
  input: DoorInput,
  ports: () => {
    const config = readConfig('LAKE_BUCKET', 'REGISTRY_TABLE');
    const objects = s3ObjectStore(config.LAKE_BUCKET);
    const lake = parquetLake(objects);
    return {
      lake,
      outcomes: lakeOutcomes(lake, objects),
      calibrations: storedCalibrations(objects),
      objects,
      registry: dynamoRegistry(config.REGISTRY_TABLE),
      weights: dynamoWeightsRegister(config.REGISTRY_TABLE),
      clock: systemClock,
    };
  },
  run: scoreDoor,
});
