import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lakeTableName } from '#adapters/lake.ts';
import type { LakeRow } from '#ports';
import { LAKE_TABLES } from '#schemas/tables.ts';
import type { PublishedVersion } from '#schemas/version.ts';
import { memoryLake, versionOf } from '#tests/functions/memory-ports.ts';

const member = (record_id: string, entity_id: string) => ({
  record_id,
  entity_id,
  source: 'brp',
  deleted: false,
});
const gone = (record_id: string) => ({ record_id, deleted: true });

describe('a lake table', () => {
  it('lies in its database’s folder, under the location that it is given', async () => {
    const { lake, objects } = memoryLake();
    const files = await lake.write('members', 'version=7-3', '0000', [member('a', 'x')]);
    expect(files).toEqual({
      table: 'members',
      prefix: 'analysis/members_history/version=7-3/',
      keys: ['analysis/members_history/version=7-3/0000.parquet'],
      rows: 1,
    });
    expect([...objects.objects.keys()]).toEqual(files.keys);
    expect((await lake.write('records', 'version=7-3', '0001', [])).prefix).toBe(
      'restricted/records_history/version=7-3/',
    );
    expect((await lake.write('watch_events', 'day=2026-10-15', 'x', [])).prefix).toBe(
      'analysis/watch_events/day=2026-10-15/',
    );
  });

  it('says nothing of what a version did not touch', async () => {
    const { lake } = memoryLake();
    expect(await lake.changes('members', versionOf(1))).toEqual([]);
    expect(await lake.state('members', [])).toEqual([]);
    expect(await lake.state('scores', [])).toEqual([]);
  });

  it('refuses a name that is none of its tables', () => {
    expect(LAKE_TABLES.map((table) => lakeTableName(table.name))).toEqual(
      LAKE_TABLES.map((table) => table.name),
    );
    expect(() => lakeTableName('persons')).toThrow(/no lake table persons/);
  });

  it('misses a file that is gone', async () => {
    const { lake, objects } = memoryLake();
    const files = await lake.write('members', 'version=1-1', '0000', [member('a', 'x')]);
    await objects.remove(files.keys);
    await expect(lake.read(files)).rejects.toMatchObject({ name: 'ObjectMissing' });
  });
});

describe('what is read of a file', () => {
  it('is only the columns that are named', async () => {
    const { lake } = memoryLake();
    const files = await lake.write('members', 'version=1-1', '0000', [member('a', 'x'), gone('b')]);
    expect(await lake.read(files, ['record_id', 'deleted'])).toEqual([
      { record_id: 'a', deleted: false },
      { record_id: 'b', deleted: true },
    ]);
    await expect(lake.read(files, ['record'])).rejects.toThrow(/no column record/);
  });

  it('comes apart into what a delta says and what it takes away', async () => {
    const { lake } = memoryLake();
    const files = await lake.write('members', 'version=1-1', '0000', [member('a', 'x'), gone('b')]);
    expect(await lake.delta(files)).toEqual({
      rows: [{ record_id: 'a', entity_id: 'x', source: 'brp' }],
      removed: [{ record_id: 'b', entity_id: null, source: null }],
    });
    expect(await lake.delta(files, ['source'])).toEqual({
      rows: [{ record_id: 'a', source: 'brp' }],
      removed: [{ record_id: 'b', source: null }],
    });
  });

  it('is, of a delta, only what speaks of the keys that are asked for', async () => {
    const { lake } = memoryLake();
    const rows = [member('a', 'x'), gone('b'), member('c', 'y'), gone('d')];
    const files = await lake.write('members', 'version=1-1', '0000', rows);
    expect(
      await lake.delta(files, undefined, { column: 'record_id', among: new Set(['c', 'd', 'e']) }),
    ).toEqual({
      rows: [{ record_id: 'c', entity_id: 'y', source: 'brp' }],
      removed: [{ record_id: 'd', entity_id: null, source: null }],
    });
    expect(await lake.delta(files, ['entity_id'], { column: 'source', among: new Set(['bag']) })).toEqual({
      rows: [],
      removed: [
        { record_id: 'b', entity_id: null },
        { record_id: 'd', entity_id: null },
      ],
    });
  });
});

describe('the state at a version', () => {
  it('of a whole table is that version’s rows alone', async () => {
    const { lake } = memoryLake();
    const score = (subject: string, points: number) => ({
      subject_entity_id: subject,
      theme: 'hemp',
      score: points,
      contributions: [{ a: 1 }],
      model: 'm',
      input_hash: 'h',
    });
    const one = versionOf(1, {
      files: [await lake.write('scores', 'version=1-a', '0000', [score('x', 1), score('y', 2)])],
    });
    const two = versionOf(2, { files: [await lake.write('scores', 'version=2-b', '0000', [score('x', 3)])] });
    expect(await lake.state('scores', [one, two])).toEqual([score('x', 3)]);
    expect(await lake.state('scores', [one])).toEqual([score('x', 1), score('y', 2)]);
  });

  it('is the newest row per key without the tombstones, whatever the deltas (a model)', async () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd');
    const row = fc.oneof(
      fc.tuple(key, fc.constantFrom('x', 'y', 'z')).map(([id, entity]) => member(id, entity)),
      key.map(gone),
    );
    const delta = fc.uniqueArray(row, { selector: (each) => each.record_id, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(delta, fc.nat(4)), { maxLength: 5 }), async (deltas) => {
        const { lake } = memoryLake();
        const versions: PublishedVersion[] = [];
        const model = new Map<string, LakeRow>();
        for (const [index, [rows, cut]] of deltas.entries()) {
          // A version's delta may lie in several files.
          const parts = [rows.slice(0, cut), rows.slice(cut)].filter((part) => part.length > 0);
          const files = await Promise.all(
            parts.map(async (part, at) => lake.write('members', `version=${index + 1}-1`, String(at), part)),
          );
          versions.push(versionOf(index + 1, { files }));
          for (const each of rows) {
            if (each.deleted) model.delete(each.record_id);
            else
              model.set(each.record_id, {
                record_id: each.record_id,
                entity_id: 'entity_id' in each ? each.entity_id : null,
                source: 'brp',
              });
          }
          const byKey = (a: LakeRow, b: LakeRow) => (String(a.record_id) < String(b.record_id) ? -1 : 1);
          expect((await lake.state('members', versions)).toSorted(byKey)).toEqual(
            [...model.values()].toSorted(byKey),
          );
          const some = await lake.state('members', versions, ['entity_id'], {
            column: 'record_id',
            among: new Set(['a', 'c', 'nobody']),
          });
          expect(some.toSorted(byKey)).toEqual(
            [...model.values()]
              .filter(({ record_id }) => record_id === 'a' || record_id === 'c')
              .map(({ record_id, entity_id }) => ({ record_id, entity_id }))
              .toSorted(byKey),
          );
        }
      }),
      { numRuns: 40 },
    );
  });
});
