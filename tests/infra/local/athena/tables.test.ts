import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { BatchCreatePartitionCommand } from '@aws-sdk/client-glue';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { columns, type Embedded, embedded, JSON_LINES, PARQUET } from './embedded.ts';

let cloud: Embedded;
beforeAll(async () => {
  cloud = await embedded();
  cloud.catalog.putDatabase({ Name: 'town' });
});
afterEach(() => cloud.reset());
afterAll(async () => cloud.close());

function register(table: string, values: readonly string[], location: string): void {
  cloud.catalog.createPartition('town', table, {
    Values: [...values],
    StorageDescriptor: { ...PARQUET, Location: location },
  });
}
const bytesOf = (answer: Awaited<ReturnType<Embedded['ask']>>): number =>
  answer.execution.Statistics?.DataScannedInBytes ?? -1;

describe('partitions', () => {
  beforeEach(async () => {
    cloud.table('entities', 'entity_id string, n bigint', 'version int');
    for (const version of [1, 2, 10]) {
      const folder = `lake/entities/version=${version}-k3q`;
      await cloud.parquet(
        `${folder}/part-0.parquet`,
        `SELECT 'e${version}' AS entity_id, ${version}::BIGINT AS n`,
      );
    }
  });

  it('gives no rows before one is registered, with the columns’ types', async () => {
    const answer = await cloud.ask('SELECT * FROM entities');
    expect(answer.rows).toEqual([]);
    expect(answer.columns).toEqual([
      { name: 'entity_id', type: 'varchar' },
      { name: 'n', type: 'bigint' },
      { name: 'version', type: 'integer' },
    ]);
    expect(bytesOf(answer)).toBe(0);
  });

  it('takes values from Glue, typed, and files from the registered places', async () => {
    register('entities', ['10'], 's3://lake/entities/version=10-k3q/');
    register('entities', ['2'], 's3://lake/entities/version=2-k3q');
    register('entities', ['3'], 's3://lake/entities/version=3-none/');
    const answer = await cloud.ask(
      'SELECT version, entity_id FROM entities WHERE version > 1 ORDER BY version',
    );
    expect(answer.rows).toEqual([
      ['2', 'e2'],
      ['10', 'e10'],
    ]);
  });

  it('shows a partition registered over the API to the next query', async () => {
    await cloud.glue.send(
      new BatchCreatePartitionCommand({
        DatabaseName: 'town',
        TableName: 'entities',
        PartitionInputList: [
          { Values: ['1'], StorageDescriptor: { ...PARQUET, Location: 's3://lake/entities/version=1-k3q/' } },
        ],
      }),
    );
    expect((await cloud.ask('SELECT entity_id FROM entities')).rows).toEqual([['e1']]);
  });

  it.each([
    ['version = 2', 1],
    ['2 = e.version AND n > 0', 1],
    ['version IN (1, 2)', 2],
    ['version BETWEEN 2 AND 10', 2],
    ['(version >= 2 AND version < 10)', 1],
    ['version = 1 OR version = 2', 3],
    ['version <> 1', 3],
    ['n = 2', 3],
  ])('reads only what %s leaves of three partitions', async (condition, partitions) => {
    for (const version of ['1', '2', '10'])
      register('entities', [version], `s3://lake/entities/version=${version}-k3q/`);
    const whole = bytesOf(await cloud.ask('SELECT * FROM entities'));
    const part = bytesOf(await cloud.ask(`SELECT * FROM entities e WHERE ${condition}`));
    // Files of one row differ by a byte or two.
    expect(part / (whole / 3)).toBeCloseTo(partitions, 1);
  });

  it('prunes each naming of a table by its own condition', async () => {
    for (const version of ['1', '2'])
      register('entities', [version], `s3://lake/entities/version=${version}-k3q/`);
    const sql = `SELECT a.entity_id, b.entity_id, (SELECT max(version) FROM entities) FROM entities a
      JOIN entities b ON a.version < b.version WHERE a.version = 1 AND b.version = 2`;
    expect((await cloud.ask(sql)).rows).toEqual([['e1', 'e2', '2']]);
  });

  it('keeps rows of an outer join that a pruned side would have lost', async () => {
    for (const version of ['1', '2'])
      register('entities', [version], `s3://lake/entities/version=${version}-k3q/`);
    const sql = `SELECT a.entity_id, b.entity_id FROM entities a LEFT JOIN entities b ON a.version = b.version AND b.version = 2 ORDER BY 1`;
    expect((await cloud.ask(sql)).rows).toEqual([
      ['e1', null],
      ['e2', 'e2'],
    ]);
  });

  it('answers over hundreds of them quickly', async () => {
    cloud.table('many', 'id string', 'version int');
    await cloud.parquet('lake/many/one/part-0.parquet', "SELECT 'x' AS id");
    cloud.store.transaction(() => {
      for (let version = 0; version < 400; version++)
        register('many', [String(version)], `s3://lake/many/v${version}/`);
    });
    for (let version = 0; version < 400; version += 2)
      await cloud.parquet(`lake/many/v${version}/part-0.parquet`, `SELECT 'x${version}' AS id`);
    const sql =
      'SELECT count(*), max(version) FROM many WHERE version >= (SELECT min(version) + 100 FROM many)';
    expect((await cloud.ask(sql)).rows).toEqual([['150', '398']]);
    const began = performance.now();
    await cloud.ask(sql);
    expect(performance.now() - began).toBeLessThan(1500);
  });

  it('reads the partition of NULL, and text and date keys', async () => {
    cloud.table('logs', 'id string', 'day date, kind string');
    register('logs', ['2024-01-01', 'a=b c'], 's3://lake/logs/1/');
    register('logs', ['__HIVE_DEFAULT_PARTITION__', 'x'], 's3://lake/logs/2/');
    await cloud.parquet('lake/logs/1/a.parquet', "SELECT '1' AS id");
    await cloud.parquet('lake/logs/2/a.parquet', "SELECT '2' AS id");
    expect((await cloud.ask('SELECT id, day, kind FROM logs ORDER BY id')).rows).toEqual([
      ['1', '2024-01-01', 'a=b c'],
      ['2', null, 'x'],
    ]);
    expect((await cloud.ask("SELECT id FROM logs WHERE day >= DATE '2024-01-01'")).rows).toEqual([['1']]);
  });
});

