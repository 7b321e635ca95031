import { GetPartitionsCommand, GlueClient } from '@aws-sdk/client-glue';
import { historyTableInput, pointersTableInput, viewsOf } from '#infra/constructs/lake-tables.ts';
import { clientConfig } from '#local/main-job/clients.ts';
import { historyName, LAKE_TABLES, type LakeTable } from '#schemas/tables.ts';
import { askTrino } from './trino-client.ts';

export type Lake = {
  readonly environment: Readonly<Record<string, string>>;
  readonly bucket: string;
  readonly databases: Readonly<Record<LakeTable['database'], string>>;
};

/** Types of Hive as Trino calls them. */
const TRINO_TYPE: Readonly<Record<string, string>> = {
  string: 'varchar',
  int: 'integer',
  double: 'double',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp(3)',
};

/**
 * Tells Trino of the lake's tables, with the partitions that Glue has, and of the views. Gives the number of tables, partitions
 * and views.
 */
export async function registerLake(trino: string, lake: Lake): Promise<string> {
  const run = async (sql: string) => askTrino(trino, sql, lake.databases.analysis);
  for (const database of Object.values(lake.databases))
    await run(`CREATE SCHEMA ${database} WITH (location = 's3://${lake.bucket}/trino-schemas/${database}')`);
  let partitions = 0;
  const tables: readonly LakeTable[] = LAKE_TABLES;
  for (const table of tables) partitions += await registerTable(table, lake, run);
  const pointers = pointersTableInput(lake.bucket);
  await run(createTable(`${lake.databases.analysis}.pointers`, pointers, 'OPENX_JSON'));
  const views = viewsOf(lake.databases);
  for (const view of views) await run(`CREATE VIEW ${view.schema}.${view.name} AS ${view.sql}`);
  return `${tables.length + 1} tables, ${partitions} partitions, ${views.length} views`;
}

type TableInput = ReturnType<typeof historyTableInput>;

async function registerTable(
  table: LakeTable,
  { environment, bucket, databases }: Lake,
  run: (sql: string) => Promise<unknown>,
): Promise<number> {
  const DatabaseName = databases[table.database];
  const TableName = historyName(table);
  await run(createTable(`${DatabaseName}.${TableName}`, historyTableInput(table, bucket), 'PARQUET'));
  const glue = new GlueClient(clientConfig(environment));
  let count = 0;
  let NextToken: string | undefined;
  do {
    const page = await glue.send(new GetPartitionsCommand({ DatabaseName, TableName, NextToken }));
    for (const { Values = [], StorageDescriptor } of page.Partitions ?? []) {
      const key = table.history === 'log' ? 'day' : 'version';
      await run(
        `CALL system.register_partition('${DatabaseName}', '${TableName}', ARRAY['${key}'],` +
          ` ARRAY['${Values[0] ?? ''}'], '${StorageDescriptor?.Location ?? ''}')`,
      );
      count += 1;
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return count;
}

function createTable(name: string, input: TableInput, format: string): string {
  const storage = input.storageDescriptor;
  if (storage === undefined || 'resolve' in storage || !Array.isArray(storage.columns))
    throw new TypeError(`${name} says nothing of its columns`);
  const keys = Array.isArray(input.partitionKeys) ? input.partitionKeys : [];
  const columns = [...storage.columns, ...keys].map((column) => {
    if ('resolve' in column) throw new TypeError(`${name} has a column that is not known yet`);
    const type = TRINO_TYPE[column.type ?? ''];
    if (type === undefined)
      throw new TypeError(`${name}.${column.name}: Trino has no type for ${column.type}`);
    return `${column.name} ${type}`;
  });
  const settings = [
    `external_location = '${storage.location ?? ''}'`,
    `format = '${format}'`,
    ...(keys.length > 0
      ? [`partitioned_by = ARRAY[${keys.map((key) => `'${'resolve' in key ? '' : key.name}'`).join(', ')}]`]
      : []),
  ];
  return `CREATE TABLE ${name} (${columns.join(', ')}) WITH (${settings.join(', ')})`;
}
