import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignEntityIds } from '#cluster/entity-ids.ts';
import type { EntityId, RecordId } from '#schemas/ids.ts';
import { type ChangedRecords, newsAbout } from '#watch/news.ts';
import { type Standing, standingOf, successorOf } from '#watch/standing.ts';
import { ids } from './fixtures.ts';

describe('whatever a version brings', () => {
  const RECORDS = Array.from({ length: 8 }, (_, index) => ids.record(String(index)));
  const SOURCES = ['raids', 'brp', 'reports', 'bag'];
  const group = fc.option(fc.nat(3), { nil: undefined });
  const until = fc.constantFrom(null, null, '2026-09-01', '2026-10-01');
  const each8 = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: 8, maxLength: 8 });
  /** Per record: its group before and now (undefined = not there), its parent, when its tie ended before and now, its source, whether its row changed. */
  const version = fc.record({
    records: each8(
      fc.record({
        before: group,
        now: group,
        parent: fc.option(fc.nat(7), { nil: undefined }),
        endedBefore: until,
        endedNow: until,
        source: fc.constantFrom(...SOURCES),
        touched: fc.boolean(),
      }),
    ),
    authorised: fc.uniqueArray(fc.constantFrom(...SOURCES), { minLength: 1 }),
    listed: fc.nat(7),
  });
  type Drawn = typeof version extends fc.Arbitrary<infer T> ? T : never;

  /** Entities get their ids by cluster's own rule: an id stays with what holds most of its records. */
  function stand(drawn: Drawn, when: 'before' | 'now', previous: ReadonlyMap<RecordId, EntityId>): Standing {
    const groups = [0, 1, 2, 3]
      .map((of) => RECORDS.filter((_, index) => drawn.records[index]?.[when] === of))
      .filter((records) => records.length > 0);
    const entityIds = assignEntityIds(
      groups.map((records) => ({ kind: 'person', records: records.toSorted() })),
      previous,
      (id) => [...previous.values()].includes(id),
    );
    const entityOf = new Map(
      groups.flatMap((records, index) => records.map((id) => [id, entityIds[index]] as const)),
    );
    return standingOf(
      RECORDS.flatMap((record_id, index) => {
        const entity_id = entityOf.get(record_id);
        return entity_id ? [{ record_id, entity_id, source: drawn.records[index]?.source ?? '' }] : [];
      }),
      RECORDS.flatMap((record_id, index) => {
        const of = drawn.records[index];
        const parent = of?.parent === undefined ? undefined : RECORDS[of.parent];
        const from_entity_id = parent && entityOf.get(parent);
        const to_entity_id = entityOf.get(record_id);
        if (!of || !from_entity_id || !to_entity_id) return [];
        const ended = when === 'before' ? of.endedBefore : of.endedNow;
        return [{ record_id, from_entity_id, to_entity_id, until: ended }];
      }),
    );
  }

  type Case = {
    readonly before: Standing;
    readonly now: Standing;
    readonly listed: EntityId;
    readonly authorised: string[];
    readonly news: (listed: EntityId) => ReturnType<typeof newsAbout>;
  };
  const each = (check: (of: Case) => void) =>
    fc.assert(
      fc.property(version, (drawn) => {
        const before = stand(drawn, 'before', new Map());
        const now = stand(drawn, 'now', before.entityOf);
        const changed: ChangedRecords = new Map(
          RECORDS.flatMap((record, index) => {
            const of = drawn.records[index];
            const moved = before.entityOf.has(record) !== now.entityOf.has(record);
            return of && (moved || of.touched)
              ? [[record, { source: of.source, contentHash: 'new' }] as const]
              : [];
          }),
        );
        const listed =
          before.entityOf.get(RECORDS[drawn.listed] ?? ids.record('none')) ?? ids.entity('nobody');
        const { authorised } = drawn;
        const news = (subject: EntityId) =>
          newsAbout({ subject_entity_id: subject, sources: authorised }, before, now, changed);
        check({ before, now, listed, authorised, news });
      }),
      { numRuns: 500 },
    );

  it('one record gives at most one piece of news', () => {
    each(({ news, listed }) => {
      const records = news(listed).flatMap((one): readonly RecordId[] => one.recordIds);
      expect(new Set(records).size).toBe(records.length);
      const keys = news(listed).map((one) => one.factKey);
      expect(new Set(keys).size).toBe(keys.length);
    });
  });

  it('only sources that the entry authorises give news, but for the identity of the subject itself (R35)', () => {
    each(({ news, listed, authorised }) => {
      for (const { kind, sources: from, otherEntityId } of news(listed)) {
        if (kind === 'split' || (kind === 'merged' && otherEntityId === listed)) continue;
        expect(from.some((source) => authorised.includes(source))).toBe(true);
      }
    });
  });

  it('a repeat after the entry followed its subject adds nothing', () => {
    each(({ news, before, now, listed }) => {
      const keys = news(listed).map((one) => one.factKey);
      for (const one of news(successorOf(listed, before, now))) expect(keys).toContain(one.factKey);
    });
  });

  it('a version that changes nothing gives no news', () => {
    each(({ before, listed, authorised }) => {
      const entry = { subject_entity_id: listed, sources: authorised };
      expect(newsAbout(entry, before, before, new Map())).toEqual([]);
    });
  });

  it('every record of an authorised source that came to the subject is told', () => {
    each(({ news, before, now, listed, authorised }) => {
      const subject = successorOf(listed, before, now);
      const told = new Set(news(listed).flatMap((one) => one.recordIds));
      for (const record of now.recordsOf.get(subject) ?? []) {
        if (before.entityOf.has(record) || !authorised.includes(now.sourceOf.get(record) ?? '')) continue;
        expect(told).toContain(record);
      }
    });
  });
});
