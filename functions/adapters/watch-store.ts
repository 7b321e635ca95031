import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { WatchStore } from '#ports';
import { Failure } from '#schemas/failures.ts';
import { AlertId } from '#schemas/ids.ts';
import { Alert, Subscription, WatchList } from '#schemas/watch.ts';
import { documentClient, holds, queryAll } from './dynamo.ts';

const listKey = (id: string) => ({ pk: 'list', sk: id });
const alertKey = (id: string) => ({ pk: 'alert', sk: id });
/** Beside every alert that is to be published stands a row here: a strongly consistent index of what is pending. */
const outboxKey = (id: string) => ({ pk: 'outbox', sk: id });
const subscriptionKey = (subscription: Pick<Subscription, 'list_id' | 'subscription_id'>) => ({
  pk: `list#${subscription.list_id}`,
  sk: `subscription#${subscription.subscription_id}`,
});

/** The table `watch`: lists, subscriptions, alerts and the outbox. */
export function dynamoWatchStore(
  table: string,
  client: DynamoDBDocumentClient = documentClient(),
): WatchStore {
  const get = async (key: Record<string, string>) =>
    (await client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }))).Item;
  const query = async (pk: string, prefix = '') =>
    queryAll(client, {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: prefix === '' ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ...(prefix === '' ? {} : { ':prefix': prefix }) },
    });
  const alert: WatchStore['alert'] = async (id) => {
    const item = await get(alertKey(id));
    return item && Alert.parse(item.alert);
  };
  const putAlert = (added: Alert) => [
    {
      Put: {
        TableName: table,
        Item: {
          ...alertKey(added.alert_id),
          alert: added,
          gsi1pk: `alerts#${added.list_id}`,
          gsi1sk: added.created_at,
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    { Put: { TableName: table, Item: outboxKey(added.alert_id) } },
  ];

  return {
    alert,
    lists: async () => (await query('list')).map((item) => WatchList.parse(item.list)),
    list: async (id) => {
      const item = await get(listKey(id));
      return item && WatchList.parse(item.list);
    },
    createList: async (list) => {
      const made = await holds(
        client.send(
          new PutCommand({
            TableName: table,
            Item: { ...listKey(list.list_id), list },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        ),
      );
      if (!made) throw new Failure('TransitionRefused', 'there is a list with this id already');
    },
    saveList: async (list, alerts) => {
      const next: WatchList = { ...list, revision: list.revision + 1 };
      const saved = await holds(
        client.send(
          new TransactWriteCommand({
            TransactItems: [
              {
                Put: {
                  TableName: table,
                  Item: { ...listKey(list.list_id), list: next },
                  ConditionExpression: '#list.revision = :revision',
                  ExpressionAttributeNames: { '#list': 'list' },
                  ExpressionAttributeValues: { ':revision': list.revision },
                },
              },
              ...alerts.flatMap(putAlert),
            ],
          }),
        ),
      );
      if (!saved)
        throw new Failure(
          'TransitionRefused',
          'the list was changed by someone else meanwhile: look at it again',
        );
      return next;
    },
    subscriptions: async (listId) =>
      (await query(`list#${listId}`, 'subscription#')).map((item) => Subscription.parse(item.subscription)),
    addSubscription: async (subscription) => {
      await client.send(
        new PutCommand({
          TableName: table,
          Item: { ...subscriptionKey(subscription), subscription },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      );
    },
    saveSubscription: async (subscription, from, triesLeft) => {
      const saved = await holds(
        client.send(
          new PutCommand({
            TableName: table,
            Item: { ...subscriptionKey(subscription), subscription },
            ConditionExpression: [
              `subscription.#status IN (${from.map((_status, index) => `:from${index}`).join(', ')})`,
              ...(triesLeft === undefined ? [] : ['subscription.challenge.tries_left = :tries']),
            ].join(' AND '),
            ExpressionAttributeNames: { '#status': 'status' },
            ExpressionAttributeValues: {
              ...Object.fromEntries(from.map((status, index) => [`:from${index}`, status])),
              ...(triesLeft === undefined ? {} : { ':tries': triesLeft }),
            },
          }),
        ),
      );
      if (!saved)
        throw new Failure(
          'TransitionRefused',
          `a subscription becomes ${subscription.status} only from ${from.join(' or ')}, and by one request at a time`,
        );
    },
    addAlert: async (added) =>
      holds(client.send(new TransactWriteCommand({ TransactItems: putAlert(added) }))),
    claimAlert: async (id, owner, now, leaseSeconds) => {
      const seconds = Math.floor(now.getTime() / 1000);
      return holds(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: outboxKey(id),
            UpdateExpression: 'SET #owner = :owner, leased_until = :until',
            ConditionExpression:
              'attribute_exists(pk) AND (attribute_not_exists(#owner) OR #owner = :owner OR leased_until < :now)',
            ExpressionAttributeNames: { '#owner': 'owner' },
            ExpressionAttributeValues: { ':owner': owner, ':until': seconds + leaseSeconds, ':now': seconds },
          }),
        ),
      );
    },
    settleAlert: async (settled) => {
      const done = await holds(
        client.send(
          new TransactWriteCommand({
            TransactItems: [
              {
                Update: {
                  TableName: table,
                  Key: alertKey(settled.alert_id),
                  UpdateExpression: 'SET alert = :alert',
                  ConditionExpression: 'alert.#status = :pending',
                  ExpressionAttributeNames: { '#status': 'status' },
                  ExpressionAttributeValues: { ':alert': settled, ':pending': 'pending' },
                },
              },
              { Delete: { TableName: table, Key: outboxKey(settled.alert_id) } },
            ],
          }),
        ),
      );
      if (!done) throw new Failure('TransitionRefused', `alert ${settled.alert_id} is settled already`);
    },
    pendingAlerts: async () => {
      const waiting = await query('outbox');
      const found = await Promise.all(waiting.map(async (item) => alert(AlertId.parse(item.sk))));
      return found.filter((each) => each !== undefined).filter((each) => each.status === 'pending');
    },
    alerts: async (listId) => {
      const items = await queryAll(client, {
        TableName: table,
        IndexName: 'byStatus',
        KeyConditionExpression: 'gsi1pk = :list',
        ExpressionAttributeValues: { ':list': `alerts#${listId}` },
      });
      return items.map((item) => Alert.parse(item.alert));
    },
  };
}
