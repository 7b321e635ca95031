import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { Failure } from '#schemas/failures.ts';

/** Plain objects in and out; undefined members are left out rather than refused. */
export function documentClient(client = new DynamoDBClient({})): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

/** Reasons of a cancelled transaction that pass: it may be sent again as it is. */
const PASSING: readonly string[] = [
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
];

/** Sends a conditional write; `false` when its condition did not hold. In a transaction: when only conditions failed. */
export async function holds(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    if (error instanceof TransactionCanceledException) {
      const codes = (error.CancellationReasons ?? [])
        .map((reason) => reason.Code ?? 'None')
        .filter((code) => code !== 'None');
      if (codes.length > 0 && codes.every((code) => code === 'ConditionalCheckFailed')) return false;
      const passing = codes.find((code) => PASSING.includes(code));
      if (passing !== undefined)
        throw new Failure('ServiceUnavailable', `the transaction was not taken (${passing}); try again`, {
          cause: error,
        });
    }
    throw error;
  }
}

/** All items of a query, page after page. */
export async function queryAll(
  client: DynamoDBDocumentClient,
  input: QueryCommandInput,
): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  let from: QueryCommandInput['ExclusiveStartKey'];
  do {
    const page = await client.send(new QueryCommand({ ...input, ExclusiveStartKey: from }));
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return items;
}
