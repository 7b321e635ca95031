import {
  BatchGetItemCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  ListTablesCommand,
  PutItemCommand,
  GetItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  NumberValue,
  PutCommand,
  QueryCommand,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defineCases, type Embedded, openEmbedded } from './embedded.ts';

let embedded: Embedded;
let TableName = '';
let serial = 0;

beforeAll(async () => {
  embedded = await openEmbedded();
});
afterAll(() => embedded.close());
beforeEach(() => {
  serial += 1;
  TableName = `cases-${serial}`;
  defineCases(embedded.service, TableName);
});

const put = (Item: Record<string, unknown>) => embedded.documents.send(new PutCommand({ TableName, Item }));
const get = async (pk: string, sk: string) =>
  (await embedded.documents.send(new GetCommand({ TableName, Key: { pk, sk } }))).Item;

describe('items', () => {
  it('come back as they were put, with every type of value', async () => {
    const item = {
      pk: 'a',
      sk: '1',
      text: 'Hééé €',
      empty: '',
      list: [1, 'two', { three: [true, null] }],
      set: new Set(['x', 'y']),
      bytes: new Uint8Array([0, 255, 7]),
    };
    await put(item);
    expect(await get('a', '1')).toEqual(item);
  });

  it('keep all 38 digits of a number', async () => {
    const digits = '12345678901234567890123456789012345.678';
    await embedded.client.send(
      new PutItemCommand({ TableName, Item: { pk: { S: 'a' }, sk: { S: '1' }, n: { N: digits } } }),
    );
    const { Item } = await embedded.client.send(
      new GetItemCommand({ TableName, Key: { pk: { S: 'a' }, sk: { S: '1' } } }),
    );
    expect(Item?.['n']).toEqual({ N: digits });
    const sum = await embedded.documents.send(
      new UpdateCommand({
        TableName,
        Key: { pk: 'a', sk: '1' },
        UpdateExpression: 'SET n = n + :one',
        ExpressionAttributeValues: { ':one': NumberValue.from('0.001') },
        ReturnValues: 'NONE',
      }),
    );
    expect(sum.Attributes).toBeUndefined();
    const after = await embedded.client.send(
      new GetItemCommand({ TableName, Key: { pk: { S: 'a' }, sk: { S: '1' } }, ProjectionExpression: 'n' }),
    );
    expect(after.Item).toEqual({ n: { N: '12345678901234567890123456789012345.679' } });
  });

  it('are updated by expression, and tell what changed', async () => {
    await put({ pk: 'a', sk: '1', tags: new Set(['old']), nested: { count: 1 }, gone: true });
    const { Attributes } = await embedded.documents.send(
      new UpdateCommand({
        TableName,
        Key: { pk: 'a', sk: '1' },
        UpdateExpression:
          'SET nested.#c = nested.#c + :one, seen = if_not_exists(seen, :zero), notes = list_append(:empty, :notes) REMOVE gone ADD tags :new',
        ExpressionAttributeNames: { '#c': 'count' },
        ExpressionAttributeValues: {
          ':one': 1,
          ':zero': 0,
          ':empty': [],
          ':notes': ['n'],
          ':new': new Set(['new']),
        },
        ReturnValues: 'ALL_NEW',
      }),
    );
    expect(Attributes).toEqual({
      pk: 'a',
      sk: '1',
      tags: new Set(['old', 'new']),
      nested: { count: 2 },
      seen: 0,
      notes: ['n'],
    });
  });

  it('are deleted and hand back what they were', async () => {
    await put({ pk: 'a', sk: '1', v: 1 });
    const { Attributes } = await embedded.documents.send(
      new DeleteCommand({ TableName, Key: { pk: 'a', sk: '1' }, ReturnValues: 'ALL_OLD' }),
    );
    expect(Attributes).toEqual({ pk: 'a', sk: '1', v: 1 });
    expect(await get('a', '1')).toBeUndefined();
  });
});

