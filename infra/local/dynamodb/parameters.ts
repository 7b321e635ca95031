import * as z from 'zod';
import { ServiceError } from '../service.ts';

const NAMES = ['ExpressionAttributeNames'];
const EXPRESSION = [...NAMES, 'ExpressionAttributeValues'];
const PROJECTION = ['ProjectionExpression', ...NAMES];
const CONDITION = ['ConditionExpression', ...EXPRESSION, 'ReturnValuesOnConditionCheckFailure'];
const SEARCH = [
  'TableName',
  'IndexName',
  'Select',
  'Limit',
  'ExclusiveStartKey',
  'ConsistentRead',
  'FilterExpression',
  'ProjectionExpression',
  ...EXPRESSION,
  'ReturnConsumedCapacity',
];

/**
 * Per operation the parameters that are honoured, all others are refused: dynalite drops what it does not know
 * without a word. Left out on purpose are the parameters that expressions replaced (`Expected`, `AttributeUpdates`,
 * `KeyConditions`, `QueryFilter`, `ScanFilter`, `AttributesToGet`, `ConditionalOperator`).
 */
const PARAMETERS = {
  PutItem: ['TableName', 'Item', 'ReturnValues', 'ReturnConsumedCapacity', ...CONDITION],
  GetItem: ['TableName', 'Key', 'ConsistentRead', 'ReturnConsumedCapacity', ...PROJECTION],
  UpdateItem: [
    'TableName',
    'Key',
    'UpdateExpression',
    'ReturnValues',
    'ReturnConsumedCapacity',
    ...CONDITION,
  ],
  DeleteItem: ['TableName', 'Key', 'ReturnValues', 'ReturnConsumedCapacity', ...CONDITION],
  Query: [...SEARCH, 'KeyConditionExpression', 'ScanIndexForward'],
  Scan: [...SEARCH, 'Segment', 'TotalSegments'],
  BatchGetItem: ['RequestItems', 'ReturnConsumedCapacity'],
  BatchWriteItem: ['RequestItems', 'ReturnConsumedCapacity'],
  TransactWriteItems: ['TransactItems', 'ClientRequestToken'],
  TransactGetItems: ['TransactItems'],
  DescribeTable: ['TableName'],
  DescribeTimeToLive: ['TableName'],
  ListTables: ['Limit', 'ExclusiveStartTableName'],
  'BatchGetItem.RequestItems': ['Keys', 'ConsistentRead', ...PROJECTION],
  'BatchWriteItem.RequestItems': ['PutRequest', 'DeleteRequest'],
  'BatchWriteItem.PutRequest': ['Item'],
  'BatchWriteItem.DeleteRequest': ['Key'],
  'TransactWriteItems.TransactItems': ['ConditionCheck', 'Put', 'Update', 'Delete'],
  'TransactWriteItems.ConditionCheck': ['TableName', 'Key', ...CONDITION],
  'TransactWriteItems.Put': ['TableName', 'Item', ...CONDITION],
  'TransactWriteItems.Update': ['TableName', 'Key', 'UpdateExpression', ...CONDITION],
  'TransactWriteItems.Delete': ['TableName', 'Key', ...CONDITION],
  'TransactGetItems.TransactItems': ['Get'],
  'TransactGetItems.Get': ['TableName', 'Key', ...PROJECTION],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Place = keyof typeof PARAMETERS;

/** What a client sends to say that it wants nothing of the kind. */
const SAYS_NOTHING: Readonly<Record<string, string>> = {
  ReturnConsumedCapacity: 'NONE',
  ReturnItemCollectionMetrics: 'NONE',
};

/** Throws a ValidationException that names the first parameter which would not be honoured. */
export function refuseUnknown(place: Place, data: Readonly<Record<string, unknown>>): void {
  const honoured: readonly string[] = PARAMETERS[place];
  for (const [name, value] of Object.entries(data)) {
    if (honoured.includes(name) || value === undefined || value === null || SAYS_NOTHING[name] === value)
      continue;
    throw new ServiceError(
      'ValidationException',
      `dynamodb ${place} does not honour the parameter ${name} here`,
    );
  }
}

const Batch = z.record(
  z.string(),
  z.union([z.array(z.record(z.string(), z.unknown())), z.record(z.string(), z.unknown())]),
);

/** As {@link refuseUnknown}, also for what stands inside `RequestItems`. What is malformed is left to the checks that follow. */
export function refuseUnknownInBatch(
  operation: 'BatchGetItem' | 'BatchWriteItem',
  data: Readonly<Record<string, unknown>>,
): void {
  refuseUnknown(operation, data);
  for (const perTable of Object.values(Batch.safeParse(data['RequestItems']).data ?? {})) {
    for (const request of [perTable].flat()) {
      refuseUnknown(`${operation}.RequestItems`, request);
      for (const kind of ['PutRequest', 'DeleteRequest'] as const) {
        const inner = z.record(z.string(), z.unknown()).safeParse(request[kind]);
        if (inner.success) refuseUnknown(`BatchWriteItem.${kind}`, inner.data);
      }
    }
  }
}
