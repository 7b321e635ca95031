import type { DatabaseSync } from 'node:sqlite';

/**
 * Times are milliseconds since 1970. A frame is one run through a flow: the execution's own (path '') and, below it,
 * each branch of a Parallel and each iteration of an inline Map.
 */
export function createTables(db: DatabaseSync): void {
  db.exec(`
    CREATE TABLE IF NOT EXISTS states_definitions (hash TEXT PRIMARY KEY, definition TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS states_machines (
      arn TEXT PRIMARY KEY, name TEXT NOT NULL, definition_hash TEXT NOT NULL, role_arn TEXT NOT NULL,
      created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS states_executions (
      id INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL UNIQUE, machine_arn TEXT NOT NULL, name TEXT NOT NULL,
      definition_hash TEXT NOT NULL, status TEXT NOT NULL, input TEXT NOT NULL, output TEXT, error TEXT, cause TEXT,
      started_at INTEGER, stopped_at INTEGER, redrive_count INTEGER NOT NULL DEFAULT 0, redriven_at INTEGER,
      map_run_arn TEXT, item_count INTEGER);
    CREATE INDEX IF NOT EXISTS states_executions_of_machine ON states_executions (machine_arn, status);
    CREATE INDEX IF NOT EXISTS states_executions_of_map_run ON states_executions (map_run_arn, status)
      WHERE map_run_arn IS NOT NULL;
    CREATE INDEX IF NOT EXISTS states_executions_by_status ON states_executions (status);
    CREATE TABLE IF NOT EXISTS states_frames (
      execution INTEGER NOT NULL REFERENCES states_executions ON DELETE CASCADE, path TEXT NOT NULL, body TEXT NOT NULL,
      PRIMARY KEY (execution, path)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS states_history (
      execution INTEGER NOT NULL REFERENCES states_executions ON DELETE CASCADE, id INTEGER NOT NULL,
      previous INTEGER NOT NULL, at INTEGER NOT NULL, type TEXT NOT NULL, details TEXT NOT NULL,
      PRIMARY KEY (execution, id)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS states_map_runs (
      arn TEXT PRIMARY KEY, execution_arn TEXT NOT NULL, machine_arn TEXT NOT NULL, status TEXT NOT NULL,
      started_at INTEGER NOT NULL, stopped_at INTEGER, max_concurrency INTEGER NOT NULL,
      tolerated_count INTEGER NOT NULL, tolerated_percentage REAL NOT NULL,
      redrive_count INTEGER NOT NULL DEFAULT 0, redriven_at INTEGER);
    CREATE INDEX IF NOT EXISTS states_map_runs_of_execution ON states_map_runs (execution_arn);
    CREATE TABLE IF NOT EXISTS states_tokens (
      token TEXT PRIMARY KEY, open INTEGER NOT NULL, outcome TEXT, heartbeat_at INTEGER NOT NULL);
  `);
}
