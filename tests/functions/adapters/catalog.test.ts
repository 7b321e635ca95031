import {
  AlreadyExistsException,
  BatchCreatePartitionCommand,
  EntityNotFoundException,
  GetTableCommand,
  GlueClient,
  UpdatePartitionCommand,
} from '@aws-sdk/client-glue';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { glueCatalog } from '#adapters/catalog.ts';
import { memoryLake } from '#tests/functions/memory-ports.ts';

const client = new GlueClient({});
const glue = mockClient(client);
const { objects } = memoryLake();
const catalog = glueCatalog({
  analysisDatabase: 'analysis',
  restrictedDatabase: 'restricted',
  lake: objects,
  client,
});
const STORAGE = {
  InputFormat: 'in',
  OutputFormat: 'out',
  SerdeInfo: { SerializationLibrary: 'serde' },
  Columns: [{ Name: 'entity_id', Type: 'string' }],
};
const files = (table: string, version: string) => ({
  table,
  prefix: `analysis/${table}_history/version=${version}/`,
  keys: ['k'],
  rows: 1,
});

beforeEach(() => {
  glue.reset();
  glue
    .on(GetTableCommand)
    .resolves({ Table: { Name: 't', StorageDescriptor: { ...STORAGE, Location: 's3://lake/table/' } } });
  glue.on(BatchCreatePartitionCommand).resolves({});
});

describe('registering a version', () => {
  it('makes a partition of every table’s history, as the table is stored, at its own place', async () => {
    await catalog.registerVersion(7, [files('entities', '7-3'), files('records', '7-3')]);
    const inputs = glue.commandCalls(BatchCreatePartitionCommand).map((call) => call.args[0].input);
    expect(inputs.map((input) => `${input.DatabaseName}.${input.TableName}`).toSorted()).toEqual([
      'analysis.entities_history',
      'restricted.records_history',
    ]);
    expect(inputs.find((input) => input.TableName === 'entities_history')?.PartitionInputList).toEqual([
      {
        Values: ['7'],
        StorageDescriptor: { ...STORAGE, Location: 's3://lake/analysis/entities_history/version=7-3/' },
      },
    ]);
    expect(glue.commandCalls(UpdatePartitionCommand)).toEqual([]);
  });

  it('points a partition that an earlier try left behind at this one’s files', async () => {
    glue.on(BatchCreatePartitionCommand).resolves({
      Errors: [{ PartitionValues: ['7'], ErrorDetail: { ErrorCode: 'AlreadyExistsException' } }],
    });
    glue.on(UpdatePartitionCommand).resolves({});
    await catalog.registerVersion(7, [files('entities', '7-4')]);
    expect(glue.commandCalls(UpdatePartitionCommand)[0]?.args[0].input).toMatchObject({
      DatabaseName: 'analysis',
      TableName: 'entities_history',
      PartitionValueList: ['7'],
      PartitionInput: { StorageDescriptor: { Location: 's3://lake/analysis/entities_history/version=7-4/' } },
    });
  });

  it.each(['InternalServiceException', undefined])(
    'is to be tried again when a partition is refused (%s)',
    async (ErrorCode) => {
      glue.on(BatchCreatePartitionCommand).resolves({ Errors: [{ ErrorDetail: { ErrorCode } }] });
      await expect(catalog.registerVersion(7, [files('entities', '7-4')])).rejects.toMatchObject({
        name: 'ServiceUnavailable',
      });
    },
  );

  it('passes on that a table is not there, and that Glue is', async () => {
    glue.on(GetTableCommand).rejects(new EntityNotFoundException({ $metadata: {}, message: '' }));
    await expect(catalog.registerVersion(7, [files('entities', '7-4')])).rejects.toMatchObject({
      name: 'EntityNotFoundException',
    });
    glue.on(GetTableCommand).rejects(new AlreadyExistsException({ $metadata: {}, message: '' }));
    await expect(catalog.registerVersion(7, [files('entities', '7-4')])).rejects.toMatchObject({
      name: 'AlreadyExistsException',
    });
  });

  it('refuses a table that the lake does not have', async () => {
    await expect(catalog.registerVersion(7, [files('persons', '7-4')])).rejects.toThrow(
      /no lake table persons/,
    );
  });
});

it('registers a day of a log at the day’s folder', async () => {
  await catalog.registerDay('watch_events', '2026-10-15');
  expect(glue.commandCalls(BatchCreatePartitionCommand)[0]?.args[0].input).toMatchObject({
    DatabaseName: 'analysis',
    TableName: 'watch_events',
    PartitionInputList: [
      {
        Values: ['2026-10-15'],
        StorageDescriptor: { Location: 's3://lake/analysis/watch_events/day=2026-10-15/' },
      },
    ],
  });
});

it('publishes a pointer as one line of JSON, where the views read it', async () => {
  await catalog.publishPointer({ name: 'linked', version: 7, base: 1, as_of: '2026-10-15' });
  expect(Buffer.from(await objects.read('analysis/pointers/linked.json')).toString()).toBe(
    '{"name":"linked","version":7,"base":1,"as_of":"2026-10-15"}\n',
  );
});
