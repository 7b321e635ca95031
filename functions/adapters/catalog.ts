import {
  AlreadyExistsException,
  BatchCreatePartitionCommand,
  GetTableCommand,
  GlueClient,
  UpdatePartitionCommand,
} from '@aws-sdk/client-glue';
import type { Catalog, ObjectStore } from '#ports';
import { Failure } from '#schemas/failures.ts';
import { historyName, lakeTable } from '#schemas/tables.ts';
import { lakeTableName, tablePrefix } from './lake.ts';

export type GlueCatalogOptions = {
  readonly analysisDatabase: string;
  readonly restrictedDatabase: string;
  readonly lake: ObjectStore;
  readonly client?: GlueClient;
};

/** Glue's partitions of the lake's tables, and the pointers as objects for the views of Athena. */
export function glueCatalog(options: GlueCatalogOptions): Catalog {
  const client = options.client ?? new GlueClient({});

  const register = async (name: string, value: string, location: string): Promise<void> => {
    const table = lakeTable(lakeTableName(name));
    const DatabaseName =
      table.database === 'analysis' ? options.analysisDatabase : options.restrictedDatabase;
    const TableName = historyName(table);
    const described = await client.send(new GetTableCommand({ DatabaseName, Name: TableName }));
    const PartitionInput = {
      Values: [value],
      StorageDescriptor: {
        ...described.Table?.StorageDescriptor,
        Location: `s3://${options.lake.bucket}/${location}`,
      },
    };
    const answer = await client.send(
      new BatchCreatePartitionCommand({ DatabaseName, TableName, PartitionInputList: [PartitionInput] }),
    );
    const failed = answer.Errors?.[0]?.ErrorDetail;
    if (!failed) return;
    if (failed.ErrorCode !== AlreadyExistsException.name)
      throw new Failure(
        'ServiceUnavailable',
        `partition ${value} of ${TableName} was not registered: ${failed.ErrorCode ?? 'no code given'}`,
      );
    // Registered by an earlier try that lost its lock before it published: point it at this one's files.
    await client.send(
      new UpdatePartitionCommand({ DatabaseName, TableName, PartitionValueList: [value], PartitionInput }),
    );
  };

  return {
    registerVersion: async (version, files) => {
      await Promise.all(files.map(async (each) => register(each.table, String(version), each.prefix)));
    },
    registerDay: async (name, day) => {
      await register(name, day, `${tablePrefix(lakeTable(name))}day=${day}/`);
    },
    publishPointer: async (pointer) => {
      await options.lake.write(
        `analysis/pointers/${pointer.name}.json`,
        `${JSON.stringify(pointer)}\n`,
        'application/json',
      );
    },
  };
}
