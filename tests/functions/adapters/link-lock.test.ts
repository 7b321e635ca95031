import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dynamoRegistry } from '#adapters/registry.ts';
import type { LockGrant, Registry } from '#ports';
import { SETTINGS } from '#schemas/settings.ts';
import { type Embedded, openEmbedded } from '#tests/infra/local/dynamodb/embedded.ts';
import { defineContextTable } from './context-table.ts';
import { deliveryId, deliveryOf, publishedOf } from './deliveries.ts';

let embedded: Embedded;
let registry: Registry;
let now = 0;
let serial = 0;

beforeAll(async () => {
  embedded = await openEmbedded();
});
afterAll(async () => embedded.close());
beforeEach(() => {
  const table = `registry-${(serial += 1)}`;
  defineContextTable(embedded, table);
  now = Date.UTC(2026, 9, 1, 9);
  registry = dynamoRegistry(table, { client: embedded.documents, clock: { now: () => new Date(now) } });
});

/** Normalized deliveries in the queue, in this order of arrival. */
async function waiting(...names: readonly string[]) {
  const deliveries = names.map((name, minute) => deliveryOf(name, { status: 'normalized' }, minute));
  for (const delivery of deliveries) {
    await registry.enter(delivery);
    await registry.enqueue(delivery);
  }
  return deliveries;
}
const granted = async (owner: string): Promise<LockGrant> => {
  const grant = await registry.acquire(owner);
  if (!grant) throw new Error('nothing waits');
  return grant;
};
const names = (grant: LockGrant | undefined) => grant?.deliveries.map((each) => each.object_key.slice(8, -4));
const expire = () => {
  now += (SETTINGS.link.lockSeconds + 1) * 1000;
};
const status = async (name: string) => (await registry.delivery(deliveryId(name)))?.status;

describe('the queue', () => {
  it('is granted whole, oldest first, and version after version is published', async () => {
    const first = await waiting('a', 'b');
    const grant = await granted('one');
    expect(grant).toMatchObject({ version: 1, asOf: '2026-10-01' });
    expect(names(grant)).toEqual(['a', 'b']);
    expect(await registry.publish(publishedOf(1, first), grant.token)).toEqual({
      name: 'linked',
      version: 1,
      base: 1,
      as_of: '2026-10-01',
    });
    expect(await registry.delivery(deliveryId('a'))).toMatchObject({ status: 'linked', version: 1 });
    expect(await registry.acquire('two')).toBeUndefined();

    const second = await waiting('c');
    const next = await granted('two');
    expect(next).toMatchObject({ version: 2 });
    expect(next.token).toBeGreaterThan(grant.token);
    await registry.publish(publishedOf(2, second), next.token);
    expect(
      (await registry.versions({ name: 'linked', version: 2, base: 1, as_of: '' })).map(
        (each) => each.version,
      ),
    ).toEqual([1, 2]);
  });

  it('goes by arrival, not by the order of queueing', async () => {
    for (const [name, minute] of [
      ['late', 9],
      ['early', 1],
    ] as const) {
      const delivery = deliveryOf(name, { status: 'normalized' }, minute);
      await registry.enter(delivery);
      await registry.enqueue(delivery);
    }
    expect(names(await registry.acquire('one'))).toEqual(['early', 'late']);
  });

  it('takes no more at once than a transaction can hold; the rest waits', async () => {
    const all = await waiting(
      ...Array.from({ length: SETTINGS.link.deliveriesTogether + 2 }, (_, index) => String(index)),
    );
    const grant = await granted('one');
    expect(grant.deliveries).toHaveLength(SETTINGS.link.deliveriesTogether);
    await registry.publish(publishedOf(1, all.slice(0, SETTINGS.link.deliveriesTogether)), grant.token);
    expect((await granted('two')).deliveries).toHaveLength(2);
  });

  it('stands at the newest reference date, and never before the last version’s', async () => {
    const dated = async (name: string, reference_date: string) => {
      const delivery = deliveryOf(name, { status: 'normalized', reference_date });
      await registry.enter(delivery);
      await registry.enqueue(delivery);
      return delivery;
    };
    const both = [await dated('new', '2026-10-05'), await dated('old', '2026-09-01')];
    const grant = await granted('one');
    expect(grant.asOf).toBe('2026-10-05');
    await registry.publish({ ...publishedOf(1, both), as_of: grant.asOf }, grant.token);
    await dated('older', '2026-08-01');
    expect((await granted('two')).asOf).toBe('2026-10-05');
  });

  it('refuses a delivery that is not normalized, and is quiet about one that was linked meanwhile', async () => {
    const received = deliveryOf('received');
    await registry.enter(received);
    await expect(registry.enqueue(received)).rejects.toMatchObject({ name: 'TransitionRefused' });
    const [linked] = await waiting('a');
    const grant = await granted('one');
    await registry.publish(publishedOf(1, linked ? [linked] : []), grant.token);
    await expect(registry.enqueue(deliveryOf('a', { status: 'normalized' }))).resolves.toBeUndefined();
    expect(await registry.acquire('two')).toBeUndefined();
  });

  it('takes a repeat as one', async () => {
    const [delivery] = await waiting('a');
    if (delivery) await registry.enqueue(delivery);
    expect(names(await registry.acquire('one'))).toEqual(['a']);
  });

  it('is cleared of deliveries that went another way since', async () => {
    await waiting('rejected', 'good');
    await registry.advance(deliveryOf('rejected', { status: 'rejected' }), ['normalized']);
    expect(names(await registry.acquire('one'))).toEqual(['good']);
    await registry.release('one');
    await registry.advance(deliveryOf('rejected', { status: 'normalized' }), ['rejected']);
    expect(names(await registry.acquire('two'))).toEqual(['good']);
  });
});

