import { readConfig } from '#shell/config.ts';
import { lambda } from '#shell/lambda.ts';
import { dynamoRegistry } from '#adapters/registry.ts';
import { IntakeInput, openIntakes } from './intake.ts';
import { openCasePorts } from './case-ports.ts';

export const handler = lambda({
  input: IntakeInput,
  ports: () => ({
    ...openCasePorts(),
    registry: dynamoRegistry(readConfig('REGISTRY_TABLE').REGISTRY_TABLE),
  }),
  run: openIntakes,
});
