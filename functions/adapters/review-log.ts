import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { ReviewLog } from '#ports';
import { Review } from '#schemas/review.ts';
import { reviewKey } from './case-keys.ts';
import { documentClient } from './dynamo.ts';

/** How people reviewed suggestions, in the table `cases`. */
export function dynamoReviewLog(table: string, client: DynamoDBDocumentClient = documentClient()): ReviewLog {
  return {
    add: async (review) => {
      await client.send(new PutCommand({ TableName: table, Item: { ...reviewKey(review), review } }));
    },
    last: async (count) => {
      const page = await client.send(
        new QueryCommand({
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': 'reviews' },
          ScanIndexForward: false,
          Limit: count,
        }),
      );
      return (page.Items ?? []).map((item) => Review.parse(item.review));
    },
  };
}
