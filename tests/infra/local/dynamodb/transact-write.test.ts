import { TransactionCanceledException, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import {
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactGetCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defineCases, type Embedded, openEmbedded } from './embedded.ts';

let embedded: Embedded;
const TableName = 'cases';

beforeAll(async () => {
  embedded = await openEmbedded();
  defineCases(embedded.service);
});
afterAll(() => embedded.close());

const key = (pk: string, sk: string) => ({ TableName, Key: { pk, sk } });
const get = async (pk: string, sk: string) =>
  (await embedded.documents.send(new GetCommand(key(pk, sk)))).Item;
const put = (Item: Record<string, unknown>) => embedded.documents.send(new PutCommand({ TableName, Item }));
const transact = (TransactItems: TransactWriteCommandInput['TransactItems'], ClientRequestToken?: string) =>
  embedded.documents.send(new TransactWriteCommand({ TransactItems, ClientRequestToken }));

it('writes, updates, deletes and checks as one', async () => {
  await put({ pk: 'all', sk: 'update', n: 1 });
  await put({ pk: 'all', sk: 'delete' });
  await put({ pk: 'all', sk: 'check', state: 'open' });
  await transact([
    { Put: { TableName, Item: { pk: 'all', sk: 'put' }, ConditionExpression: 'attribute_not_exists(pk)' } },
    {
      Update: {
        ...key('all', 'update'),
        UpdateExpression: 'ADD n :one',
        ExpressionAttributeValues: { ':one': 1 },
      },
    },
    { Delete: key('all', 'delete') },
    {
      ConditionCheck: {
        ...key('all', 'check'),
        ConditionExpression: '#s = :open',
        ExpressionAttributeNames: { '#s': 'state' },
        ExpressionAttributeValues: { ':open': 'open' },
      },
    },
  ]);
  const { Items } = await embedded.documents.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': 'all' },
    }),
  );
  expect(Items).toEqual([
    { pk: 'all', sk: 'check', state: 'open' },
    { pk: 'all', sk: 'put' },
    { pk: 'all', sk: 'update', n: 2 },
  ]);
});

it('writes nothing when one condition fails, not even index entries, and gives a reason per part', async () => {
  await put({ pk: 'none', sk: 'there', v: 7 });
  const failure = await transact([
    { Put: { TableName, Item: { pk: 'none', sk: 'new', status: 'torn', rank: 1 } } },
    {
      Update: {
        ...key('none', 'there'),
        UpdateExpression: 'SET v = :v',
        ConditionExpression: 'v = :other',
        ExpressionAttributeValues: { ':v': 8, ':other': 0 },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    },
  ]).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(TransactionCanceledException);
  expect(failure).toMatchObject({
    message: expect.stringContaining('[None, ConditionalCheckFailed]'),
    CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed', Item: { v: { N: '7' } } }],
  });
  expect(await get('none', 'new')).toBeUndefined();
  expect(await get('none', 'there')).toMatchObject({ v: 7 });
  const index = await embedded.documents.send(
    new QueryCommand({
      TableName,
      IndexName: 'by-status',
      KeyConditionExpression: '#s = :torn',
      ExpressionAttributeNames: { '#s': 'status' },
      ExpressionAttributeValues: { ':torn': 'torn' },
    }),
  );
  expect(index.Count).toBe(0);
});

it('answers a repeated token without writing again, and refuses it for another request', async () => {
  const add = (amount: number) => [
    {
      Update: {
        ...key('token', '1'),
        UpdateExpression: 'ADD n :amount',
        ExpressionAttributeValues: { ':amount': amount },
      },
    },
  ];
  await transact(add(1), 'once');
  await transact(add(1), 'once');
  expect(await get('token', '1')).toMatchObject({ n: 1 });
  await expect(transact(add(2), 'once')).rejects.toMatchObject({
    name: 'IdempotentParameterMismatchException',
  });
  await transact(add(1), 'twice');
  expect(await get('token', '1')).toMatchObject({ n: 2 });
});

it('does not remember the token of a cancelled transaction', async () => {
  const guarded = [
    {
      Put: {
        TableName,
        Item: { pk: 'retry', sk: '1' },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    { ConditionCheck: { ...key('retry', 'gate'), ConditionExpression: 'attribute_exists(pk)' } },
  ];
  await expect(transact(guarded, 'retry')).rejects.toThrow(TransactionCanceledException);
  await put({ pk: 'retry', sk: 'gate' });
  await transact(guarded, 'retry');
  expect(await get('retry', '1')).toEqual({ pk: 'retry', sk: '1' });
});

it.each([
  [
    'two operations on one item',
    [{ Delete: key('x', '1') }, { Put: { TableName, Item: { pk: 'x', sk: '1' } } }],
    'multiple operations on one item',
  ],
  [
    'a check without condition',
    [{ ConditionCheck: { ...key('x', '1'), ConditionExpression: undefined } }],
    'needs a ConditionExpression',
  ],
  [
    'two kinds in one part',
    [{ Delete: key('x', '1'), Put: { TableName, Item: { pk: 'y', sk: '1' } } }],
    'only contain one of',
  ],
  ['no parts', [], 'TransactItems'],
])('refuses %s', async (_what, items, words) => {
  await expect(transact(items)).rejects.toThrow(words);
});

it('refuses to report consumed capacity', async () => {
  const command = new TransactWriteItemsCommand({
    TransactItems: [{ Delete: { TableName, Key: { pk: { S: 'x' }, sk: { S: '1' } } } }],
    ReturnConsumedCapacity: 'TOTAL',
  });
  await expect(embedded.client.send(command)).rejects.toThrow('parameter ReturnConsumedCapacity');
});

it('reads several items at one moment, in the order asked for', async () => {
  await put({ pk: 'read', sk: '1', v: 1, w: 1 });
  const { Responses } = await embedded.documents.send(
    new TransactGetCommand({
      TransactItems: [
        { Get: key('read', 'absent') },
        { Get: { ...key('read', '1'), ProjectionExpression: 'v' } },
      ],
    }),
  );
  expect(Responses).toEqual([{}, { Item: { v: 1 } }]);
});
