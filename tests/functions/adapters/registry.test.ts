import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dynamoRegistry } from '#adapters/registry.ts';
import type { Registry } from '#ports';
import type { Delivery } from '#schemas/delivery.ts';
import type { Embedded } from '#tests/infra/local/dynamodb/embedded.ts';
import { openContextTable } from './context-table.ts';
import { deliveryId, deliveryOf, publishedOf } from './deliveries.ts';

let embedded: Embedded;
let registry: Registry;
let name = '';
let serial = 0;

beforeAll(async () => {
  embedded = await openContextTable('registry');
  registry = dynamoRegistry('registry', { client: embedded.documents });
});
afterAll(async () => embedded.close());
beforeEach(() => {
  name = `delivery ${(serial += 1)}`;
});

describe('the ledger of deliveries', () => {
  it('enters a delivery once, however often and however many at once its event arrives (R47)', async () => {
    const entered = await Promise.all(
      Array.from({ length: 8 }, async () => registry.enter(deliveryOf(name))),
    );
    expect(entered.filter(Boolean)).toHaveLength(1);
    expect(await registry.enter(deliveryOf(name, { rows_read: 99 }))).toBe(false);
    expect(await registry.delivery(deliveryId(name))).toEqual(deliveryOf(name));
  });

  it('knows nothing of a delivery that never came', async () => {
    expect(await registry.delivery(deliveryId('never'))).toBeUndefined();
  });

  it('moves a delivery on from the states that the move names', async () => {
    await registry.enter(deliveryOf(name));
    const normalized = deliveryOf(name, {
      status: 'normalized',
      rows_read: 3,
      rows_accepted: 2,
      rows_rejected: 1,
    });
    await registry.advance(normalized, ['received']);
    expect(await registry.delivery(deliveryId(name))).toEqual(normalized);
  });

  it.each<[Delivery['status'], Delivery['status'][]]>([
    ['normalized', ['received']],
    ['linked', ['received', 'normalized']],
    ['duplicate', ['received']],
  ])('refuses to move a delivery that is %s from %j, and leaves it', async (status, from) => {
    await registry.enter(deliveryOf(name, { status }));
    await expect(registry.advance(deliveryOf(name, { status: 'rejected' }), from)).rejects.toMatchObject({
      name: 'TransitionRefused',
      message: expect.stringContaining(from.join(' or ')),
    });
    expect(await registry.delivery(deliveryId(name))).toMatchObject({ status });
  });

  it('refuses to move what was never entered', async () => {
    await expect(registry.advance(deliveryOf(name), ['received'])).rejects.toMatchObject({
      name: 'TransitionRefused',
    });
  });

  it('lets one of two movers through', async () => {
    await registry.enter(deliveryOf(name));
    const outcomes = await Promise.allSettled([
      registry.advance(deliveryOf(name, { status: 'normalized' }), ['received']),
      registry.advance(deliveryOf(name, { status: 'rejected' }), ['received']),
    ]);
    expect(outcomes.map((each) => each.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('the ledger of contents', () => {
  const claim = async (delivery: string, content: string, minute: number, source = name) =>
    registry.claimContent(deliveryOf(`${name} ${delivery}`, { source, content_sha256: content }, minute));

  it('takes a first content, and calls the same content a duplicate of it', async () => {
    expect(await claim('one', 'A', 1)).toBeUndefined();
    expect(await claim('two', 'A', 2)).toBe(deliveryId(`${name} one`));
    expect(await claim('three', 'A', 3)).toBe(deliveryId(`${name} one`));
  });

  it('is repeatable for the delivery itself', async () => {
    await claim('one', 'A', 1);
    expect(await claim('one', 'A', 1)).toBeUndefined();
  });

  it('accepts A again after B: what counts is the latest', async () => {
    for (const [delivery, content] of ['A', 'B', 'A', 'B'].entries())
      expect(await claim(String(delivery), content, delivery)).toBeUndefined();
    expect(await claim('again', 'B', 9)).toBe(deliveryId(`${name} 3`));
  });

  it('keeps what came later when events arrive the other way round (R47)', async () => {
    expect(await claim('later', 'B', 5)).toBeUndefined();
    expect(await claim('earlier', 'A', 1)).toBeUndefined();
    expect(await claim('next', 'B', 6)).toBe(deliveryId(`${name} later`));
    expect(await claim('back', 'A', 7)).toBeUndefined();
  });

  it('does not fall back when an earlier delivery repeats its claim', async () => {
    await claim('one', 'A', 1);
    await claim('two', 'B', 2);
    expect(await claim('one', 'A', 1)).toBeUndefined();
    expect(await claim('three', 'A', 3)).toBeUndefined();
    expect(await claim('four', 'A', 4)).toBe(deliveryId(`${name} three`));
  });

  it('goes by source', async () => {
    await claim('one', 'A', 1);
    expect(await claim('two', 'A', 2, `${name} of another source`)).toBeUndefined();
  });

  it('gives a content that comes many times at once to one delivery', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, async (_, index) => claim(String(index), 'A', 1)),
    );
    expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(1);
    expect(new Set(outcomes.filter((outcome) => outcome !== undefined)).size).toBe(1);
  });

  it('refuses a delivery whose content was not read', async () => {
    await expect(registry.claimContent(deliveryOf(name, { content_sha256: null }))).rejects.toThrow(
      /was not read/,
    );
  });
});

describe('judged versions', () => {
  it('flip the pointer forwards and again to the same, never back', async () => {
    expect(await registry.pointer('judged')).toBeUndefined();
    expect(await registry.judge(publishedOf(2, []))).toEqual({
      name: 'judged',
      version: 2,
      base: 2,
      as_of: '2026-10-01',
    });
    expect(await registry.judge(publishedOf(2, []))).toMatchObject({ version: 2 });
    expect(await registry.judge(publishedOf(5, []))).toMatchObject({ version: 5, base: 5 });
    await expect(registry.judge(publishedOf(4, []))).rejects.toMatchObject({ name: 'VersionStale' });
    expect(await registry.pointer('judged')).toMatchObject({ version: 5 });
    expect(await registry.version('judged', 4)).toBeUndefined();
    expect(await registry.version('judged', 2)).toEqual(publishedOf(2, []));
  });

  it('come in order, also beyond ten', async () => {
    for (const version of [9, 10, 11, 100]) await registry.judge(publishedOf(version, []));
    const found = await registry.versions({ name: 'judged', version: 100, base: 9, as_of: '2026-10-01' });
    expect(found.map((each) => each.version)).toEqual([9, 10, 11, 100]);
    const some = await registry.versions({ name: 'judged', version: 11, base: 10, as_of: '2026-10-01' });
    expect(some.map((each) => each.version)).toEqual([10, 11]);
  });
});
