import { systemClock } from '#adapters/clock.ts';
import { dynamoPatternStore } from '#adapters/pattern-store.ts';
import { athenaEngine } from '#adapters/query-engine.ts';
import { dynamoRegistry } from '#adapters/registry.ts';
import { dynamoStopButton } from '#adapters/stop-button.ts';
import { readConfig } from '#shell/config.ts';
import { lambda } from '#shell/lambda.ts';
import { loadLibrary } from './library.ts';
import { wholeLibrary } from './lifecycle/whole-library.ts';
import { detectStart, StartInput } from './start.ts';

export const handler = lambda({
  input: StartInput,
  ports: () => {
    const config = readConfig(
      'REGISTRY_TABLE',
      'PRODUCTION_ASSESSMENTS',
      'ATHENA_WORKGROUP',
      'ANALYSIS_DATABASE',
    );
    return {
      registry: dynamoRegistry(config.REGISTRY_TABLE),
      engine: athenaEngine({ workgroup: config.ATHENA_WORKGROUP, database: config.ANALYSIS_DATABASE }),
      stops: dynamoStopButton(config.REGISTRY_TABLE, config.PRODUCTION_ASSESSMENTS),
      clock: systemClock,
      patterns: dynamoPatternStore(config.REGISTRY_TABLE),
      shipped: loadLibrary(),
    };
  },
  // Analysts' patterns may be approved or retired at any moment, so they are read anew each time.
  run: async (input, { shipped, patterns, ...ports }) =>
    detectStart(input, { ...ports, library: await wholeLibrary(shipped, patterns) }),
});
