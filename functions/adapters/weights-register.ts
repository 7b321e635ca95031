import { type DynamoDBDocumentClient, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { WeightsRegister } from '#ports';
import { Failure } from '#schemas/failures.ts';
import { WeightsProposal } from '#schemas/score-model.ts';
import { documentClient, holds, queryAll } from './dynamo.ts';
import { weightsInUseKey, weightsKey } from './registry-keys.ts';

/** Proposals of learned weights in the table `registry`. */
export function dynamoWeightsRegister(
  table: string,
  client: DynamoDBDocumentClient = documentClient(),
): WeightsRegister {
  const move = (proposal: WeightsProposal, from: WeightsProposal['status']) => ({
    Put: {
      TableName: table,
      Item: { ...weightsKey(proposal.id), proposal },
      ConditionExpression: 'proposal.#status = :from',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':from': from },
    },
  });
  const moveInUse = (id: string | null, before: string | null) => ({
    Put: {
      TableName: table,
      Item: { ...weightsInUseKey, id },
      ConditionExpression: before === null ? 'attribute_not_exists(pk) OR id = :before' : 'id = :before',
      ExpressionAttributeValues: { ':before': before },
    },
  });
  const transact = async (writes: NonNullable<TransactWriteCommand['input']['TransactItems']>) => {
    if (!(await holds(client.send(new TransactWriteCommand({ TransactItems: writes })))))
      throw new Failure('TransitionRefused', 'these weights were decided on meanwhile; look again');
  };
  return {
    proposals: async () => {
      const items = await queryAll(client, {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': 'weights' },
      });
      return items
        .map((item) => WeightsProposal.parse(item.proposal))
        .sort((left, right) =>
          left.proposed_at === right.proposed_at
            ? left.id < right.id
              ? -1
              : 1
            : left.proposed_at < right.proposed_at
              ? -1
              : 1,
        );
    },
    propose: async (proposal) =>
      holds(
        client.send(
          new PutCommand({
            TableName: table,
            Item: { ...weightsKey(proposal.id), proposal },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        ),
      ),
    approve: async (approved, before) =>
      transact([
        move(approved, 'proposed'),
        moveInUse(approved.id, before?.id ?? null),
        ...(before ? [move({ ...before, status: 'retired' }, 'approved')] : []),
      ]),
    retire: async (retired, seen) =>
      transact([
        move(retired, seen.status),
        ...(seen.status === 'approved' ? [moveInUse(null, seen.id)] : []),
      ]),
  };
}
