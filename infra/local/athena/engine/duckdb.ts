import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DuckDBInstance, type DuckDBConnection, type DuckDBResult, type DuckDBValue } from '@duckdb/node-api';
import { quoteText } from './hive-type.ts';
import { MACROS } from './macros.ts';

/** One query's own connection: its temporary views vanish with it. */
export type Session = {
  run(sql: string): Promise<void>;
  rows(sql: string): Promise<DuckDBValue[][]>;
  /** Rows come as they are made, chunk by chunk. */
  stream(sql: string): Promise<DuckDBResult>;
  /** Ends what runs; it fails with an error. */
  interrupt(): void;
  close(): void;
};

export type Engine = { session(): Promise<Session>; close(): void };

export type EngineOptions = {
  /** Folder for what does not fit in memory; emptied at each start. */
  readonly tempDir: string;
  /** The only folders that queries may read. */
  readonly readable: readonly string[];
  readonly memoryLimit?: string;
};

/**
 * One DuckDB in memory for all queries, closed in: no file outside the given folders, no extension, no setting that a
 * query could change.
 */
export async function openEngine({ tempDir, readable, memoryLimit = '1GB' }: EngineOptions): Promise<Engine> {
  rmSync(tempDir, { recursive: true, force: true });
  mkdirSync(tempDir, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '2',
    memory_limit: memoryLimit,
    temp_directory: tempDir,
  });
  const connection = await instance.connect();
  for (const sql of settings(readable)) await connection.run(sql);
  await connection.run(MACROS.map((macro) => `CREATE MACRO ${macro}`).join(';'));
  await connection.run('SET GLOBAL lock_configuration = true');
  connection.closeSync();
  return {
    session: async () => sessionOn(await instance.connect()),
    close: () => instance.closeSync(),
  };
}

function settings(readable: readonly string[]): string[] {
  const folders = readable.map((folder) => quoteText(join(resolve(folder), '/'))).join(', ');
  return [
    // `/` of integers gives an integer, as in Trino; division by zero is the macros' matter.
    'SET GLOBAL integer_division = true',
    "SET GLOBAL TimeZone = 'UTC'",
    // Arms of a UNION ALL that share a join give wrong rows with it: duckdb#25819.
    "SET GLOBAL disabled_optimizers = 'common_subplan'",
    'SET GLOBAL autoinstall_known_extensions = false',
    'SET GLOBAL autoload_known_extensions = false',
    `SET GLOBAL allowed_directories = [${folders}]`,
    'SET GLOBAL enable_external_access = false',
  ];
}

function sessionOn(connection: DuckDBConnection): Session {
  return {
    run: async (sql) => void (await connection.run(sql)),
    rows: async (sql) => (await connection.runAndReadAll(sql)).getRows(),
    stream: async (sql) => connection.stream(sql),
    interrupt: () => connection.interrupt(),
    close: () => connection.closeSync(),
  };
}