describe('conditions', () => {
  it.each([
    [
      'PutItem',
      () =>
        embedded.documents.send(
          new PutCommand({ TableName, Item: { pk: 'a', sk: '1', v: 2 }, ...onlyWhenAbsent }),
        ),
    ],
    [
      'DeleteItem',
      () =>
        embedded.documents.send(
          new DeleteCommand({ TableName, Key: { pk: 'a', sk: '1' }, ...onlyWhenAbsent }),
        ),
    ],
    [
      'UpdateItem',
      () =>
        embedded.documents.send(
          new UpdateCommand({
            TableName,
            Key: { pk: 'a', sk: '1' },
            UpdateExpression: 'SET v = :v',
            ExpressionAttributeValues: { ':v': 2 },
            ...onlyWhenAbsent,
          }),
        ),
    ],
  ])('stop %s, which then shows the item in the way', async (_name, write) => {
    await put({ pk: 'a', sk: '1', v: 1 });
    await expect(write()).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      Item: { v: { N: '1' } },
    });
    expect(await get('a', '1')).toMatchObject({ v: 1 });
  });

  it('that compare documents are refused, because they would not be compared by value', async () => {
    await expect(
      embedded.documents.send(
        new PutCommand({
          TableName,
          Item: { pk: 'a', sk: '1' },
          ConditionExpression: 'doc = :doc',
          ExpressionAttributeValues: { ':doc': { a: 1 } },
        }),
      ),
    ).rejects.toThrow(/does not compare lists and maps here \(:doc\)/);
  });
});

const onlyWhenAbsent = {
  ConditionExpression: 'attribute_not_exists(pk)',
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
} as const;

describe('queries', () => {
  const query = async (input: Omit<ConstructorParameters<typeof QueryCommand>[0], 'TableName'>) =>
    embedded.documents.send(new QueryCommand({ TableName, ...input }));

  it('give one partition in the order of the sort key, page after page', async () => {
    for (let i = 0; i < 7; i += 1) await put({ pk: 'a', sk: `e#${i}` });
    await put({ pk: 'b', sk: 'e#0' });
    const seen: unknown[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await query({
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :e)',
        ExpressionAttributeValues: { ':pk': 'a', ':e': 'e#' },
        ScanIndexForward: false,
        Limit: 3,
        ExclusiveStartKey,
      });
      seen.push(...(page.Items ?? []).map((item) => item['sk']));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    expect(seen).toEqual(['e#6', 'e#5', 'e#4', 'e#3', 'e#2', 'e#1', 'e#0']);
  });

  it.each([
    ['<', 5, [-3, 2]],
    ['<=', 5, [-3, 2, 5]],
    ['>', 2, [5, 10.5, 100]],
    ['>=', 2, [2, 5, 10.5, 100]],
    ['=', 10.5, [10.5]],
  ])('by index order numbers as numbers: rank %s %d', async (operator, bound, ranks) => {
    for (const rank of [100, 2, -3, 10.5, 5]) await put({ pk: `p${rank}`, sk: '1', status: 'open', rank });
    await put({ pk: 'other', sk: '1', status: 'closed', rank: 5 });
    await put({ pk: 'unranked', sk: '1', status: 'open' });
    const { Items } = await query({
      IndexName: 'by-status',
      KeyConditionExpression: `#s = :open AND #r ${operator} :bound`,
      ExpressionAttributeNames: { '#s': 'status', '#r': 'rank' },
      ExpressionAttributeValues: { ':open': 'open', ':bound': bound },
    });
    expect(Items?.map((item) => item['rank'])).toEqual(ranks);
  });

  it('by index follow updates and deletes', async () => {
    const open = () =>
      query({
        IndexName: 'by-status',
        KeyConditionExpression: '#s = :open',
        ExpressionAttributeNames: { '#s': 'status' },
        ExpressionAttributeValues: { ':open': 'open' },
        Select: 'COUNT',
      });
    await put({ pk: 'a', sk: '1', status: 'open', rank: 1 });
    await put({ pk: 'b', sk: '1', status: 'open', rank: 1 });
    expect((await open()).Count).toBe(2);
    await embedded.documents.send(
      new UpdateCommand({
        TableName,
        Key: { pk: 'a', sk: '1' },
        UpdateExpression: 'SET #s = :closed',
        ExpressionAttributeNames: { '#s': 'status' },
        ExpressionAttributeValues: { ':closed': 'closed' },
      }),
    );
    expect((await open()).Count).toBe(1);
    await embedded.documents.send(new DeleteCommand({ TableName, Key: { pk: 'b', sk: '1' } }));
    expect((await open()).Count).toBe(0);
  });

  it('filter after reading and project', async () => {
    for (let i = 0; i < 4; i += 1) await put({ pk: 'a', sk: `${i}`, v: i, extra: 'x' });
    const { Items, Count, ScannedCount } = await query({
      KeyConditionExpression: 'pk = :pk',
      FilterExpression: 'v BETWEEN :low AND :high',
      ProjectionExpression: 'sk, v',
      ExpressionAttributeValues: { ':pk': 'a', ':low': 1, ':high': 2 },
    });
    expect({ Items, Count, ScannedCount }).toEqual({
      Items: [
        { sk: '1', v: 1 },
        { sk: '2', v: 2 },
      ],
      Count: 2,
      ScannedCount: 4,
    });
  });
});

