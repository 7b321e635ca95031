import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Clock, LockGrant, Registry } from '#ports';
import type { Delivery } from '#schemas/delivery.ts';
import { Failure } from '#schemas/failures.ts';
import { DeliveryId } from '#schemas/ids.ts';
import { SETTINGS } from '#schemas/settings.ts';
import { holds, queryAll } from './dynamo.ts';
import { lockKey } from './registry-keys.ts';

const Lock = z.object({
  owner: z.string().nullable(),
  token: z.int(),
  /** Epoch seconds. */
  expires_at: z.int(),
  granted: z.object({ version: z.int(), as_of: z.iso.date(), deliveries: z.array(DeliveryId) }).nullable(),
});
type Lock = z.infer<typeof Lock>;

type LockOptions = {
  readonly table: string;
  readonly client: DynamoDBDocumentClient;
  readonly clock: Clock;
  readonly delivery: Registry['delivery'];
  readonly pointer: Registry['pointer'];
};

/**
 * The lock that makes everything from link to the flip of the pointer serial. Its token grows with each new owner
 * (fencing): a publish names the token, so one who slept past its expiry can no longer publish.
 */
export function linkLock({ table, client, clock, delivery, pointer }: LockOptions) {
  const nowSeconds = () => Math.floor(clock.now().getTime() / 1000);
  const read = async (): Promise<Lock | undefined> => {
    const item = (await client.send(new GetCommand({ TableName: table, Key: lockKey, ConsistentRead: true })))
      .Item;
    return item && Lock.parse(item);
  };
  const toGrant = async (lock: Lock): Promise<LockGrant | undefined> => {
    if (!lock.granted) return undefined;
    const deliveries = await Promise.all(lock.granted.deliveries.map(async (id) => delivery(id)));
    return {
      token: lock.token,
      version: lock.granted.version,
      asOf: lock.granted.as_of,
      deliveries: deliveries.filter((found) => found !== undefined),
    };
  };

  const release: Registry['release'] = async (owner) => {
    await holds(
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: lockKey,
          UpdateExpression: 'SET #owner = :none, granted = :none',
          ConditionExpression: '#owner = :owner',
          ExpressionAttributeNames: { '#owner': 'owner' },
          ExpressionAttributeValues: { ':owner': owner, ':none': null },
        }),
      ),
    );
  };

  /** Deliveries that wait, oldest first. Entries whose delivery went another way since are cleared away. */
  const waiting = async (): Promise<Delivery[]> => {
    const queued = await queryAll(client, {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :queue',
      ExpressionAttributeValues: { ':queue': 'queue' },
    });
    const taken: Delivery[] = [];
    for (const item of queued) {
      if (taken.length === SETTINGS.link.deliveriesTogether) break;
      const found = await delivery(DeliveryId.parse(item.delivery_id));
      if (found?.status === 'normalized') taken.push(found);
      else await client.send(new DeleteCommand({ TableName: table, Key: { pk: 'queue', sk: item.sk } }));
    }
    return taken;
  };

  const acquire: Registry['acquire'] = async (owner) => {
    const before = await read();
    const now = nowSeconds();
    if (before?.owner === owner && before.granted && before.expires_at > now) return toGrant(before);
    const token = (before?.token ?? 0) + 1;
    const took = await holds(
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: lockKey,
          UpdateExpression: 'SET #owner = :owner, #token = :token, expires_at = :expires, granted = :none',
          ConditionExpression: before
            ? '#token = :before AND (#owner = :none OR #owner = :owner OR expires_at < :now)'
            : 'attribute_not_exists(pk)',
          ExpressionAttributeNames: { '#owner': 'owner', '#token': 'token' },
          ExpressionAttributeValues: {
            ':owner': owner,
            ':token': token,
            ':expires': now + SETTINGS.link.lockSeconds,
            ':none': null,
            ...(before ? { ':before': before.token, ':now': now } : {}),
          },
        }),
      ),
    );
    if (!took)
      throw new Failure(
        'LockHeld',
        'another execution is linking; its deliveries and the waiting ones follow',
      );
    const [deliveries, linked] = await Promise.all([waiting(), pointer('linked')]);
    if (deliveries.length === 0) {
      await release(owner);
      return undefined;
    }
    const asOf = [linked?.as_of ?? '', ...deliveries.map((each) => each.reference_date)].reduce(
      (newest, day) => (day > newest ? day : newest),
    );
    const granted = {
      version: (linked?.version ?? 0) + 1,
      as_of: asOf,
      deliveries: deliveries.map((each) => each.delivery_id),
    };
    await underToken(owner, token, 'SET granted = :granted', { ':granted': granted });
    return { token, version: granted.version, asOf, deliveries };
  };

  const underToken = async (
    owner: string,
    token: number,
    update: string,
    values: Record<string, unknown>,
  ): Promise<void> => {
    const kept = await holds(
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: lockKey,
          UpdateExpression: update,
          ConditionExpression: '#owner = :owner AND #token = :token',
          ExpressionAttributeNames: { '#owner': 'owner', '#token': 'token' },
          ExpressionAttributeValues: { ':owner': owner, ':token': token, ...values },
        }),
      ),
    );
    if (!kept) throw new Failure('LockLost', 'the link lock has passed to another execution');
  };

  const grant: Registry['grant'] = async (owner, token) => {
    await underToken(owner, token, 'SET expires_at = :expires', {
      ':expires': nowSeconds() + SETTINGS.link.lockSeconds,
    });
    const lock = await read();
    const granted = lock && (await toGrant(lock));
    if (!granted) throw new Failure('LockLost', 'the link lock carries no grant');
    return granted;
  };

  return {
    acquire,
    grant,
    release,
    /** To stand in the publish's transaction: the flip of the pointer and the end of the lock are one. */
    releaseInTransaction: (token: number) => ({
      Update: {
        TableName: table,
        Key: lockKey,
        UpdateExpression: 'SET #owner = :none, granted = :none',
        ConditionExpression: '#token = :token AND #owner <> :none',
        ExpressionAttributeNames: { '#owner': 'owner', '#token': 'token' },
        ExpressionAttributeValues: { ':token': token, ':none': null },
      },
    }),
  };
}
