import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Clock, StopButton } from '#ports';
import { lapsedAssessments, ProductionAssessments } from '#schemas/accountability.ts';
import { Stop, StopScope } from '#schemas/stop.ts';
import { systemClock } from './clock.ts';
import { documentClient, holds, queryAll } from './dynamo.ts';
import { stopKey } from './registry-keys.ts';

/**
 * The stop button in the table `registry`: one item per scope while it is stopped (R22). In production a lapsed assessment
 * stops everything likewise, until it is renewed (R30): `assessments` is the setting's JSON text.
 */
export function dynamoStopButton(
  table: string,
  assessments: string,
  options: { readonly client?: DynamoDBDocumentClient; readonly clock?: Clock } = {},
): StopButton {
  const client = options.client ?? documentClient();
  const clock = options.clock ?? systemClock;
  const until = ProductionAssessments.parse(JSON.parse(assessments));
  return {
    standing: async () => {
      const items = await queryAll(client, {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': 'stop' },
      });
      const pressed = items.map((item) => Stop.parse(item.stop));
      const lapsed = lapsedAssessments(until, clock.now().toISOString().slice(0, 10));
      if (lapsed.length === 0) return pressed;
      const byRule = StopScope.options.map(
        (scope): Stop => ({
          scope,
          stopped_at: clock.now().toISOString(),
          stopped_by: null,
          reason: `R30: ${lapsed.join('; ')}`,
        }),
      );
      // People's stops come first, so that they can be lifted while a rule holds too.
      return [...pressed, ...byRule];
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