describe('partition projection', () => {
  const project = (keys: string, parameters: Record<string, string>): void =>
    cloud.catalog.putTable('town', {
      Name: 'logs',
      PartitionKeys: columns(keys),
      Parameters: { 'projection.enabled': 'true', ...parameters },
      StorageDescriptor: { ...PARQUET, Columns: columns('id string'), Location: 's3://lake/logs/' },
    });

  it('knows dates, integers and enums', async () => {
    project('day string, shard int, kind string', {
      'projection.day.type': 'date',
      'projection.day.format': 'yyyy-MM-dd',
      'projection.day.range': '2024-01-30,2024-02-02',
      'projection.shard.type': 'integer',
      'projection.shard.range': '0,3',
      'projection.shard.digits': '2',
      'projection.kind.type': 'enum',
      'projection.kind.values': 'a, b',
    });
    await cloud.parquet('lake/logs/day=2024-02-01/shard=03/kind=b/x.parquet', "SELECT 'in' AS id");
    await cloud.parquet('lake/logs/day=2024-02-03/shard=03/kind=b/x.parquet', "SELECT 'out' AS id");
    expect((await cloud.ask('SELECT * FROM logs')).rows).toEqual([['in', '2024-02-01', '3', 'b']]);
  });

  it('takes injected values from the query, into the location’s template', async () => {
    project('source string', {
      'projection.source.type': 'injected',
      'storage.location.template': 's3://lake/by-source/${source}/files/',
    });
    await cloud.parquet('lake/by-source/brp/files/x.parquet', "SELECT 'in' AS id");
    expect((await cloud.ask("SELECT id, source FROM logs WHERE source = 'brp'")).rows).toEqual([
      ['in', 'brp'],
    ]);
    await expect(cloud.ask('SELECT id FROM logs')).rejects.toThrow(/CONSTRAINT_VIOLATION.*source/);
  });

  it('refuses a type that it does not know', async () => {
    project('source string', { 'projection.source.type': 'guess' });
    await expect(cloud.ask('SELECT id FROM logs')).rejects.toThrow(
      /INVALID_TABLE_PROPERTY: projection.source.type/,
    );
  });
});

