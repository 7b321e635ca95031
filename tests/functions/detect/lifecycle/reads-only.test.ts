import { describe, expect, it } from 'vitest';
import { loadLibrary } from '#detect/library.ts';
import { foreignReads } from '#detect/lifecycle/reads-only.ts';

describe('what a draft may read', () => {
  it.each(loadLibrary().map(({ dossier, sql }) => [dossier.id, sql] as const))('holds for %s', (_id, sql) => {
    expect(foreignReads(sql)).toEqual([]);
  });

  it.each([
    ['SELECT 1 FROM verband_restricted.labels', ['verband_restricted', 'verband_restricted.labels']],
    ['SELECT 1 FROM "verband_restricted"."records"', ['verband_restricted']],
    ['SELECT 1 FROM entities, verband_restricted.labels', ['verband_restricted']],
    ['SELECT 1 FROM entities_history', ['entities_history']],
    ['SELECT 1 FROM information_schema.tables', ['information_schema', 'information_schema.tables']],
    ['SELECT 1 FROM entities JOIN outcomes ON true', ['outcomes']],
    ['SELECT 1 FROM scores', ['scores']],
    ['WITH a AS (SELECT 1 FROM findings) SELECT 1 FROM a', ['findings']],
  ])('not so for %s', (sql, foreign) => {
    expect(foreignReads(sql)).toEqual(foreign);
  });

  it.each([
    'SELECT extract(year FROM clock.as_of) FROM clock CROSS JOIN relations WHERE a IS DISTINCT FROM b',
    'WITH a (x, y) AS (SELECT 1, 2), b AS (SELECT 1) SELECT 1 FROM a JOIN b ON true CROSS JOIN UNNEST(c) AS t (d)',
    "SELECT 'from secrets' FROM (SELECT 1 FROM entities) AS e -- from nowhere",
  ])('so for %s', (sql) => {
    expect(foreignReads(sql)).toEqual([]);
  });
});
