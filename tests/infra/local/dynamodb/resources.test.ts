import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamodbResources } from '#local/dynamodb/resources.ts';
import { itemsOf } from '#local/dynamodb/table.ts';
import type { ResourceContext } from '#local/template/resource.ts';
import { type Embedded, openEmbedded } from './embedded.ts';

let embedded: Embedded;
beforeAll(async () => {
  embedded = await openEmbedded();
});
afterAll(() => embedded.close());

const context: ResourceContext = {
  logicalId: 'Watch',
  stackName: 'Stateful',
  metadata: {},
  assemblyDir: '/nowhere',
  generatedName: () => 'Stateful-Watch-1A2B3C',
};
const build = async (type: string, properties: Record<string, unknown>) =>
  dynamodbResources(embedded.service)[type]?.(properties, context);

const table = {
  TableName: 'lists',
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
};
const index = (name: string, attribute: string) => ({
  IndexName: name,
  KeySchema: [{ AttributeName: attribute, KeyType: 'HASH' }],
  Projection: { ProjectionType: 'KEYS_ONLY' },
});

describe('AWS::DynamoDB::Table', () => {
  it('gives its name and ARN, and keeps its items when it is loaded again', async () => {
    const built = await build('AWS::DynamoDB::Table', { ...table, SSESpecification: { SSEEnabled: true } });
    expect(built).toEqual({
      ref: 'lists',
      attributes: { Arn: 'arn:aws:dynamodb:eu-west-1:000000000000:table/lists', TableId: expect.any(String) },
    });
    await embedded.documents.send(
      new PutCommand({ TableName: 'lists', Item: { id: 'x', owner: 'team', n: 1 } }),
    );
    expect(await build('AWS::DynamoDB::Table', table)).toEqual(built);
    expect(embedded.service.rows.count(itemsOf('lists'))).toBe(1);
  });

  it('fills an index that is added to a table with items, and drops one that is removed', async () => {
    await embedded.documents.send(new PutCommand({ TableName: 'lists', Item: { id: 'y', owner: 7 } }));
    const AttributeDefinitions = [
      ...table.AttributeDefinitions,
      { AttributeName: 'owner', AttributeType: 'S' },
    ];
    const byOwner = () =>
      embedded.documents.send(
        new QueryCommand({
          TableName: 'lists',
          IndexName: 'by-owner',
          KeyConditionExpression: '#o = :o',
          ExpressionAttributeNames: { '#o': 'owner' },
          ExpressionAttributeValues: { ':o': 'team' },
        }),
      );
    await build('AWS::DynamoDB::Table', {
      ...table,
      AttributeDefinitions,
      GlobalSecondaryIndexes: [index('by-owner', 'owner')],
    });
    expect((await byOwner()).Items).toEqual([{ id: 'x', owner: 'team' }]);
    await build('AWS::DynamoDB::Table', table);
    await expect(byOwner()).rejects.toThrow('does not have the specified index');
  });

  it('never changes the key of a table', async () => {
    const other = {
      ...table,
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'N' }],
    };
    await expect(build('AWS::DynamoDB::Table', other)).rejects.toThrow('its key cannot change');
  });

  it.each([
    ['StreamSpecification', { StreamSpecification: { StreamViewType: 'NEW_IMAGE' } }],
    ['KinesisStreamSpecification', { KinesisStreamSpecification: { StreamArn: 'x' } }],
    ['ImportSourceSpecification', { ImportSourceSpecification: {} }],
  ])('refuses %s by name', async (name, extra) => {
    await expect(build('AWS::DynamoDB::Table', { ...table, ...extra })).rejects.toThrow(name);
  });
});

describe('AWS::DynamoDB::GlobalTable', () => {
  it('is built from what TableV2 synthesizes', async () => {
    const stack = new Stack(new App(), 'S', { env: { region: 'eu-west-1', account: '000000000000' } });
    new TableV2(stack, 'T', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      timeToLiveAttribute: 'expires',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      globalSecondaryIndexes: [
        { indexName: 'by-state', partitionKey: { name: 'state', type: AttributeType.STRING } },
      ],
    });
    const [resource] = Object.values(Template.fromStack(stack).findResources('AWS::DynamoDB::GlobalTable'));
    const built = await build('AWS::DynamoDB::GlobalTable', resource?.['Properties']);
    expect(built?.ref).toBe('Stateful-Watch-1A2B3C');
  });

  it('refuses a replica elsewhere', async () => {
    const properties = { ...table, TableName: 'far', Replicas: [{ Region: 'eu-central-1' }] };
    await expect(build('AWS::DynamoDB::GlobalTable', properties)).rejects.toThrow('one region, eu-west-1');
  });
});
