import { systemClock } from '#adapters/clock.ts';
import { dynamoRegistry } from '#adapters/registry.ts';
import { readConfig } from '#shell/config.ts';
import { lambda } from '#shell/lambda.ts';
import { openCasePorts } from './case-ports.ts';
import { casesDoor } from './door.ts';
import { DoorInput } from './door-input.ts';

export const handler = lambda({
  input: DoorInput,
  ports: () => ({
    ...openCasePorts(),
    registry: dynamoRegistry(readConfig('REGISTRY_TABLE').REGISTRY_TABLE),
    clock: systemClock,
  }),
  run: casesDoor,
});