it('batches write and scans read more than one page of rows, each item once', async () => {
  const keys = Array.from({ length: 500 }, (_, i) => ({ pk: `p${i}`, sk: '1', pad: 'x'.repeat(2500) }));
  for (let i = 0; i < keys.length; i += 25) {
    const requests = keys.slice(i, i + 25).map((Item) => ({ PutRequest: { Item } }));
    const answer = await embedded.documents.send(
      new BatchWriteCommand({ RequestItems: { [TableName]: requests } }),
    );
    expect(answer.UnprocessedItems).toEqual({});
  }
  const seen: unknown[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  let pages = 0;
  do {
    const page = await embedded.documents.send(new ScanCommand({ TableName, ExclusiveStartKey }));
    seen.push(...(page.Items ?? []).map((item) => item['pk']));
    ExclusiveStartKey = page.LastEvaluatedKey;
    pages += 1;
  } while (ExclusiveStartKey);
  expect(pages).toBeGreaterThan(1);
  expect(new Set(seen)).toEqual(new Set(keys.map(({ pk }) => pk)));
  expect(seen).toHaveLength(keys.length);
  const some = await embedded.client.send(
    new BatchGetItemCommand({
      RequestItems: {
        [TableName]: {
          Keys: ['p1', 'p2', 'none'].map((pk) => ({ pk: { S: pk }, sk: { S: '1' } })),
          ProjectionExpression: 'pk',
        },
      },
    }),
  );
  expect(some.Responses?.[TableName]?.map((item) => item['pk']?.S).sort()).toEqual(['p1', 'p2']);
});

it('describes and lists its tables', async () => {
  await put({ pk: 'a', sk: '1' });
  const { Table } = await embedded.client.send(new DescribeTableCommand({ TableName }));
  expect(Table).toMatchObject({
    TableArn: `arn:aws:dynamodb:eu-west-1:000000000000:table/${TableName}`,
    TableStatus: 'ACTIVE',
    ItemCount: 1,
    GlobalSecondaryIndexes: [{ IndexName: 'by-status', IndexStatus: 'ACTIVE' }],
  });
  expect(Table?.CreationDateTime?.getTime()).toBeGreaterThan(Date.now() - 60_000);
  const ttl = await embedded.client.send(new DescribeTimeToLiveCommand({ TableName }));
  expect(ttl.TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' });
  const { TableNames } = await embedded.client.send(new ListTablesCommand({}));
  expect(TableNames).toContain(TableName);
});
