import {
  CreateTableCommand,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defineCases, type Embedded, openEmbedded } from './embedded.ts';

let embedded: Embedded;
const TableName = 'cases';
const Key = { pk: { S: 'a' }, sk: { S: '1' } };

beforeAll(async () => {
  embedded = await openEmbedded();
  defineCases(embedded.service);
});
afterAll(() => embedded.close());

it.each([
  [
    'an operation',
    () =>
      embedded.client.send(new CreateTableCommand({ TableName, KeySchema: [], AttributeDefinitions: [] })),
    'does not speak CreateTable',
  ],
  [
    'Expected',
    () =>
      embedded.client.send(new PutItemCommand({ TableName, Item: Key, Expected: { pk: { Exists: false } } })),
    'parameter Expected',
  ],
  [
    'AttributeUpdates',
    () => embedded.client.send(new UpdateItemCommand({ TableName, Key, AttributeUpdates: {} })),
    'parameter AttributeUpdates',
  ],
  [
    'ReturnItemCollectionMetrics',
    () =>
      embedded.client.send(new PutItemCommand({ TableName, Item: Key, ReturnItemCollectionMetrics: 'SIZE' })),
    'parameter ReturnItemCollectionMetrics',
  ],
  [
    'AttributesToGet',
    () => embedded.client.send(new ScanCommand({ TableName, AttributesToGet: ['pk'] })),
    'parameter AttributesToGet',
  ],
])('names what it does not honour: %s', async (_what, send, words) => {
  await expect(send()).rejects.toThrow(words);
});

it.each([
  [
    'a missing table',
    () => embedded.client.send(new GetItemCommand({ TableName: 'nowhere', Key })),
    'ResourceNotFoundException',
  ],
  [
    'a key that does not fit',
    () => embedded.client.send(new GetItemCommand({ TableName, Key: { pk: { S: 'a' } } })),
    'ValidationException',
  ],
  [
    'an item without its key',
    () => embedded.client.send(new PutItemCommand({ TableName, Item: { pk: { S: 'a' } } })),
    'ValidationException',
  ],
  [
    'an index attribute of another type',
    () =>
      embedded.client.send(
        new PutItemCommand({ TableName, Item: { ...Key, status: { S: 'open' }, rank: { S: '1' } } }),
      ),
    'ValidationException',
  ],
  [
    'an item of more than 400 KB',
    () =>
      embedded.client.send(
        new PutItemCommand({ TableName, Item: { ...Key, pad: { S: 'x'.repeat(410_000) } } }),
      ),
    'ValidationException',
  ],
  [
    'a consistent scan of an index',
    () => embedded.client.send(new ScanCommand({ TableName, IndexName: 'by-status', ConsistentRead: true })),
    'ValidationException',
  ],
  [
    'a broken expression',
    () =>
      embedded.client.send(new UpdateItemCommand({ TableName, Key, UpdateExpression: 'SET status = :s' })),
    'ValidationException',
  ],
])('answers %s with %3$s', async (_what, send, name) => {
  await expect(send()).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
});