describe('the lock', () => {
  it('is held by one: the other is told to come again', async () => {
    await waiting('a');
    await registry.acquire('one');
    await expect(registry.acquire('two')).rejects.toMatchObject({ name: 'LockHeld' });
  });

  it('goes to one of many who ask at once', async () => {
    await waiting('a', 'b');
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, async (_, index) => registry.acquire(String(index))),
    );
    expect(outcomes.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
    for (const each of outcomes)
      if (each.status === 'rejected') expect(each.reason).toMatchObject({ name: 'LockHeld' });
  });

  it('gives the same owner its grant again, without what came in between', async () => {
    await waiting('a');
    const grant = await granted('one');
    await waiting('b');
    expect(await registry.acquire('one')).toEqual(grant);
    expect(await registry.grant('one', grant.token)).toEqual(grant);
  });

  it('is let go when nothing waits', async () => {
    expect(await registry.acquire('one')).toBeUndefined();
    await waiting('a');
    expect(names(await registry.acquire('two'))).toEqual(['a']);
  });

  it('is let go by its owner only; what was granted waits again', async () => {
    await waiting('a');
    await registry.acquire('one');
    await registry.release('two');
    await expect(registry.acquire('two')).rejects.toMatchObject({ name: 'LockHeld' });
    await registry.release('one');
    await registry.release('one');
    expect(names(await registry.acquire('two'))).toEqual(['a']);
  });

  it('lasts as long as it is renewed', async () => {
    await waiting('a');
    const grant = await granted('one');
    now += SETTINGS.link.lockSeconds * 900;
    await registry.grant('one', grant.token);
    now += SETTINGS.link.lockSeconds * 900;
    await expect(registry.acquire('two')).rejects.toMatchObject({ name: 'LockHeld' });
    expire();
    expect(names(await registry.acquire('two'))).toEqual(['a']);
  });

  it('passes on when it expired: what its old owner then does is void', async () => {
    const deliveries = await waiting('a');
    const old = await granted('old');
    expire();
    const current = await granted('new');
    expect(current.token).toBeGreaterThan(old.token);
    expect(current.version).toBe(old.version);
    await expect(registry.grant('old', old.token)).rejects.toMatchObject({ name: 'LockLost' });
    await expect(registry.publish(publishedOf(1, deliveries, old.token), old.token)).rejects.toMatchObject({
      name: 'LockLost',
    });
    await registry.release('old');
    expect(await registry.pointer('linked')).toBeUndefined();
    expect(await status('a')).toBe('normalized');
    await registry.publish(publishedOf(1, deliveries, current.token), current.token);
    await expect(registry.publish(publishedOf(1, deliveries, old.token), old.token)).rejects.toMatchObject({
      name: 'LockLost',
    });
    expect((await registry.version('linked', 1))?.files).toEqual(
      publishedOf(1, deliveries, current.token).files,
    );
  });

  it('may be used by its owner beyond its time while nobody took it', async () => {
    const deliveries = await waiting('a');
    const grant = await granted('one');
    expire();
    expect(await registry.publish(publishedOf(1, deliveries), grant.token)).toMatchObject({ version: 1 });
  });

  it('gives a new token to an owner who comes back after it expired', async () => {
    await waiting('a');
    const old = await granted('one');
    expire();
    const again = await granted('one');
    expect(again.token).toBeGreaterThan(old.token);
    await expect(registry.grant('one', old.token)).rejects.toMatchObject({ name: 'LockLost' });
  });

  it('has no grant for who never asked', async () => {
    await expect(registry.grant('one', 1)).rejects.toMatchObject({ name: 'LockLost' });
  });
});

