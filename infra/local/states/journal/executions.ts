import type { DatabaseSync } from 'node:sqlite';
import { ExecutionRow, type ExecutionStatus } from './execution-row.ts';

export type NewExecution = Pick<
  ExecutionRow,
  | 'arn'
  | 'machine_arn'
  | 'name'
  | 'definition_hash'
  | 'status'
  | 'input'
  | 'started_at'
  | 'map_run_arn'
  | 'item_count'
>;

export type Ending = {
  readonly output?: string;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
};

export type ExecutionFilter = {
  readonly machineArn?: string | undefined;
  readonly mapRunArn?: string | undefined;
  readonly status?: ExecutionStatus | undefined;
  readonly redriven?: boolean | undefined;
};

/** Executions, newest first where they are listed. */
export type Executions = ReturnType<typeof executionsIn>;

export function executionsIn(db: DatabaseSync) {
  const insert = db.prepare(
    `INSERT INTO states_executions (arn, machine_arn, name, definition_hash, status, input, started_at, map_run_arn, item_count)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const byArn = db.prepare('SELECT * FROM states_executions WHERE arn = ?');
  const byId = db.prepare('SELECT * FROM states_executions WHERE id = ?');
  const begin = db.prepare(
    "UPDATE states_executions SET status = 'RUNNING', started_at = COALESCE(started_at, ?) WHERE id = ?",
  );
  const end = db.prepare(
    'UPDATE states_executions SET status = ?, output = ?, error = ?, cause = ?, stopped_at = ? WHERE id = ?',
  );
  const reopen = db.prepare(
    `UPDATE states_executions SET status = 'RUNNING', output = NULL, error = NULL, cause = NULL, stopped_at = NULL,
     redrive_count = redrive_count + 1, redriven_at = ? WHERE id = ?`,
  );
  const requeue = db.prepare(
    `UPDATE states_executions SET status = 'PENDING', output = NULL, error = NULL, cause = NULL, stopped_at = NULL,
     redrive_count = redrive_count + 1, redriven_at = ? WHERE map_run_arn = ? AND status IN ('FAILED', 'TIMED_OUT', 'ABORTED')`,
  );
  const unfinished = db.prepare(
    "SELECT * FROM states_executions WHERE status = 'RUNNING' AND map_run_arn IS NULL ORDER BY id",
  );
  const failed = db.prepare(
    `SELECT * FROM states_executions WHERE status IN ('FAILED', 'TIMED_OUT', 'ABORTED') AND map_run_arn IS NULL
     AND stopped_at >= ? ORDER BY id`,
  );
  const children = db.prepare('SELECT * FROM states_executions WHERE map_run_arn = ? ORDER BY id');
  const counts = db.prepare(
    `SELECT status, COUNT(*) AS executions, SUM(item_count) AS items FROM states_executions WHERE map_run_arn = ? GROUP BY status`,
  );
  const list = db.prepare(
    `SELECT * FROM states_executions
     WHERE (:machine IS NULL OR (machine_arn = :machine AND map_run_arn IS NULL)) AND (:mapRun IS NULL OR map_run_arn = :mapRun)
       AND status <> 'PENDING' AND (:status IS NULL OR status = :status)
       AND (:redriven IS NULL OR (redrive_count > 0) = :redriven) AND id < :before
     ORDER BY id DESC LIMIT :limit`,
  );
  const rows = (found: unknown[]): ExecutionRow[] => found.map((row) => ExecutionRow.parse(row));

  return {
    insert(row: NewExecution): number {
      const result = insert.run(
        row.arn,
        row.machine_arn,
        row.name,
        row.definition_hash,
        row.status,
        row.input,
        row.started_at,
        row.map_run_arn,
        row.item_count,
      );
      return Number(result.lastInsertRowid);
    },
    find(arn: string): ExecutionRow | undefined {
      const row = byArn.get(arn);
      return row === undefined ? undefined : ExecutionRow.parse(row);
    },
    get(id: number): ExecutionRow | undefined {
      const row = byId.get(id);
      return row === undefined ? undefined : ExecutionRow.parse(row);
    },
    begin: (id: number, at: number) => void begin.run(at, id),
    end(id: number, status: ExecutionStatus, { output, error, cause }: Ending, at: number): void {
      end.run(status, output ?? null, error ?? null, cause ?? null, at, id);
    },
    reopen: (id: number, at: number) => void reopen.run(at, id),
    /** Puts the children of a Map run that did not succeed back in its queue. */
    requeue: (mapRunArn: string, at: number) => void requeue.run(at, mapRunArn),
    /** Those to be taken up again; children of Map runs are taken up by their parents. */
    unfinished: () => rows(unfinished.all()),
    failed: (since: number) => rows(failed.all(since)),
    /** The children of a Map run, in the order of their items. */
    children: (mapRunArn: string) => rows(children.all(mapRunArn)),
    counts: (mapRunArn: string) => counts.all(mapRunArn),
    list(
      { machineArn, mapRunArn, status, redriven }: ExecutionFilter,
      before: number,
      limit: number,
    ): ExecutionRow[] {
      return rows(
        list.all({
          machine: machineArn ?? null,
          mapRun: mapRunArn ?? null,
          status: status ?? null,
          redriven: redriven === undefined ? null : Number(redriven),
          before,
          limit,
        }),
      );
    },
  };
}
