import { readConfig } from '#shell/config.ts';
import { lambda } from '#shell/lambda.ts';
import { dynamoRegistry } from '#adapters/registry.ts';
import { dynamoStopButton } from '#adapters/stop-button.ts';
import { CasesInput, suggestCandidates } from './cases.ts';
import { openCasePorts } from './case-ports.ts';

export const handler = lambda({
  input: CasesInput,
  ports: () => {
    const config = readConfig('REGISTRY_TABLE', 'PRODUCTION_ASSESSMENTS');
    return {
      ...openCasePorts(),
      registry: dynamoRegistry(config.REGISTRY_TABLE),
      stops: dynamoStopButton(config.REGISTRY_TABLE, config.PRODUCTION_ASSESSMENTS),
    };
  },
  run: suggestCandidates,
  measures: ({ suggested }) => ({ candidates: suggested }),
});
