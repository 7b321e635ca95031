import { DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { clockLiteralSql, stateSql, versionLiteral } from '#schemas/lake-sql.ts';
import { LAKE_TABLES, lakeTable } from '#schemas/tables.ts';

type Connection = Awaited<ReturnType<DuckDBInstance['connect']>>;

describe('the SQL of a table’s state', () => {
  let connection: Connection;
  const rowsOf = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJson();
  beforeAll(async () => {
    connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run('CREATE SCHEMA town');
    await connection.run(
      'CREATE TABLE town.members_history (entity_id VARCHAR, record_id VARCHAR, source VARCHAR, deleted BOOLEAN, version INTEGER)',
    );
    await connection.run(`INSERT INTO town.members_history VALUES
      ('before the base', 'r0', 'brp', false, 1),
      ('e1', 'r1', 'brp', false, 2), ('e2', 'r2', 'brp', false, 2),
      ('e1b', 'r1', 'brp', false, 3), ('e2', 'r2', 'brp', true, 3),
      ('e2 again', 'r2', 'brp', false, 4)`);
    await connection.run("CREATE TABLE pointers AS SELECT 'linked' AS name, 3 AS version, 2 AS base");
  });

  it.each([
    {
      version: 2,
      is: [
        ['e1', 'r1'],
        ['e2', 'r2'],
      ],
    },
    { version: 3, is: [['e1b', 'r1']] },
    {
      version: 4,
      is: [
        ['e1b', 'r1'],
        ['e2 again', 'r2'],
      ],
    },
  ])(
    'is the newest row per key up to $version, without tombstones and from the base on',
    async ({ version, is }) => {
      const sql = stateSql(lakeTable('members'), versionLiteral(version), versionLiteral(2), 'town');
      expect(await rowsOf(`SELECT entity_id, record_id FROM (${sql}) ORDER BY record_id`)).toEqual(is);
    },
  );

  it('follows a pointer when the version is a subquery', async () => {
    const at = (column: string) => `(SELECT ${column} FROM pointers WHERE name = 'linked')`;
    const sql = stateSql(lakeTable('members'), at('version'), at('base'), 'town');
    expect(await rowsOf(sql)).toEqual([['e1b', 'r1', 'brp']]);
  });

  it('is one version of a table that is written whole', () => {
    const sql = stateSql(lakeTable('scores'), '7', '1');
    expect(sql).toMatch(/^SELECT subject_entity_id, .* FROM scores_history WHERE version = 7$/);
  });

  it('gives every versioned table its own columns', () => {
    for (const table of LAKE_TABLES.filter((each) => each.history !== 'log')) {
      const sql = stateSql(table, '2', '1');
      for (const column of table.columns) expect(sql).toContain(column.name);
    }
  });

  it('refuses a log, which has no version', () => {
    expect(() => stateSql(lakeTable('rejects'), '1', '1')).toThrow(/rejects is a log/);
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %s as a version', (version) => {
    expect(() => versionLiteral(version)).toThrow(RangeError);
  });

  it('gives the clock as one row, and refuses what is no day (R49)', async () => {
    expect(await rowsOf(clockLiteralSql({ version: 7, asOf: '2026-10-01' }))).toEqual([['2026-10-01', 7]]);
    expect(() => clockLiteralSql({ version: 7, asOf: "2026-10-01'--" })).toThrow();
  });
});
