import { parquetLake } from '#adapters/lake.ts';
import { dynamoLinkDecisions } from '#adapters/link-decisions.ts';
import { s3ObjectStore } from '#adapters/object-store.ts';
import { dynamoRegistry } from '#adapters/registry.ts';
import { readConfig } from '#shell/config.ts';
import { lambda } from '#shell/lambda.ts';
import { log } from '#shell/log.ts';
import { PartitionInput, linkPartition } from './partition.ts';

export const handler = lambda({
  input: PartitionInput,
  ports: () => {
    const config = readConfig('LAKE_BUCKET', 'REGISTRY_TABLE');
    const objects = s3ObjectStore(config.LAKE_BUCKET);
    return {
      objects,
      lake: parquetLake(objects),
      registry: dynamoRegistry(config.REGISTRY_TABLE),
      decisions: dynamoLinkDecisions(config.REGISTRY_TABLE),
    };
  },
  run: async (input, ports) => {
    const { report, ...linked } = await linkPartition(input, ports);
    for (const { rule, records } of report.largeBlocks) log({ event: 'block_too_large', rule, records });
    return {
      ...linked,
      pairsWeighed: report.pairsWeighed,
      largeBlocks: report.largeBlocks.length,
      decisionsContradicted: report.decisionsContradicted,
    };
  },
  measures: ({ pairsWeighed }) => ({ pairs: pairsWeighed }),
});
