import { parquetLake } from '#adapters/lake.ts';
import { s3ObjectStore } from '#adapters/object-store.ts';
import { dynamoPatternStore } from '#adapters/pattern-store.ts';
import { athenaEngine } from '#adapters/query-engine.ts';
import { readConfig } from '#shell/config.ts';
import { lambda } from '#shell/lambda.ts';
import { CollectInput, detectCollect } from './collect.ts';
import { loadLibrary } from './library.ts';
import { wholeLibrary } from './lifecycle/whole-library.ts';

export const handler = lambda({
  input: CollectInput,
  ports: () => {
    const config = readConfig('LAKE_BUCKET', 'REGISTRY_TABLE', 'ATHENA_WORKGROUP', 'ANALYSIS_DATABASE');
    return {
      engine: athenaEngine({ workgroup: config.ATHENA_WORKGROUP, database: config.ANALYSIS_DATABASE }),
      lake: parquetLake(s3ObjectStore(config.LAKE_BUCKET)),
      patterns: dynamoPatternStore(config.REGISTRY_TABLE),
      shipped: loadLibrary(),
    };
  },
  // A pattern that was retired since its query began is collected all the same.
  run: async (input, { shipped, patterns, ...ports }) =>
    detectCollect(input, {
      ...ports,
      shipped,
      library: await wholeLibrary(shipped, patterns, ['approved', 'retired']),
    }),
});
