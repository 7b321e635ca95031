import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BatchCreatePartitionCommand,
  BatchDeletePartitionCommand,
  CreateDatabaseCommand,
  CreatePartitionCommand,
  CreateTableCommand,
  DeletePartitionCommand,
  DeleteTableCommand,
  EntityNotFoundException,
  GetDatabaseCommand,
  GetDatabasesCommand,
  GetPartitionCommand,
  GetPartitionsCommand,
  GetTableCommand,
  GetTablesCommand,
  GlueClient,
  UpdatePartitionCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-glue';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Gateway, serve } from '#local/gateway.ts';
import { glueResources } from '#local/glue/resources.ts';
import { type GlueService, openGlue } from '#local/glue/service.ts';
import { openStore, type Store } from '#local/store.ts';
import type { ResourceContext } from '#local/template/resource.ts';

let dataDir: string;
let store: Store;
let glue: GlueService;
let gateway: Gateway;
let client: GlueClient;

async function open(): Promise<void> {
  store = openStore(dataDir);
  glue = openGlue({ store });
  gateway = await serve({ services: [glue], port: 0 });
  client = new GlueClient({
    endpoint: gateway.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
  });
}
async function shut(): Promise<void> {
  await gateway.close();
  store.close();
}
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'glue-'));
  await open();
  glue.putDatabase({ Name: 'Town' });
  glue.putTable('town', {
    Name: 'Entities',
    PartitionKeys: [
      { Name: 'version', Type: 'int' },
      { Name: 'kind', Type: 'string' },
    ],
    StorageDescriptor: { Columns: [{ Name: 'id', Type: 'string' }], Location: 's3://lake/entities/' },
  });
});
afterEach(async () => {
  await shut();
  rmSync(dataDir, { recursive: true, force: true });
});

const OF_TABLE = { DatabaseName: 'town', TableName: 'entities' };
const values = async (Expression?: string): Promise<(string[] | undefined)[]> => {
  const { Partitions } = await client.send(new GetPartitionsCommand({ ...OF_TABLE, Expression }));
  return (Partitions ?? []).map(({ Values }) => Values);
};

describe('databases and tables', () => {
  it('are known in lower case, whatever their case', async () => {
    const { Database } = await client.send(new GetDatabaseCommand({ Name: 'TOWN' }));
    expect(Database?.Name).toBe('town');
    const { Table } = await client.send(new GetTableCommand({ DatabaseName: 'Town', Name: 'ENTITIES' }));
    expect(Table).toMatchObject({ Name: 'entities', DatabaseName: 'town' });
    expect(Table?.CreateTime).toBeInstanceOf(Date);
    await expect(client.send(new GetTableCommand({ DatabaseName: 'town', Name: 'x' }))).rejects.toThrow(
      EntityNotFoundException,
    );
  });

  it('are made and changed over the API, and a view keeps its text', async () => {
    await client.send(new CreateDatabaseCommand({ DatabaseInput: { Name: 'other', Description: 'd' } }));
    const TableInput = {
      Name: 'v',
      TableType: 'VIRTUAL_VIEW',
      ViewOriginalText: '/* Presto View: e30= */',
      ViewExpandedText: '/* Presto View */',
      Parameters: { presto_view: 'true' },
    };
    await client.send(new CreateTableCommand({ DatabaseName: 'other', TableInput }));
    await expect(client.send(new CreateTableCommand({ DatabaseName: 'other', TableInput }))).rejects.toThrow(
      /already exists/,
    );
    await client.send(
      new UpdateTableCommand({ DatabaseName: 'other', TableInput: { ...TableInput, Description: 'new' } }),
    );
    const { Table } = await client.send(new GetTableCommand({ DatabaseName: 'other', Name: 'v' }));
    expect(Table).toMatchObject({ ...TableInput, Description: 'new' });
    const { DatabaseList } = await client.send(new GetDatabasesCommand({}));
    expect(DatabaseList?.map(({ Name }) => Name)).toEqual(['other', 'town']);
  });

  it('are listed in pages and by name', async () => {
    for (const Name of ['a', 'b', 'c']) glue.putTable('town', { Name });
    const first = await client.send(new GetTablesCommand({ DatabaseName: 'town', MaxResults: 3 }));
    const rest = await client.send(
      new GetTablesCommand({ DatabaseName: 'town', NextToken: first.NextToken }),
    );
    expect([first, rest].map(({ TableList }) => TableList?.map(({ Name }) => Name))).toEqual([
      ['a', 'b', 'c'],
      ['entities'],
    ]);
    const { TableList } = await client.send(
      new GetTablesCommand({ DatabaseName: 'town', Expression: 'e.*' }),
    );
    expect(TableList?.map(({ Name }) => Name)).toEqual(['entities']);
  });

  it('take their partitions with them', async () => {
    glue.createPartition('town', 'entities', { Values: ['1', 'a'] });
    await client.send(new DeleteTableCommand({ DatabaseName: 'town', Name: 'entities' }));
    glue.putTable('town', {
      Name: 'entities',
      PartitionKeys: [
        { Name: 'a', Type: 'int' },
        { Name: 'b', Type: 'int' },
      ],
    });
    expect(await values()).toEqual([]);
  });

  it('refuse what they do not know, by name', async () => {
    const request = new GetTableCommand({ DatabaseName: 'town', Name: 'entities', TransactionId: '1' });
    await expect(client.send(request)).rejects.toThrow(/TransactionId/);
  });
});

