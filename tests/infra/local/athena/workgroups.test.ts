import {
  BatchGetNamedQueryCommand,
  GetNamedQueryCommand,
  GetTableMetadataCommand,
  GetWorkGroupCommand,
  ListDatabasesCommand,
  ListNamedQueriesCommand,
  ListWorkGroupsCommand,
} from '@aws-sdk/client-athena';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { athenaResources } from '#local/athena/resources.ts';
import type { ResourceContext } from '#local/template/resource.ts';
import { type Embedded, embedded } from './embedded.ts';

let cloud: Embedded;
beforeEach(async () => {
  cloud = await embedded();
  cloud.catalog.putDatabase({ Name: 'town' });
  cloud.table('people', 'person_id string', 'version int');
  await cloud.parquet('lake/people/1/a.parquet', "SELECT 'p1' AS person_id");
  cloud.catalog.createPartition('town', 'people', {
    Values: ['1'],
    StorageDescriptor: { Location: 's3://lake/people/1/' },
  });
});
afterEach(async () => cloud.close());

const context = (logicalId: string): ResourceContext => ({
  logicalId,
  stackName: 'verband',
  metadata: {},
  assemblyDir: '',
  generatedName: () => `verband-${logicalId}`,
});
const build = async (type: string, logicalId: string, properties: Record<string, unknown>) =>
  athenaResources(cloud.athena)[type]?.(properties, context(logicalId));

const workgroup = async (configuration: Record<string, unknown>) =>
  build('AWS::Athena::WorkGroup', 'Group', { Name: 'analysts', WorkGroupConfiguration: configuration });

describe('a workgroup', () => {
  it('comes from the template and is shown', async () => {
    const built = await workgroup({
      EnforceWorkGroupConfiguration: true,
      PublishCloudWatchMetricsEnabled: true,
      BytesScannedCutoffPerQuery: 107_374_182_400,
      EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' },
      ManagedQueryResultsConfiguration: { Enabled: true },
    });
    expect(built?.ref).toBe('analysts');
    const { WorkGroups } = await cloud.client.send(new ListWorkGroupsCommand({}));
    expect(WorkGroups?.map(({ Name }) => Name)).toEqual(['analysts', 'primary']);
    const { WorkGroup } = await cloud.client.send(new GetWorkGroupCommand({ WorkGroup: 'analysts' }));
    expect(WorkGroup?.Configuration?.BytesScannedCutoffPerQuery).toBe(107_374_182_400);
    await expect(cloud.ask('SELECT 1', { WorkGroup: 'analysts' })).resolves.toMatchObject({ rows: [['1']] });
    await expect(cloud.ask('SELECT 1', { WorkGroup: 'others' })).rejects.toThrow(
      'WorkGroup others is not found.',
    );
  });

  it('refuses what it does not honour', async () => {
    await expect(async () => workgroup({ CustomerContentEncryptionConfiguration: {} })).rejects.toThrow(
      /verband\/Group: not honoured[\s\S]*CustomerContentEncryptionConfiguration/,
    );
  });

  it('cancels a query that would read more than its limit, which pruning may keep it under', async () => {
    await workgroup({
      BytesScannedCutoffPerQuery: 10_000_000,
      ManagedQueryResultsConfiguration: { Enabled: true },
    });
    await cloud.parquet(
      'lake/people/2/a.parquet',
      'SELECT md5(i::VARCHAR) || md5((i + 1)::VARCHAR) AS person_id FROM range(400000) AS r(i)',
    );
    cloud.catalog.createPartition('town', 'people', {
      Values: ['2'],
      StorageDescriptor: { Location: 's3://lake/people/2/' },
    });
    const { Status } = await cloud.run('SELECT count(*) FROM people', { WorkGroup: 'analysts' });
    expect(Status?.State).toBe('CANCELLED');
    expect(Status?.StateChangeReason).toContain('Bytes scanned limit was exceeded');
    const pinned = await cloud.ask('SELECT count(*) FROM people WHERE version = 1', {
      WorkGroup: 'analysts',
    });
    expect(pinned.rows).toEqual([['1']]);
  });

  it('writes results to S3 as Athena quotes them', async () => {
    await workgroup({ ResultConfiguration: { OutputLocation: 's3://results/athena' } });
    const execution = await cloud.run(`SELECT 'say "x", y' AS a, CAST(NULL AS varchar) AS b, 1 AS c`, {
      WorkGroup: 'analysts',
    });
    const name = `results/athena/${execution.QueryExecutionId}.csv`;
    expect(execution.ResultConfiguration?.OutputLocation).toBe(`s3://${name}`);
    expect(cloud.put.get(name)).toBe('"a","b","c"\n"say ""x"", y",,"1"\n');
    const shown = await cloud.run('SHOW TABLES', { WorkGroup: 'analysts' });
    expect(cloud.put.get(`results/athena/${shown.QueryExecutionId}.txt`)).toBe('people\n');
  });

  it('without a place for results has none to give, unless the client names it', async () => {
    await workgroup({ EnforceWorkGroupConfiguration: false });
    await expect(cloud.run('SELECT 1', { WorkGroup: 'analysts' })).rejects.toThrow(
      /No output location provided/,
    );
    const ResultConfiguration = { OutputLocation: 's3://results/own/' };
    const execution = await cloud.run('SELECT 1', { WorkGroup: 'analysts', ResultConfiguration });
    expect(cloud.put.get(`results/own/${execution.QueryExecutionId}.csv`)).toBe('"_col0"\n"1"\n');
  });
});

