import { BatchGetCommand, type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { CaseStore } from '#ports';
import { IntakeItem } from '#schemas/case.ts';
import { Failure } from '#schemas/failures.ts';
import { eventItem, intakeIndex, intakeKey, intakesIndexed } from './case-keys.ts';
import { holds, queryAll } from './dynamo.ts';

/** Two writes each, in a transaction of at most 100. */
const INTAKES_TOGETHER = 50;
const TRIES = 5;

/** Intake items in the table `cases`: opened in batches, as a file brings hundreds at once. */
export function intakeStore(
  table: string,
  client: DynamoDBDocumentClient,
): Pick<CaseStore, 'openIntakes' | 'intakes'> {
  return {
    openIntakes: async (opened) => {
      const ids: IntakeItem['intake_id'][] = [];
      for (let from = 0; from < opened.length; from += INTAKES_TOGETHER)
        ids.push(...(await openSome(opened.slice(from, from + INTAKES_TOGETHER))));
      return ids;
    },
    intakes: async (status) => {
      const items = await queryAll(client, {
        TableName: table,
        IndexName: 'byStatus',
        KeyConditionExpression: 'gsi1pk = :key',
        ExpressionAttributeValues: { ':key': intakesIndexed(status) },
      });
      return items.map((item) => IntakeItem.parse(item.intake));
    },
  };

  /** Those that are not there yet, in one transaction; another execution may be opening them too, so it looks again. */
  async function openSome(
    opened: Parameters<CaseStore['openIntakes']>[0],
  ): Promise<IntakeItem['intake_id'][]> {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const there = await present(opened.map(({ item }) => item.intake_id));
      const missing = opened.filter(({ item }) => !there.has(item.intake_id));
      if (missing.length === 0) return [];
      const done = await holds(
        client.send(
          new TransactWriteCommand({
            TransactItems: missing.flatMap(({ item, event }) => [
              {
                Put: {
                  TableName: table,
                  Item: { ...intakeKey(item.intake_id), ...intakeIndex(item), intake: item },
                  ConditionExpression: 'attribute_not_exists(pk)',
                },
              },
              { Put: { TableName: table, Item: eventItem(event) } },
            ]),
          }),
        ),
      );
      if (done) return missing.map(({ item }) => item.intake_id);
    }
    throw new Failure('ServiceUnavailable', 'intake items are being opened elsewhere; try again');
  }

  async function present(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    let keys: Record<string, unknown>[] = ids.map(intakeKey);
    while (keys.length > 0) {
      const answer = await client.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: true } } }),
      );
      for (const item of answer.Responses?.[table] ?? []) found.add(IntakeItem.parse(item.intake).intake_id);
      keys = answer.UnprocessedKeys?.[table]?.Keys ?? [];
    }
    return found;
  }
}