describe('partitions', () => {
  it('are registered in batches, each member for itself', async () => {
    glue.createPartition('town', 'entities', { Values: ['2', 'a'] });
    const { Errors } = await client.send(
      new BatchCreatePartitionCommand({
        ...OF_TABLE,
        PartitionInputList: [
          { Values: ['10', 'a'] },
          { Values: ['2', 'a'] },
          { Values: ['1'] },
          { Values: ['1', 'b'] },
        ],
      }),
    );
    expect(
      Errors?.map(({ PartitionValues, ErrorDetail }) => [PartitionValues, ErrorDetail?.ErrorCode]),
    ).toEqual([
      [['2', 'a'], 'AlreadyExistsException'],
      [['1'], 'InvalidInputException'],
    ]);
    expect(await values()).toEqual([
      ['1', 'b'],
      ['2', 'a'],
      ['10', 'a'],
    ]);
  });

  it('are found, changed and dropped one by one', async () => {
    const PartitionInput = { Values: ['1', 'a'], StorageDescriptor: { Location: 's3://lake/1/' } };
    await client.send(new CreatePartitionCommand({ ...OF_TABLE, PartitionInput }));
    const changed = { Values: ['1', 'a'], StorageDescriptor: { Location: 's3://lake/other/' } };
    await client.send(
      new UpdatePartitionCommand({ ...OF_TABLE, PartitionValueList: ['1', 'a'], PartitionInput: changed }),
    );
    const { Partition } = await client.send(
      new GetPartitionCommand({ ...OF_TABLE, PartitionValues: ['1', 'a'] }),
    );
    expect(Partition?.StorageDescriptor?.Location).toBe('s3://lake/other/');
    await client.send(new DeletePartitionCommand({ ...OF_TABLE, PartitionValues: ['1', 'a'] }));
    await expect(
      client.send(new GetPartitionCommand({ ...OF_TABLE, PartitionValues: ['1', 'a'] })),
    ).rejects.toThrow(EntityNotFoundException);
  });

  it('are dropped in batches', async () => {
    for (const version of ['1', '2']) glue.createPartition('town', 'entities', { Values: [version, 'a'] });
    const { Errors } = await client.send(
      new BatchDeletePartitionCommand({
        ...OF_TABLE,
        PartitionsToDelete: [{ Values: ['1', 'a'] }, { Values: ['9', 'a'] }],
      }),
    );
    expect(Errors?.[0]?.ErrorDetail?.ErrorCode).toBe('EntityNotFoundException');
    expect(await values()).toEqual([['2', 'a']]);
  });

  it.each([
    ['version = 2', [['2', 'a']]],
    [
      "version >= 2 AND kind = 'a'",
      [
        ['2', 'a'],
        ['10', 'a'],
      ],
    ],
    ["kind <> 'a' and version < 3", [['1', "it's"]]],
    ["kind = 'it''s'", [['1', "it's"]]],
  ])('are chosen by %s', async (expression, expected) => {
    for (const each of [
      ['1', "it's"],
      ['2', 'a'],
      ['10', 'a'],
    ])
      glue.createPartition('town', 'entities', { Values: each });
    expect(await values(expression)).toEqual(expected);
  });

  it.each(['version = 1 OR version = 2', "kind LIKE 'a%'", 'colour = 1'])(
    'are not chosen by %s',
    async (expression) => {
      await expect(values(expression)).rejects.toThrow(/only comparisons of a partition key/);
    },
  );

  it('are there again in the next process', async () => {
    glue.createPartition('town', 'entities', { Values: ['1', 'a'] });
    await shut();
    await open();
    expect(await values()).toEqual([['1', 'a']]);
  });
});

describe('the template', () => {
  const context: ResourceContext = {
    logicalId: 'Thing',
    stackName: 'verband',
    metadata: {},
    assemblyDir: '',
    generatedName: () => 'Verband-Thing',
  };
  const build = async (type: string, properties: Record<string, unknown>) =>
    glueResources(glue)[type]?.(properties, context);

  it('makes databases and tables, again and again, and leaves partitions', async () => {
    const table = {
      CatalogId: '000000000000',
      DatabaseName: 'made',
      TableInput: {
        Name: 'Things',
        PartitionKeys: [{ Name: 'version', Type: 'int' }],
        Parameters: { EXTERNAL: true },
      },
    };
    for (let time = 0; time < 2; time++) {
      expect(await build('AWS::Glue::Database', { DatabaseInput: { Name: 'Made' } })).toMatchObject({
        ref: 'made',
      });
      expect(await build('AWS::Glue::Table', table)).toMatchObject({ ref: 'things' });
      if (time === 0) glue.createPartition('made', 'things', { Values: ['1'] });
    }
    expect(glue.table('made', 'things')?.Parameters).toEqual({ EXTERNAL: 'true' });
    expect(glue.partitions('made', 'things')).toHaveLength(1);
  });

  it('is refused what is not honoured', async () => {
    const table = { DatabaseName: 'town', TableInput: { Name: 'x', TargetTable: {} } };
    await expect(async () => build('AWS::Glue::Table', table)).rejects.toThrow(
      /verband\/Thing[\s\S]*TargetTable/,
    );
    await expect(async () =>
      build('AWS::Glue::Table', { DatabaseName: 'none', TableInput: { Name: 'x' } }),
    ).rejects.toThrow('Database none not found.');
  });
});
