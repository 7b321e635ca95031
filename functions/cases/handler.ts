import { readConfig } from '#shell/config.ts';
import { lambda } from '#shell/lambda.ts';
import { dynamoRegistry } from '#adapters/registry.ts';
import { dynamoStopButton } from '#adapters/stop-button.ts';
import { CasesInput, suggestCandidates } from './cases.ts';
import { openCasePorts } from './case-ports.ts';

export const handler = lambda({
  input: CasesInput,
  ports: () => ({
    ...openCasePorts(),
    registry: dynamoRegistry(readConfig('REGISTRY_TABLE').REGISTRY_TABLE),
    stops: dynamoStopButton(readConfig('REGISTRY_TABLE').REGISTRY_TABLE),
  }),
  run: suggestCandidates,
});
