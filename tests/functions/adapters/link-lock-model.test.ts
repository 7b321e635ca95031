import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dynamoRegistry } from '#adapters/registry.ts';
import type { LockGrant } from '#ports';
import { Failure } from '#schemas/failures.ts';
import { SETTINGS } from '#schemas/settings.ts';
import type { PublishedVersion } from '#schemas/version.ts';
import { type Embedded, openEmbedded } from '#tests/infra/local/dynamodb/embedded.ts';
import { defineContextTable } from './context-table.ts';
import { deliveryOf, publishedOf } from './deliveries.ts';

let embedded: Embedded;
let run = 0;
beforeAll(async () => {
  embedded = await openEmbedded();
});
afterAll(async () => embedded.close());

const owner = fc.constantFrom('one', 'two', 'three');
const deed = fc.oneof(
  { weight: 3, arbitrary: fc.record({ what: fc.constant('deliver' as const) }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('acquire' as const), owner }) },
  // An owner publishes what it was granted last, however long ago: a sleeper, or a repeat.
  { weight: 4, arbitrary: fc.record({ what: fc.constant('publish' as const), owner }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('release' as const), owner }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('wait' as const) }) },
);

it('whoever sleeps, repeats or dies: versions follow each other and every delivery is linked once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 10, maxLength: 40 }), async (deeds) => {
      const table = `registry-${(run += 1)}`;
      defineContextTable(embedded, table);
      let now = Date.UTC(2026, 9, 1);
      const registry = dynamoRegistry(table, {
        client: embedded.documents,
        clock: { now: () => new Date(now) },
      });
      const grants = new Map<string, LockGrant>();
      const accepted = new Map<number, PublishedVersion>();
      let delivered = 0;
      const deliver = async () => {
        const delivery = deliveryOf(`${table} ${delivered}`, { status: 'normalized' }, delivered);
        delivered += 1;
        await registry.enter(delivery);
        await registry.enqueue(delivery);
      };
      const publish = async (grant: LockGrant) => {
        const version = publishedOf(grant.version, grant.deliveries, grant.token);
        await registry.publish(version, grant.token);
        // One and the same version may be accepted again, another under its number never.
        expect(accepted.get(grant.version) ?? version).toEqual(version);
        accepted.set(grant.version, version);
      };
      for (const step of deeds) {
        try {
          if (step.what === 'deliver') await deliver();
          else if (step.what === 'wait') now += (SETTINGS.link.lockSeconds + 1) * 1000;
          else if (step.what === 'release') await registry.release(step.owner);
          else if (step.what === 'acquire') {
            const grant = await registry.acquire(step.owner);
            if (grant) grants.set(step.owner, grant);
          } else {
            const grant = grants.get(step.owner);
            if (grant) await publish(grant);
          }
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
          expect(['LockHeld', 'LockLost']).toContain(error.name);
        }
      }
      now += (SETTINGS.link.lockSeconds + 1) * 1000;
      const rest = await registry.acquire('last');
      if (rest) await publish(rest);

      const pointer = await registry.pointer('linked');
      const versions = pointer ? await registry.versions(pointer) : [];
      expect(versions.map((each) => each.version)).toEqual(versions.map((_, index) => index + 1));
      expect(versions).toEqual([...accepted.values()].toSorted((a, b) => a.version - b.version));
      const linked = versions.flatMap((each) => each.deliveries);
      expect(linked).toHaveLength(delivered);
      expect(new Set(linked).size).toBe(delivered);
      for (const version of versions)
        for (const id of version.deliveries)
          expect(await registry.delivery(id)).toMatchObject({ status: 'linked', version: version.version });
    }),
    { numRuns: 8 },
  );
});
