import { systemClock } from '#adapters/clock.ts';
import { athenaNamedQueries } from '#adapters/named-queries.ts';
import { dynamoPatternStore } from '#adapters/pattern-store.ts';
import { s3ObjectStore } from '#adapters/object-store.ts';
import { athenaEngine } from '#adapters/query-engine.ts';
import { dynamoRegistry } from '#adapters/registry.ts';
import { readConfig } from '#shell/config.ts';
import { lambda } from '#shell/lambda.ts';
import { detectDoor, type DoorPorts } from './door.ts';
import { DoorInput } from './door-input.ts';
import { gateState } from './register/gate-state.ts';
import { loadLibrary } from './library.ts';

function ports(): DoorPorts {
  const config = readConfig('REGISTRY_TABLE', 'LAKE_BUCKET', 'ATHENA_WORKGROUP', 'ANALYSIS_DATABASE');
  const athena = { workgroup: config.ATHENA_WORKGROUP, database: config.ANALYSIS_DATABASE };
  return {
    registry: dynamoRegistry(config.REGISTRY_TABLE),
    patterns: dynamoPatternStore(config.REGISTRY_TABLE),
    engine: athenaEngine(athena),
    queries: athenaNamedQueries(athena),
    gate: async () => gateState(s3ObjectStore(config.LAKE_BUCKET)),
    shipped: loadLibrary(),
    clock: systemClock,
    wait: async (milliseconds) =>
      new Promise((resolve) => {
        setTimeout(resolve, milliseconds);
      }),
  };
}

export const handler = lambda({ input: DoorInput, ports, run: detectDoor });
