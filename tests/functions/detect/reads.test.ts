import { describe, expect, it } from 'vitest';
import { loadLibrary } from '#detect/library.ts';
import { onlyRead } from '#detect/reads.ts';
import type { ReadWord } from '#schemas/pattern.ts';
import { ReadWord as ReadWords } from '#schemas/pattern.ts';
import { lakeTable } from '#schemas/tables.ts';
import { FixtureTown, id } from './fixture-town.ts';

const KNOWN: readonly string[] = ReadWords.options;

/** The kinds, events and roles that a query's text names between quotes. */
const named = (sql: string): string[] =>
  [...sql.matchAll(/'([a-z_]+)'/g)].flatMap(([, word = '']) => (KNOWN.includes(word) ? [word] : []));

describe('what a pattern reads', () => {
  it.each(loadLibrary().map(({ dossier, sql }) => ({ id: dossier.id, reads: dossier.reads, sql })))(
    '$id says every kind, event and role that it names',
    ({ reads, sql }) => {
      expect(reads ?? []).toEqual(expect.arrayContaining(named(sql)));
      expect(reads?.length).toBeGreaterThan(0);
    },
  );

  const SQL = `SELECT entity_id AS subject_entity_id, 1e0 AS strength, '{}' AS evidence, false AS withheld FROM entities`;
  const town = () => {
    const made = new FixtureTown();
    const home = made.address('home');
    made.person('resident');
    made.event('raid', 'raid', home, { occurred_on: '2026-01-01' });
    made.event('report', 'report', home, { occurred_on: '2026-01-01' });
    return made;
  };
  const given = async (reads?: readonly ReadWord[]) =>
    (await town().answer(SQL, 1, reads)).rows.map(([subject]) => subject ?? '').toSorted();

  it('is all that it is given (AVG art. 5(1)(c))', async () => {
    expect(await given(['address', 'raid'])).toEqual([id('address', 'home'), id('event', 'raid')].toSorted());
    expect(await given(['person'])).toEqual([id('person', 'resident')]);
    expect(await given(['location'])).toEqual([]);
    expect(await given()).toHaveLength(4);
  }, 60_000);

  it('bounds relations by role', async () => {
    const roles = async (reads: readonly ReadWord[]) => {
      const made = town();
      const [resident] = made.residents(id('address', 'home'), ['one']);
      if (resident) made.relate(id('event', 'raid'), resident, 'suspect');
      const sql = `SELECT role AS subject_entity_id, 1e0 AS strength, '{}' AS evidence, false AS withheld FROM relations`;
      return (await made.answer(sql, 1, reads)).rows.map(([role]) => role ?? '').toSorted();
    };
    expect(await roles(['raid', 'suspect', 'registered_at'])).toEqual(['registered_at', 'suspect']);
    expect(await roles(['raid'])).toEqual([]);
  }, 60_000);

  it('does not bring back what a later version deleted', async () => {
    const made = town();
    const gone = { entity_id: id('address', 'home'), kind: null, first_seen: null, last_seen: null };
    made.row('entities', { ...gone, attributes: null, deleted: true }, 2);
    expect((await made.answer(SQL, 2, ['address'])).rows).toEqual([]);
  }, 60_000);

  it('leaves tables without kinds and roles alone', () => {
    expect(onlyRead(lakeTable('members'), ['address'])).toBeUndefined();
    expect(onlyRead(lakeTable('relations'), undefined)).toBeUndefined();
  });
});
