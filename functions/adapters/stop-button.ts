import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { StopButton } from '#ports';
import { Stop } from '#schemas/stop.ts';
import { documentClient, holds, queryAll } from './dynamo.ts';
import { stopKey } from './registry-keys.ts';

/** The stop button in the table `registry`: one item per scope while it is stopped (R22). */
export function dynamoStopButton(
  table: string,
  client: DynamoDBDocumentClient = documentClient(),
): StopButton {
  return {
    standing: async () => {
      const items = await queryAll(client, {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': 'stop' },
      });
      return items.map((item) => Stop.parse(item.stop));
    },
    press: async (stop) =>
      holds(
        client.send(
          new PutCommand({
            TableName: table,
            Item: { ...stopKey(stop.scope), stop },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        ),
      ),
    lift: async (scope, stoppedAt) =>
      holds(
        client.send(
          new DeleteCommand({
            TableName: table,
            Key: stopKey(scope),
            ConditionExpression: 'stop.stopped_at = :at',
            ExpressionAttributeValues: { ':at': stoppedAt },
          }),
        ),
      ),
  };
}
