import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  ProvisionedThroughputExceededException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { documentClient, holds, queryAll } from '#adapters/dynamo.ts';
import { dynamoRegistry } from '#adapters/registry.ts';
import { dynamoWatchStore } from '#adapters/watch-store.ts';
import { lambda } from '#shell/lambda.ts';
import { deliveryOf } from './deliveries.ts';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const client = mockClient(documents);
beforeEach(() => client.reset());

const cancelled = (...codes: readonly string[]) =>
  new TransactionCanceledException({
    $metadata: {},
    message: 'cancelled',
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

describe('a conditional write', () => {
  it('holds when it is taken', async () => {
    expect(await holds(Promise.resolve('taken'))).toBe(true);
  });

  it.each([
    ['its condition fails', new ConditionalCheckFailedException({ $metadata: {}, message: '' })],
    [
      'conditions of its transaction fail',
      cancelled('None', 'ConditionalCheckFailed', 'ConditionalCheckFailed'),
    ],
  ])('does not hold when %s', async (_what, error) => {
    expect(await holds(Promise.reject(error))).toBe(false);
  });

  it.each(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])(
    'is to be tried again on %s, also beside a failed condition',
    async (code) => {
      for (const codes of [
        [code, 'None'],
        ['ConditionalCheckFailed', code],
      ])
        await expect(holds(Promise.reject(cancelled(...codes)))).rejects.toMatchObject({
          name: 'ServiceUnavailable',
        });
    },
  );

  it.each([
    ['a malformed item', cancelled('ValidationError', 'None')],
    ['no reasons at all', new TransactionCanceledException({ $metadata: {}, message: '' })],
    ['another error', new ProvisionedThroughputExceededException({ $metadata: {}, message: '' })],
  ])('passes on %s as it is', async (_what, error) => {
    await expect(holds(Promise.reject(error))).rejects.toBe(error);
  });
});

describe('a query', () => {
  it('is read page after page', async () => {
    client
      .on(QueryCommand)
      .resolvesOnce({ Items: [{ sk: '1' }], LastEvaluatedKey: { sk: '1' } })
      .resolvesOnce({ LastEvaluatedKey: { sk: '2' } })
      .resolvesOnce({ Items: [{ sk: '3' }] });
    expect(await queryAll(documents, { TableName: 't' })).toEqual([{ sk: '1' }, { sk: '3' }]);
    expect(client.commandCalls(QueryCommand).map((call) => call.args[0].input.ExclusiveStartKey)).toEqual([
      undefined,
      { sk: '1' },
      { sk: '2' },
    ]);
  });
});

describe('throttling', () => {
  beforeEach(() => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  });
  afterEach(() => vi.restoreAllMocks());

  it('of any table reaches the workflow under the one name that it retries', async () => {
    client.rejects(new ProvisionedThroughputExceededException({ $metadata: {}, message: 'slow down' }));
    const registry = dynamoRegistry('registry', { client: documents });
    const watch = dynamoWatchStore('watch', documents);
    const calls = {
      enter: async () => registry.enter(deliveryOf('a')),
      acquire: async () => registry.acquire('one'),
      lists: async () => watch.lists(),
      pendingAlerts: async () => watch.pendingAlerts(),
    };
    for (const call of Object.values(calls)) {
      const handler = lambda({ input: z.unknown(), ports: () => ({}), run: async () => call() });
      await expect(
        Reflect.apply(handler, undefined, [{}, { awsRequestId: 'r', functionName: 'f' }]),
      ).rejects.toMatchObject({ name: 'ServiceUnavailable' });
    }
  });
});

it('leaves out what is undefined, rather than refusing it', async () => {
  const plain = documentClient(new DynamoDBClient({ region: 'eu-west-1' }));
  expect(plain.config.translateConfig?.marshallOptions?.removeUndefinedValues).toBe(true);
  client.on(PutCommand).resolves({});
  await expect(documents.send(new PutCommand({ TableName: 't', Item: { a: undefined } }))).resolves.toEqual(
    {},
  );
});
