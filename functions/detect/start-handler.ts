import { systemClock } from '#adapters/clock.ts';
import { athenaEngine } from '#adapters/query-engine.ts';
import { dynamoRegistry } from '#adapters/registry.ts';
import { dynamoStopButton } from '#adapters/stop-button.ts';
import { readConfig } from '#shell/config.ts';
import { lambda } from '#shell/lambda.ts';
import { loadLibrary } from './library.ts';
import { detectStart, StartInput } from './start.ts';

export const handler = lambda({
  input: StartInput,
  ports: () => {
    const config = readConfig('REGISTRY_TABLE', 'ATHENA_WORKGROUP', 'ANALYSIS_DATABASE');
    return {
      registry: dynamoRegistry(config.REGISTRY_TABLE),
      engine: athenaEngine({ workgroup: config.ATHENA_WORKGROUP, database: config.ANALYSIS_DATABASE }),
      stops: dynamoStopButton(config.REGISTRY_TABLE),
      clock: systemClock,
      library: loadLibrary(),
    };
  },
  run: detectStart,
});
