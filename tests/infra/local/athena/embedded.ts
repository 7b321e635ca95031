import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  type QueryExecution,
  StartQueryExecutionCommand,
  type StartQueryExecutionCommandInput,
} from '@aws-sdk/client-athena';
import { GlueClient } from '@aws-sdk/client-glue';
import { DuckDBInstance } from '@duckdb/node-api';
import { openAthena } from '#local/athena/service.ts';
import { serve } from '#local/gateway.ts';
import { openGlue } from '#local/glue/service.ts';
import type { Column } from '#local/glue/shapes.ts';
import { openStore } from '#local/store.ts';

export type Answer = {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly execution: QueryExecution;
};

export const PARQUET = {
  InputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
  OutputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
  SerdeInfo: { SerializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
};
export const JSON_LINES = { SerdeInfo: { SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe' } };

/** `'id string, n int'` → Glue's columns. */
export function columns(text: string): Column[] {
  return text.split(/,\s*(?![^<(]*[>)])/).map((each) => {
    const [Name = '', ...type] = each.trim().split(' ');
    return { Name, Type: type.join(' ') };
  });
}

/** Glue and Athena behind a gateway over one new data directory. */
export async function embedded(dataDir = mkdtempSync(join(tmpdir(), 'athena-'))) {
  const store = openStore(dataDir);
  const glue = openGlue({ store });
  const put = new Map<string, string>();
  const lines: string[] = [];
  const athena = openAthena({
    store,
    glue,
    s3Tree: (bucket) => join(dataDir, 's3', bucket),
    putResult: async (bucket, key, body) => void put.set(`${bucket}/${key}`, body),
    log: (line) => lines.push(line),
  });
  const gateway = await serve({ services: [glue, athena], port: 0 });
  const settings = {
    endpoint: gateway.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
  };
  const client = new AthenaClient(settings);
  const writer = await (await DuckDBInstance.create()).connect();

  async function finished(id: string): Promise<QueryExecution> {
    for (;;) {
      const { QueryExecution: execution } = await client.send(
        new GetQueryExecutionCommand({ QueryExecutionId: id }),
      );
      if (execution !== undefined && !['QUEUED', 'RUNNING'].includes(execution.Status?.State ?? ''))
        return execution;
      await sleep(10);
    }
  }

  async function run(
    sql: string,
    more: Partial<StartQueryExecutionCommandInput> = {},
  ): Promise<QueryExecution> {
    const { QueryExecutionId = '' } = await client.send(
      new StartQueryExecutionCommand({
        QueryString: sql,
        QueryExecutionContext: { Database: 'town' },
        ...more,
      }),
    );
    return finished(QueryExecutionId);
  }

  return {
    dataDir,
    store,
    catalog: glue,
    athena,
    client,
    glue: new GlueClient(settings),
    url: gateway.url,
    put,
    lines,
    run,
    finished,
    /** Runs a query to its end and reads it all; throws its reason when it failed. */
    async ask(sql: string, more: Partial<StartQueryExecutionCommandInput> = {}): Promise<Answer> {
      const execution = await run(sql, more);
      if (execution.Status?.State !== 'SUCCEEDED') throw new Error(execution.Status?.StateChangeReason);
      const page = await client.send(
        new GetQueryResultsCommand({ QueryExecutionId: execution.QueryExecutionId }),
      );
      const rows = (page.ResultSet?.Rows ?? []).map((row) =>
        (row.Data ?? []).map(({ VarCharValue }) => VarCharValue ?? null),
      );
      return {
        columns: (page.ResultSet?.ResultSetMetadata?.ColumnInfo ?? []).map(({ Name = '', Type = '' }) => ({
          name: Name,
          type: Type,
        })),
        rows: execution.StatementType === 'UTILITY' ? rows : rows.slice(1),
        execution,
      };
    },
    /** Writes what a DuckDB query gives as a Parquet object. */
    async parquet(path: string, select: string): Promise<void> {
      const file = join(dataDir, 's3', path);
      mkdirSync(dirname(file), { recursive: true });
      await writer.run(`COPY (${select}) TO '${file}' (FORMAT parquet)`);
    },
    object(path: string, body: string): void {
      const file = join(dataDir, 's3', path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, body);
    },
    /** A Parquet table at `s3://lake/<name>/`. */
    table(name: string, text: string, keys = ''): void {
      glue.putTable('town', {
        Name: name,
        TableType: 'EXTERNAL_TABLE',
        PartitionKeys: keys === '' ? [] : columns(keys),
        StorageDescriptor: { ...PARQUET, Columns: columns(text), Location: `s3://lake/${name}/` },
      });
    },
    /** A view as Athena keeps its own; `text` gives names and Trino types. */
    view(name: string, sql: string, text: string, database = 'town'): void {
      const described = columns(text).map(({ Name, Type }) => ({ name: Name, type: Type }));
      const definition = {
        originalSql: sql,
        catalog: 'awsdatacatalog',
        schema: database,
        columns: described,
      };
      glue.putTable(database, {
        Name: name,
        TableType: 'VIRTUAL_VIEW',
        Parameters: { presto_view: 'true', comment: 'Presto View' },
        StorageDescriptor: { Columns: columns(text), Location: '' },
        ViewOriginalText: `/* Presto View: ${Buffer.from(JSON.stringify(definition)).toString('base64')} */`,
        ViewExpandedText: '/* Presto View */',
      });
    },
    /** Drops all tables and objects. */
    reset(): void {
      for (const { Name: database } of glue.databases())
        for (const { Name } of glue.tables(database)) glue.dropTable(database, Name);
      rmSync(join(dataDir, 's3'), { recursive: true, force: true });
    },
    /** Closes all; `keep` leaves the data directory for the next. */
    async close(keep = false): Promise<void> {
      await athena.close();
      await gateway.close();
      store.close();
      if (!keep) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
export type Embedded = Awaited<ReturnType<typeof embedded>>;