describe('named queries', () => {
  it('come from the template, once, and change with it', async () => {
    await workgroup({ ManagedQueryResultsConfiguration: { Enabled: true } });
    const properties = { Name: 'adults', Database: 'town', QueryString: 'SELECT 1', WorkGroup: 'analysts' };
    await build('AWS::Athena::NamedQuery', 'Adults', properties);
    const built = await build('AWS::Athena::NamedQuery', 'Adults', {
      ...properties,
      QueryString: 'SELECT 2',
    });
    const { NamedQueryIds } = await cloud.client.send(new ListNamedQueriesCommand({ WorkGroup: 'analysts' }));
    expect(NamedQueryIds).toEqual([built?.ref]);
    const { NamedQuery } = await cloud.client.send(new GetNamedQueryCommand({ NamedQueryId: built?.ref }));
    expect(NamedQuery).toMatchObject({ Name: 'adults', Database: 'town', QueryString: 'SELECT 2' });
    const batch = await cloud.client.send(
      new BatchGetNamedQueryCommand({ NamedQueryIds: [built?.ref ?? '', 'x'] }),
    );
    expect(batch.NamedQueries).toHaveLength(1);
    expect(batch.UnprocessedNamedQueryIds?.[0]?.NamedQueryId).toBe('x');
  });
});

describe('the catalogue', () => {
  it('is shown by the API', async () => {
    const databases = await cloud.client.send(new ListDatabasesCommand({ CatalogName: 'AwsDataCatalog' }));
    expect(databases.DatabaseList?.map(({ Name }) => Name)).toEqual(['town']);
    const { TableMetadata } = await cloud.client.send(
      new GetTableMetadataCommand({
        CatalogName: 'AwsDataCatalog',
        DatabaseName: 'town',
        TableName: 'people',
      }),
    );
    expect(TableMetadata?.Columns).toEqual([{ Name: 'person_id', Type: 'string' }]);
    expect(TableMetadata?.PartitionKeys).toEqual([{ Name: 'version', Type: 'int' }]);
  });

  it.each([
    ['SHOW DATABASES', [['town']]],
    ['SHOW TABLES IN town', [['people']]],
    ["show tables 'peo*'", [['people']]],
    ["SHOW TABLES LIKE 'x*'", []],
    ['SHOW COLUMNS IN people', [['person_id           '], ['version             ']]],
    ['SHOW COLUMNS FROM people FROM town', [['person_id           '], ['version             ']]],
    ['SHOW PARTITIONS town.people', [['version=1']]],
  ])('is shown by %s', async (sql, rows) => {
    expect((await cloud.ask(sql)).rows).toEqual(rows);
  });

  it('is described', async () => {
    const { rows } = await cloud.ask('DESCRIBE town.people');
    expect(rows[0]?.[0]).toBe('person_id           \tstring              \t                    ');
    expect(
      rows
        .at(-1)?.[0]
        ?.split('\t')
        .map((cell) => cell.trim()),
    ).toEqual(['version', 'int', '']);
  });

  it('explains a query', async () => {
    const { rows, execution } = await cloud.ask('EXPLAIN SELECT person_id FROM people');
    expect(rows.flat().join('\n')).toContain('READ_PARQUET');
    expect(execution.StatementType).toBe('UTILITY');
  });
});
