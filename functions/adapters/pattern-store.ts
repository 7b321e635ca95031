import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { PatternStore } from '#ports';
import { Failure } from '#schemas/failures.ts';
import { StoredPattern } from '#schemas/stored-pattern.ts';
import { documentClient, holds, queryAll } from './dynamo.ts';
import { storedPatternKey } from './registry-keys.ts';

/** Analysts' patterns in the table `registry`: one item per id and version. */
export function dynamoPatternStore(
  table: string,
  client: DynamoDBDocumentClient = documentClient(),
): PatternStore {
  return {
    all: async () => {
      const items = await queryAll(client, {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': 'pattern' },
      });
      return items.map((item) => StoredPattern.parse(item.pattern));
    },
    propose: async (proposed) =>
      holds(
        client.send(
          new PutCommand({
            TableName: table,
            Item: { ...storedPatternKey(proposed), pattern: proposed },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        ),
      ),
    move: async (pattern, from) => {
      const done = await holds(
        client.send(
          new PutCommand({
            TableName: table,
            Item: { ...storedPatternKey(pattern), pattern },
            ConditionExpression: '#pattern.#state = :from',
            ExpressionAttributeNames: { '#pattern': 'pattern', '#state': 'state' },
            ExpressionAttributeValues: { ':from': from },
          }),
        ),
      );
      if (!done)
        throw new Failure(
          'TransitionRefused',
          `${pattern.id} may be ${pattern.state} only while it is ${from}`,
        );
    },
  };
}