describe('publishing', () => {
  it('is quiet when it is repeated, and answers where readers stand now', async () => {
    const first = await waiting('a');
    const grant = await granted('one');
    const version = publishedOf(1, first, grant.token);
    await registry.publish(version, grant.token);
    expect(await registry.publish(version, grant.token)).toMatchObject({ version: 1 });

    const second = await waiting('b');
    const next = await granted('two');
    await registry.publish(publishedOf(2, second, next.token), next.token);
    expect(await registry.publish(version, grant.token)).toMatchObject({ version: 2 });
    expect(await registry.pointer('linked')).toMatchObject({ version: 2 });
  });

  it('is refused without the lock', async () => {
    const deliveries = await waiting('a');
    const grant = await granted('one');
    await registry.release('one');
    await expect(registry.publish(publishedOf(1, deliveries), grant.token)).rejects.toMatchObject({
      name: 'LockLost',
    });
    expect(await registry.pointer('linked')).toBeUndefined();
  });

  it('leaves no gap: the version after the next is refused', async () => {
    const deliveries = await waiting('a');
    const grant = await granted('one');
    await expect(registry.publish(publishedOf(2, deliveries), grant.token)).rejects.toMatchObject({
      name: 'LockLost',
    });
    expect(await registry.version('linked', 2)).toBeUndefined();
    expect(await status('a')).toBe('normalized');
  });

  it('is one transaction: where a delivery went another way, nothing of it stands', async () => {
    const deliveries = await waiting('a', 'b');
    const grant = await granted('one');
    await registry.advance(deliveryOf('b', { status: 'rejected' }), ['normalized']);
    await expect(registry.publish(publishedOf(1, deliveries), grant.token)).rejects.toMatchObject({
      name: 'LockLost',
    });
    expect(await registry.pointer('linked')).toBeUndefined();
    expect(await status('a')).toBe('normalized');
    expect(names(await registry.grant('one', grant.token))).toContain('a');
  });

  it('holds as many deliveries as are granted at most', async () => {
    const all = await waiting(
      ...Array.from({ length: SETTINGS.link.deliveriesTogether }, (_, index) => String(index)),
    );
    const grant = await granted('one');
    expect(await registry.publish(publishedOf(1, all), grant.token)).toMatchObject({ version: 1 });
    expect(await status('44')).toBe('linked');
  });
});
