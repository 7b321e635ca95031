import { dynamoRegistry } from '#adapters/registry.ts';
import { readConfig } from '#shell/config.ts';
import { lambda } from '#shell/lambda.ts';
import { LockInput, linkAcquire } from './lock.ts';

export const handler = lambda({
  input: LockInput,
  ports: () => ({ registry: dynamoRegistry(readConfig('REGISTRY_TABLE').REGISTRY_TABLE) }),
  run: linkAcquire,
});
