import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { LinkDecisions } from '#ports';
import { LinkDecision } from '#schemas/link-decision.ts';
import { documentClient, queryAll } from './dynamo.ts';
import { decisionKey } from './registry-keys.ts';

/** People's decisions on links, in the table `registry`. */
export function dynamoLinkDecisions(
  table: string,
  client: DynamoDBDocumentClient = documentClient(),
): LinkDecisions {
  return {
    record: async (decisions) => {
      if (decisions.length === 0) return;
      await client.send(
        new TransactWriteCommand({
          TransactItems: decisions.map((decision) => ({
            Put: { TableName: table, Item: { ...decisionKey(decision), decision } },
          })),
        }),
      );
    },
    all: async () => {
      const items = await queryAll(client, {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': 'decision' },
      });
      return items.map((item) => LinkDecision.parse(item.decision));
    },
  };
}
