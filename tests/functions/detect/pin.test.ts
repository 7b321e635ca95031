import { describe, expect, it } from 'vitest';
import { pin } from '#detect/pin.ts';
import { FixtureTown, id, recordId } from './fixture-town.ts';

const SQL = `SELECT entity_id AS subject_entity_id, 1e0 AS strength, attributes AS evidence, false AS withheld
FROM entities WHERE kind = 'address'`;

/** A town whose house is changed in version 2 and gone in version 3. */
function changingTown(): FixtureTown {
  const town = new FixtureTown();
  const row = {
    entity_id: id('address', 'house'),
    kind: 'address',
    first_seen: '2020-01-01',
    last_seen: '2020-01-01',
  };
  town.row('entities', { ...row, attributes: '{"area_m2":40}' }, 1);
  town.row('entities', { ...row, attributes: '{"area_m2":60}' }, 2);
  town.row('entities', { ...row, attributes: '{}', deleted: true }, 3);
  return town;
}

describe('a pinned pattern', () => {
  it.each([
    { version: 1, evidence: ['{"area_m2":40}'] },
    { version: 2, evidence: ['{"area_m2":60}'] },
    { version: 3, evidence: [] },
  ])('stands at version $version, whatever came after', async ({ version, evidence }) => {
    const answer = await changingTown().answer(SQL, version);
    expect(answer.rows.map((row) => row[2])).toEqual(evidence);
  });

  it('gives the clock of that version', async () => {
    const answer = await new FixtureTown('2026-05-31').answer(
      `SELECT '${id('address', 'x')}' AS subject_entity_id, 1e0 AS strength,
        CAST(as_of AS varchar) || ' ' || CAST(version AS varchar) AS evidence, false AS withheld FROM clock`,
      7,
    );
    expect(answer.rows[0]?.[2]).toBe('2026-05-31 7');
  });

  it('reads no table that the pattern does not name', () => {
    const text = pin(SQL, { version: 2, base: 1, asOf: '2026-10-01' });
    expect(text).toContain('entities_history WHERE version BETWEEN 1 AND 2');
    expect(text).not.toContain('relations');
  });

  it.each([
    { what: 'a version that is no number', at: { version: Number.NaN, base: 1, asOf: '2026-10-01' } },
    { what: 'a base below zero', at: { version: 2, base: -1, asOf: '2026-10-01' } },
    { what: 'a day with more text (R49)', at: { version: 2, base: 1, asOf: "2026-10-01' OR '1'='1" } },
  ])('refuses $what', ({ at }) => {
    expect(() => pin(SQL, at)).toThrow();
  });

  it('keeps rows of different keys apart', async () => {
    const town = changingTown();
    town.row('relations', {
      from_entity_id: 'a',
      to_entity_id: 'b',
      role: 'owner',
      record_id: recordId('x'),
      in_research: false,
    });
    town.row('relations', {
      from_entity_id: 'a',
      to_entity_id: 'b',
      role: 'owner',
      record_id: recordId('y'),
      in_research: false,
    });
    const answer = await town.answer(
      `SELECT CAST(count(*) AS varchar) AS subject_entity_id, 1e0 AS strength, '{}' AS evidence, false AS withheld FROM relations`,
    );
    expect(answer.rows[0]?.[0]).toBe('2');
  });
});
