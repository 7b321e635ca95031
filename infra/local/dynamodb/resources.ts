import * as z from 'zod';
import { PLACE } from '../service.ts';
import { honoured } from '../template/properties.ts';
import type { BuiltResource, ResourceBuilders } from '../template/resource.ts';
import { defineTable, type TableDefinition } from './define-table.ts';
import type { DynamodbService } from './service.ts';

const KeySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const LocalIndex = z.strictObject({
  IndexName: z.string(),
  KeySchema,
  Projection: z.strictObject({
    ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
    NonKeyAttributes: z.array(z.string()).optional(),
  }),
});
/** Capacity and its insights are inert, as they are on the table. */
const GlobalIndex = z
  .strictObject({
    ...LocalIndex.shape,
    ProvisionedThroughput: z.unknown().optional(),
    OnDemandThroughput: z.unknown().optional(),
    ReadProvisionedThroughputSettings: z.unknown().optional(),
    ReadOnDemandThroughputSettings: z.unknown().optional(),
    WriteProvisionedThroughputSettings: z.unknown().optional(),
    WriteOnDemandThroughputSettings: z.unknown().optional(),
    WarmThroughput: z.unknown().optional(),
    ContributorInsightsSpecification: z.unknown().optional(),
  })
  .transform(({ IndexName, KeySchema: keys, Projection }) => ({ IndexName, KeySchema: keys, Projection }));

const Properties = z.strictObject({
  TableName: z.string().optional(),
  AttributeDefinitions: z.array(
    z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  KeySchema,
  GlobalSecondaryIndexes: z.array(GlobalIndex).nonempty().optional(),
  LocalSecondaryIndexes: z.array(LocalIndex).nonempty().optional(),
  TimeToLiveSpecification: z
    .strictObject({ AttributeName: z.string().optional(), Enabled: z.boolean() })
    .refine((ttl) => !ttl.Enabled || ttl.AttributeName !== undefined, 'an enabled TTL names its attribute')
    .optional(),
});

const Replica = z.strictObject({
  Region: z.literal(PLACE.region, `the embedded cloud has one region, ${PLACE.region}`),
  // What a replica sets for itself is as inert as it is on the table.
  ...Object.fromEntries(
    [
      'ContributorInsightsSpecification',
      'DeletionProtectionEnabled',
      'GlobalSecondaryIndexes',
      'PointInTimeRecoverySpecification',
      'ReadOnDemandThroughputSettings',
      'ReadProvisionedThroughputSettings',
      'ResourcePolicy',
      'SSESpecification',
      'TableClass',
      'Tags',
    ].map((name) => [name, z.unknown().optional()]),
  ),
});

const GlobalProperties = Properties.extend({ Replicas: z.array(Replica).length(1) });

const INERT = {
  BillingMode: 'nothing is billed here',
  ProvisionedThroughput: 'capacity is not limited here',
  OnDemandThroughput: 'capacity is not limited here',
  WriteProvisionedThroughputSettings: 'capacity is not limited here',
  WriteOnDemandThroughputSettings: 'capacity is not limited here',
  ReadProvisionedThroughputSettings: 'capacity is not limited here',
  ReadOnDemandThroughputSettings: 'capacity is not limited here',
  WarmThroughput: 'capacity is not limited here',
  SSESpecification: 'nothing is encrypted at rest here',
  PointInTimeRecoverySpecification: 'there are no backups here',
  DeletionProtectionEnabled: 'nothing deletes tables here',
  TableClass: 'storage has no classes here',
  ContributorInsightsSpecification: 'there is no CloudWatch here',
  ResourcePolicy: 'permissions are not checked here',
  Tags: 'tags have no effect',
};

/**
 * Tables in one region. Refused by name: streams (so `StreamArn` is no attribute), replicas in other regions,
 * Kinesis, imports. TTL is remembered and reported; nothing deletes expired items, since readers check expiry.
 */
export function dynamodbResources(service: DynamodbService): ResourceBuilders {
  const build = (given: z.infer<typeof Properties>, generatedName: string): BuiltResource => {
    const { TimeToLiveSpecification: ttl, TableName = generatedName, ...keys } = given;
    const definition: TableDefinition = {
      ...keys,
      TableName,
      timeToLiveAttribute: ttl?.Enabled === true ? ttl.AttributeName : undefined,
    };
    const { TableArn, TableId } = defineTable(service, definition);
    return { ref: TableName, attributes: { Arn: TableArn, TableId } };
  };
  return {
    'AWS::DynamoDB::Table': (properties, context) =>
      build(honoured(Properties, INERT, properties, context), context.generatedName(255)),
    'AWS::DynamoDB::GlobalTable': (properties, context) => {
      const { Replicas: _replicas, ...given } = honoured(GlobalProperties, INERT, properties, context);
      return build(given, context.generatedName(255));
    },
  };
}
