import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { columns, type Embedded, embedded, JSON_LINES, PARQUET } from './embedded.ts';

let cloud: Embedded;
beforeAll(async () => {
  cloud = await embedded();
  cloud.catalog.putDatabase({ Name: 'town' });
  cloud.catalog.putDatabase({ Name: 'other' });
  cloud.table('entities_history', 'entity_id string, kind string, deleted boolean', 'version int');
  cloud.catalog.putTable('town', {
    Name: 'pointers',
    StorageDescriptor: {
      ...JSON_LINES,
      Columns: columns('name string, version int'),
      Location: 's3://lake/pointers/',
    },
  });
  cloud.object('lake/pointers/linked.json', '{"name":"linked","version":2}\n');
  const versions: Readonly<Record<string, string>> = {
    1: "('e1', 'person', false), ('e2', 'person', false)",
    2: "('e1', 'person', true), ('e3', 'address', false)",
    3: "('e4', 'company', false)",
  };
  for (const [version, rows] of Object.entries(versions)) {
    await cloud.parquet(
      `lake/entities_history/v${version}/part.parquet`,
      `SELECT * FROM (VALUES ${rows}) AS t(entity_id, kind, deleted)`,
    );
    cloud.catalog.createPartition('town', 'entities_history', {
      Values: [version],
      StorageDescriptor: { ...PARQUET, Location: `s3://lake/entities_history/v${version}/` },
    });
  }
  cloud.view(
    'entities',
    `SELECT entity_id, kind FROM (
       SELECT *, row_number() OVER (PARTITION BY entity_id ORDER BY version DESC) AS newest FROM town.entities_history
       WHERE version BETWEEN 1 AND (SELECT version FROM pointers WHERE name = 'linked')
     ) AS h WHERE newest = 1 AND NOT deleted`,
    'entity_id varchar, kind varchar',
  );
  cloud.view('kinds', 'SELECT kind, count(*) AS n FROM entities GROUP BY kind', 'kind varchar, n bigint');
});
afterAll(async () => cloud.close());

describe('views', () => {
  it('show the state at the pointer, newest row per key, without tombstones', async () => {
    expect((await cloud.ask('SELECT * FROM entities ORDER BY entity_id')).rows).toEqual([
      ['e2', 'person'],
      ['e3', 'address'],
    ]);
  });

  it('follow the pointer', async () => {
    cloud.object('lake/pointers/linked.json', '{"name":"linked","version":3}\n');
    expect((await cloud.ask('SELECT count(*) FROM entities')).rows).toEqual([['3']]);
    cloud.object('lake/pointers/linked.json', '{"name":"linked","version":2}\n');
    expect((await cloud.ask('SELECT count(*) FROM entities')).rows).toEqual([['2']]);
  });

  it('stand on views, in the database in which they were made', async () => {
    const answer = await cloud.ask(
      'SELECT * FROM town.kinds k JOIN town.entities e ON e.kind = k.kind ORDER BY 3',
      {
        QueryExecutionContext: { Database: 'other' },
      },
    );
    expect(answer.rows).toEqual([
      ['person', '1', 'e2', 'person'],
      ['address', '1', 'e3', 'address'],
    ]);
  });

  it('give sums their declared type', async () => {
    cloud.view('total', 'SELECT sum(n) AS total, 5 AS five FROM kinds', 'total bigint, five bigint');
    const answer = await cloud.ask('SELECT total / 2, five FROM total');
    expect(answer.rows).toEqual([['1', '5']]);
    expect(answer.columns.map(({ type }) => type)).toEqual(['bigint', 'bigint']);
  });

  it('take the names of their definition', async () => {
    cloud.view('renamed', 'SELECT entity_id, 1 FROM entities', 'id varchar, one integer');
    expect((await cloud.ask("SELECT id, one FROM renamed WHERE id = 'e2'")).rows).toEqual([['e2', '1']]);
  });

  it.each([
    [
      'a type that does not fit',
      'SELECT entity_id, kind FROM entities',
      'entity_id varchar, kind bigint',
      /column \[kind\] of type varchar .* cannot be coerced/,
    ],
    [
      'too few columns',
      'SELECT entity_id FROM entities',
      'entity_id varchar, kind varchar',
      /its query has 1 columns, its definition 2/,
    ],
    ['a table that is gone', 'SELECT x FROM gone', 'x varchar', /TABLE_NOT_FOUND: .*town.gone/],
    ['itself', 'SELECT x FROM broken', 'x varchar', /stands on itself/],
  ])('that stand on %s fail', async (_, sql, text, message) => {
    cloud.view('broken', sql, text);
    await expect(cloud.ask('SELECT * FROM broken')).rejects.toThrow(message);
  });

  it('without a readable definition fail', async () => {
    cloud.catalog.putTable('town', {
      Name: 'broken',
      TableType: 'VIRTUAL_VIEW',
      Parameters: { presto_view: 'true' },
      ViewOriginalText: '/* Presto View: bm9uc2Vuc2U= */',
    });
    await expect(cloud.ask('SELECT * FROM broken')).rejects.toThrow(/INVALID_VIEW: View 'town.broken'/);
  });
});