describe('files', () => {
  it('fills columns that a file lacks with NULL and ignores those that Glue does not know', async () => {
    cloud.table('people', 'person_id string, added date, Renamed bigint');
    await cloud.parquet('lake/people/1.parquet', "SELECT 'p1' AS person_id, 'secret' AS other");
    await cloud.parquet(
      'lake/people/2.parquet',
      "SELECT 'p2' AS PERSON_ID, DATE '2024-01-01' AS added, 5 AS renamed",
    );
    const answer = await cloud.ask('SELECT * FROM people ORDER BY person_id');
    expect(answer.rows).toEqual([
      ['p1', null, null],
      ['p2', '2024-01-01', '5'],
    ]);
    expect(answer.columns.map(({ type }) => type)).toEqual(['varchar', 'date', 'bigint']);
  });

  it('are found under a data directory that is named from here', async () => {
    const near = await embedded(relative('.', mkdtempSync(join(tmpdir(), 'near-'))));
    near.catalog.putDatabase({ Name: 'town' });
    near.table('people', 'person_id string');
    await near.parquet('lake/people/1.parquet', "SELECT 'p1' AS person_id");
    expect((await near.ask('SELECT person_id FROM people')).rows).toEqual([['p1']]);
    await near.close();
  });

  it('unnest a column of rows into a name for each field', async () => {
    cloud.table('people', 'person_id string, homes array<struct<street:string,number:int>>');
    await cloud.parquet(
      'lake/people/1.parquet',
      "SELECT 'p1' AS person_id, [{'street': 'Kerkweg', 'number': 2}] AS homes",
    );
    const sql = 'SELECT person_id, street, n FROM people CROSS JOIN UNNEST(homes) AS h(street, n)';
    expect((await cloud.ask(sql)).rows).toEqual([['p1', 'Kerkweg', '2']]);
  });

  it('passes over hidden, empty and deeper hidden files, and reads folders', async () => {
    cloud.table('people', 'person_id string');
    await cloud.parquet('lake/people/deep/1.parquet', "SELECT 'p1' AS person_id");
    await cloud.parquet('lake/people/_temporary/2.parquet', "SELECT 'p2' AS person_id");
    await cloud.parquet('lake/people/.hidden.parquet', "SELECT 'p3' AS person_id");
    cloud.object('lake/people/_SUCCESS', 'x');
    cloud.object('lake/people/marker', '');
    expect((await cloud.ask('SELECT person_id FROM people')).rows).toEqual([['p1']]);
  });

  it.each([
    ['string', '5::BIGINT'],
    ['bigint', "'5'"],
    ['double', '5::INTEGER'],
    ['date', "'2024-01-01'"],
    ['timestamp', "DATE '2024-01-01'"],
  ])('calls a column declared %s that holds %s bad data', async (type, value) => {
    cloud.table('people', `person_id string, value ${type}`);
    await cloud.parquet('lake/people/1.parquet', `SELECT 'p1' AS person_id, ${value} AS value`);
    await expect(cloud.ask('SELECT value FROM people')).rejects.toThrow(/^HIVE_BAD_DATA: Field value's type/);
  });

  it('reads JSON lines as declared', async () => {
    cloud.catalog.putTable('town', {
      Name: 'pointers',
      StorageDescriptor: {
        ...JSON_LINES,
        Columns: columns('name string, version int, at timestamp, tags array<string>, extra string'),
        Location: 's3://lake/pointers/',
      },
    });
    cloud.object(
      'lake/pointers/linked.json',
      '{"name":"linked","version":7,"asOf":"2024-01-01","extra":{"a":[1]}}\n',
    );
    cloud.object(
      'lake/pointers/judged.json',
      '{"name":"judged","version":6,"at":"2024-01-01 10:00:00","tags":["x"]}\n',
    );
    expect((await cloud.ask('SELECT * FROM pointers ORDER BY version')).rows).toEqual([
      ['judged', '6', '2024-01-01 10:00:00.000', '[x]', null],
      ['linked', '7', null, null, '{"a":[1]}'],
    ]);
    expect((await cloud.ask("SELECT version FROM pointers WHERE name = 'linked'")).rows).toEqual([['7']]);
  });

  it('finds a JSON key in any case', async () => {
    cloud.catalog.putTable('town', {
      Name: 'pointers',
      StorageDescriptor: {
        ...JSON_LINES,
        Columns: columns('name string, version int'),
        Location: 's3://lake/pointers/',
      },
    });
    cloud.object('lake/pointers/a.json', '{"Name":"a","version":1}\n');
    expect((await cloud.ask('SELECT name, version FROM pointers')).rows).toEqual([['a', '1']]);
    cloud.object('lake/pointers/b.json', '{"name":"b"}\n');
    await expect(cloud.ask('SELECT name FROM pointers')).rejects.toThrow(/differ only in case: /);
  });

  it('tells malformed JSON', async () => {
    cloud.catalog.putTable('town', {
      Name: 'pointers',
      StorageDescriptor: { ...JSON_LINES, Columns: columns('name string'), Location: 's3://lake/pointers/' },
    });
    cloud.object('lake/pointers/linked.json', '{"name":"linked"\n');
    await expect(cloud.ask('SELECT * FROM pointers')).rejects.toThrow(/^HIVE_BAD_DATA/);
  });

  it('refuses a SerDe that it does not read', async () => {
    cloud.catalog.putTable('town', {
      Name: 'csv',
      StorageDescriptor: {
        SerdeInfo: { SerializationLibrary: 'org.apache.hadoop.hive.serde2.OpenCSVSerde' },
        Columns: columns('name string'),
        Location: 's3://lake/csv/',
      },
    });
    cloud.object('lake/csv/a.csv', 'x\n');
    await expect(cloud.ask('SELECT * FROM csv')).rejects.toThrow(/OpenCSVSerde.*not read here/);
  });

  it('has no rows where nothing lies yet', async () => {
    cloud.table('people', 'person_id string, score decimal(10,2)');
    mkdirSync(join(cloud.dataDir, 's3/lake/people'), { recursive: true });
    const answer = await cloud.ask('SELECT count(*), max(score) FROM people');
    expect(answer.rows).toEqual([['0', null]]);
    expect(answer.columns[1]?.type).toBe('decimal');
  });
});
