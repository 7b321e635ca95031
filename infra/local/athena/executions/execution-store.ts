import * as z from 'zod';
import type { Store } from '../../store.ts';
import { Execution } from './execution.ts';

/** Executions as rows, newest last. */
export type ExecutionStore = {
  add(execution: Execution): void;
  get(id: string): Execution | undefined;
  byToken(workgroup: string, token: string): Execution | undefined;
  /** Writes what has changed; a state that is final stays. Gives whether it was written. */
  update(id: string, change: Partial<Execution>): boolean;
  /** Ids of a workgroup's executions, newest first. */
  ids(workgroup: string): string[];
  /** Those that no process has brought to an end, oldest first. */
  unfinished(): Execution[];
  /** Drops those that were submitted before that moment, and gives their ids. */
  expire(before: number): string[];
};

const SCHEMA = `
CREATE TABLE IF NOT EXISTS athena_executions (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, token TEXT, workgroup TEXT NOT NULL,
  over INTEGER NOT NULL, submitted_at INTEGER NOT NULL, body TEXT NOT NULL, UNIQUE (workgroup, token)) STRICT;
CREATE INDEX IF NOT EXISTS athena_executions_over ON athena_executions (over);
`;
const Row = z.object({ body: z.string() });
const Id = z.object({ id: z.string() });

export function openExecutionStore(store: Store): ExecutionStore {
  const { db } = store;
  db.exec(SCHEMA);
  const insert = db.prepare(
    'INSERT INTO athena_executions (id, token, workgroup, over, submitted_at, body) VALUES (?, ?, ?, 0, ?, ?)',
  );
  const one = db.prepare('SELECT body FROM athena_executions WHERE id = ?');
  const withToken = db.prepare('SELECT body FROM athena_executions WHERE workgroup = ? AND token = ?');
  const write = db.prepare('UPDATE athena_executions SET body = ?, over = ? WHERE id = ? AND over = 0');
  const ofWorkgroup = db.prepare('SELECT id FROM athena_executions WHERE workgroup = ? ORDER BY seq DESC');
  const open = db.prepare('SELECT body FROM athena_executions WHERE over = 0 ORDER BY seq');
  const old = db.prepare('DELETE FROM athena_executions WHERE submitted_at < ? AND over = 1 RETURNING id');
  const read = (row: unknown): Execution | undefined =>
    row === undefined ? undefined : Execution.parse(JSON.parse(Row.parse(row).body));
  return {
    add: (execution) =>
      void insert.run(
        execution.id,
        execution.token,
        execution.workgroup,
        execution.submittedAt,
        JSON.stringify(execution),
      ),
    get: (id) => read(one.get(id)),
    byToken: (workgroup, token) => read(withToken.get(workgroup, token)),
    update: (id, change) =>
      store.transaction(() => {
        const before = read(one.get(id));
        if (before === undefined) return false;
        const after = { ...before, ...change };
        const over = after.state === 'QUEUED' || after.state === 'RUNNING' ? 0 : 1;
        return Number(write.run(JSON.stringify(after), over, id).changes) > 0;
      }),
    ids: (workgroup) => ofWorkgroup.all(workgroup).map((row) => Id.parse(row).id),
    unfinished: () => open.all().flatMap((row) => read(row) ?? []),
    expire: (before) => old.all(before).map((row) => Id.parse(row).id),
  };
}
