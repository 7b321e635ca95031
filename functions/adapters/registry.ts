import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Clock, Registry } from '#ports';
import { Delivery, arrivalOf } from '#schemas/delivery.ts';
import { Failure } from '#schemas/failures.ts';
import { DeliveryId } from '#schemas/ids.ts';
import { Pointer, PublishedVersion } from '#schemas/version.ts';
import { systemClock } from './clock.ts';
import { documentClient, holds, queryAll } from './dynamo.ts';
import { linkLock } from './link-lock.ts';
import { deliveryKey, pointerKey, queueKey, versionKey } from './registry-keys.ts';

const LatestContent = z.object({ sha256: z.string(), delivery_id: DeliveryId });

/** The table `registry`: deliveries, their queue, the link lock, pointers and published versions. */
export function dynamoRegistry(
  table: string,
  options: { readonly client?: DynamoDBDocumentClient; readonly clock?: Clock } = {},
): Registry {
  const client = options.client ?? documentClient();
  const clock = options.clock ?? systemClock;
  const get = async (key: Record<string, string>) =>
    (await client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }))).Item;

  const delivery: Registry['delivery'] = async (id) => {
    const item = await get(deliveryKey(id));
    return item && Delivery.parse(item.delivery);
  };
  const pointer: Registry['pointer'] = async (name) => {
    const item = await get(pointerKey(name));
    return item && Pointer.parse(item.pointer);
  };
  const version: Registry['version'] = async (name, number) => {
    const item = await get(versionKey(name, number));
    return item && PublishedVersion.parse(item.published);
  };
  const lock = linkLock({ table, client, clock, delivery, pointer });

  return {
    delivery,
    pointer,
    version,
    acquire: lock.acquire,
    grant: lock.grant,
    release: lock.release,
    enter: async (entered) =>
      holds(
        client.send(
          new PutCommand({
            TableName: table,
            Item: { ...deliveryKey(entered.delivery_id), delivery: entered },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        ),
      ),
    advance: async (moved, from) => {
      const names = from.map((_status, index) => `:from${index}`);
      const done = await holds(
        client.send(
          new PutCommand({
            TableName: table,
            Item: { ...deliveryKey(moved.delivery_id), delivery: moved },
            ConditionExpression: `delivery.#status IN (${names.join(', ')})`,
            ExpressionAttributeNames: { '#status': 'status' },
            ExpressionAttributeValues: Object.fromEntries(
              from.map((status, index) => [`:from${index}`, status]),
            ),
          }),
        ),
      );
      if (!done)
        throw new Failure(
          'TransitionRefused',
          `delivery ${moved.delivery_id} may become ${moved.status} only from ${from.join(' or ')}`,
        );
    },
    claimContent: async (claiming) => {
      const { delivery_id, content_sha256: sha256 } = claiming;
      const arrival = arrivalOf(claiming);
      if (sha256 === null) throw new RangeError(`the content of delivery ${delivery_id} was not read`);
      const key = { pk: `content#${claiming.source}`, sk: 'latest' };
      const claimed = await holds(
        client.send(
          new PutCommand({
            TableName: table,
            Item: { ...key, sha256, delivery_id, arrival },
            // Events come in any order: what came earlier never takes the place of what came later.
            ConditionExpression:
              'attribute_not_exists(pk) OR delivery_id = :own OR (sha256 <> :sha256 AND arrival <= :at)',
            ExpressionAttributeValues: { ':sha256': sha256, ':own': delivery_id, ':at': arrival },
          }),
        ),
      );
      if (claimed) return undefined;
      const latest = LatestContent.parse(await get(key));
      return latest.sha256 === sha256 ? latest.delivery_id : undefined;
    },
    enqueue: async (waiting) => {
      // The check keeps a late repeat from queueing a delivery that was linked meanwhile.
      const queued = await holds(
        client.send(
          new TransactWriteCommand({
            TransactItems: [
              { Put: { TableName: table, Item: { ...queueKey(waiting), delivery_id: waiting.delivery_id } } },
              {
                ConditionCheck: {
                  TableName: table,
                  Key: deliveryKey(waiting.delivery_id),
                  ConditionExpression: 'delivery.#status = :normalized',
                  ExpressionAttributeNames: { '#status': 'status' },
                  ExpressionAttributeValues: { ':normalized': 'normalized' },
                },
              },
            ],
          }),
        ),
      );
      if (queued) return;
      const now = await delivery(waiting.delivery_id);
      if (now?.status !== 'linked')
        throw new Failure(
          'TransitionRefused',
          `delivery ${waiting.delivery_id} is not normalized, so it cannot wait for linking`,
        );
    },
    publish: async (published, token) => {
      const previous = await pointer('linked');
      const next: Pointer = {
        name: 'linked',
        version: published.version,
        base: previous?.base ?? 1,
        as_of: published.as_of,
      };
      const linked = await Promise.all(published.deliveries.map(async (id) => delivery(id)));
      const done = await holds(
        client.send(
          new TransactWriteCommand({
            TransactItems: [
              {
                Put: {
                  TableName: table,
                  Item: { ...versionKey('linked', published.version), published },
                  ConditionExpression: 'attribute_not_exists(pk)',
                },
              },
              {
                Put: {
                  TableName: table,
                  Item: { ...pointerKey('linked'), pointer: next },
                  ConditionExpression:
                    published.version === 1 ? 'attribute_not_exists(pk)' : 'pointer.version = :before',
                  ...(published.version === 1
                    ? {}
                    : { ExpressionAttributeValues: { ':before': published.version - 1 } }),
                },
              },
              lock.releaseInTransaction(token),
              ...linked.flatMap((item) => {
                if (!item) return [];
                return [
                  { Delete: { TableName: table, Key: queueKey(item) } },
                  {
                    Put: {
                      TableName: table,
                      Item: {
                        ...deliveryKey(item.delivery_id),
                        delivery: { ...item, status: 'linked', version: published.version },
                      },
                      ConditionExpression: 'delivery.#status = :normalized',
                      ExpressionAttributeNames: { '#status': 'status' },
                      ExpressionAttributeValues: { ':normalized': 'normalized' },
                    },
                  },
                ];
              }),
            ],
          }),
        ),
      );
      if (done) return next;
      const there = await version('linked', published.version);
      // The same files under the same number: an earlier try of this very step got through.
      if (there && JSON.stringify(there.files) === JSON.stringify(PublishedVersion.parse(published).files))
        return (await pointer('linked')) ?? next;
      throw new Failure(
        'LockLost',
        `version ${published.version} cannot be published: the lock or the pointer has moved on`,
      );
    },
    judge: async (published) => {
      const next: Pointer = {
        name: 'judged',
        version: published.version,
        base: published.version,
        as_of: published.as_of,
      };
      const done = await holds(
        client.send(
          new TransactWriteCommand({
            TransactItems: [
              { Put: { TableName: table, Item: { ...versionKey('judged', published.version), published } } },
              {
                Put: {
                  TableName: table,
                  Item: { ...pointerKey('judged'), pointer: next },
                  ConditionExpression: 'attribute_not_exists(pk) OR pointer.version <= :now',
                  ExpressionAttributeValues: { ':now': published.version },
                },
              },
            ],
          }),
        ),
      );
      if (!done)
        throw new Failure('VersionStale', `a version newer than ${published.version} is judged already`);
      return next;
    },
    versions: async (upTo) => {
      const items = await queryAll(client, {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :base AND :version',
        ExpressionAttributeValues: {
          ':pk': versionKey(upTo.name, upTo.version).pk,
          ':base': versionKey(upTo.name, upTo.base).sk,
          ':version': versionKey(upTo.name, upTo.version).sk,
        },
      });
      return items.map((item) => PublishedVersion.parse(item.published));
    },
  };
}
