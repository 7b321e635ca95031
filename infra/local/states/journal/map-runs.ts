import type { DatabaseSync } from 'node:sqlite';
import { MapRunRow } from './execution-row.ts';

export type MapRuns = ReturnType<typeof mapRunsIn>;

export function mapRunsIn(db: DatabaseSync) {
  const insert = db.prepare(
    `INSERT INTO states_map_runs (arn, execution_arn, machine_arn, status, started_at, max_concurrency, tolerated_count, tolerated_percentage)
     VALUES (?, ?, ?, 'RUNNING', ?, ?, ?, ?)`,
  );
  const find = db.prepare('SELECT * FROM states_map_runs WHERE arn = ?');
  const end = db.prepare(
    "UPDATE states_map_runs SET status = ?, stopped_at = ? WHERE arn = ? AND status = 'RUNNING'",
  );
  const reopen = db.prepare(
    `UPDATE states_map_runs SET status = 'RUNNING', stopped_at = NULL, redrive_count = redrive_count + 1, redriven_at = ? WHERE arn = ?`,
  );
  const list = db.prepare(
    'SELECT * FROM states_map_runs WHERE execution_arn = ? AND arn > ? ORDER BY arn LIMIT ?',
  );

  return {
    insert(row: Omit<MapRunRow, 'status' | 'stopped_at' | 'redrive_count' | 'redriven_at'>): void {
      insert.run(
        row.arn,
        row.execution_arn,
        row.machine_arn,
        row.started_at,
        row.max_concurrency,
        row.tolerated_count,
        row.tolerated_percentage,
      );
    },
    find(arn: string): MapRunRow | undefined {
      const row = find.get(arn);
      return row === undefined ? undefined : MapRunRow.parse(row);
    },
    end: (arn: string, status: MapRunRow['status'], at: number) => void end.run(status, at, arn),
    reopen: (arn: string, at: number) => void reopen.run(at, arn),
    list: (executionArn: string, after: string, limit: number): MapRunRow[] =>
      list.all(executionArn, after, limit).map((row) => MapRunRow.parse(row)),
  };
}
