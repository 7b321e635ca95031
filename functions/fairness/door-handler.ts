import { dynamoCaseStore } from '#adapters/case-store.ts';
import { systemClock } from '#adapters/clock.ts';
import { storedFairnessGate } from '#adapters/fairness-gate.ts';
import { parquetLake } from '#adapters/lake.ts';
import { s3ObjectStore } from '#adapters/object-store.ts';
import { lakeOutcomes } from '#adapters/outcome-log.ts';
import { dynamoRegistry } from '#adapters/registry.ts';
import { readConfig } from '#shell/config.ts';
import { lambda } from '#shell/lambda.ts';
import { fairnessDoor } from './door.ts';
import { DoorInput } from './door-input.ts';

export const handler = lambda({
  input: DoorInput,
  ports: () => {
    const config = readConfig('AUDIT_BUCKET', 'LAKE_BUCKET', 'REGISTRY_TABLE', 'CASES_TABLE');
    const objects = s3ObjectStore(config.LAKE_BUCKET);
    const lake = parquetLake(objects);
    return {
      audit: s3ObjectStore(config.AUDIT_BUCKET),
      lake,
      outcomes: lakeOutcomes(lake, objects),
      gate: storedFairnessGate(objects),
      registry: dynamoRegistry(config.REGISTRY_TABLE),
      cases: dynamoCaseStore(config.CASES_TABLE),
      clock: systemClock,
    };
  },
  run: fairnessDoor,
});
