import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Store } from '../store.ts';
import type { Outcome } from './sandbox.ts';

/** Waits before the second and the third attempt. AWS waits one and two minutes; nobody here should. */
const RETRY_DELAYS_MS = [1000, 2000];

const Row = z.object({
  id: z.number(),
  request_id: z.string(),
  function_name: z.string(),
  payload: z.string(),
  attempts: z.number(),
  due_ms: z.number(),
});
type Row = z.infer<typeof Row>;
const FailureRow = z.object({ request_id: z.string(), function_name: z.string(), cause: z.string() });

export type AsyncFailure = {
  readonly requestId: string;
  readonly functionName: string;
  /** JSON text of the last attempt's error. */
  readonly cause: string;
};

/** Asynchronous invocations: a row each, so that an acknowledged one outlives kill -9. Each runs at least once. */
export type AsyncQueue = {
  /** Joins the caller's open transaction. Returns the request id. */
  add(functionName: string, payload: string): string;
  /** Takes up what an earlier process left, and from then on what is added. */
  start(): void;
  /** True when nothing waits, runs or is about to be tried again. */
  idle(): boolean;
  /** Invocations whose last attempt failed, oldest first. */
  failures(): readonly AsyncFailure[];
  close(): void;
};

export function openAsyncQueue(
  store: Store,
  invoke: (functionName: string, payload: string, requestId: string) => Promise<Outcome>,
): AsyncQueue {
  const { db } = store;
  db.exec(`CREATE TABLE IF NOT EXISTS lambda_async (
    id INTEGER PRIMARY KEY AUTOINCREMENT, request_id TEXT NOT NULL, function_name TEXT NOT NULL,
    payload TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, due_ms INTEGER NOT NULL, cause TEXT) STRICT`);
  const insert = db.prepare(
    'INSERT INTO lambda_async (request_id, function_name, payload, due_ms) VALUES (?, ?, ?, ?)',
  );
  const waiting = db.prepare('SELECT * FROM lambda_async WHERE cause IS NULL ORDER BY id');
  const count = db.prepare('SELECT count(*) AS n FROM lambda_async WHERE cause IS NULL');
  const remove = db.prepare('DELETE FROM lambda_async WHERE id = ?');
  const retry = db.prepare('UPDATE lambda_async SET attempts = attempts + 1, due_ms = ? WHERE id = ?');
  const giveUp = db.prepare('UPDATE lambda_async SET attempts = attempts + 1, cause = ? WHERE id = ?');
  const failed = db.prepare('SELECT * FROM lambda_async WHERE cause IS NOT NULL ORDER BY id');
  const running = new Set<number>();
  let timer: NodeJS.Timeout | undefined;
  let open = false;

  const attempt = async (row: Row): Promise<void> => {
    let cause: string | undefined;
    try {
      const outcome = await invoke(row.function_name, row.payload, row.request_id);
      if (outcome.functionError !== undefined) cause = outcome.payload;
    } catch (error) {
      cause = JSON.stringify({ errorMessage: String(error) });
    }
    running.delete(row.id);
    if (!open) return;
    const delay = RETRY_DELAYS_MS[row.attempts];
    if (cause === undefined) remove.run(row.id);
    else if (delay === undefined) giveUp.run(cause, row.id);
    else retry.run(Date.now() + delay, row.id);
    schedule(0);
  };

  const look = (): void => {
    timer = undefined;
    const rows = z
      .array(Row)
      .parse(waiting.all())
      .filter((row) => !running.has(row.id));
    const now = Date.now();
    for (const row of rows.filter((row) => row.due_ms <= now)) {
      running.add(row.id);
      void attempt(row);
    }
    const next = Math.min(...rows.filter((row) => row.due_ms > now).map((row) => row.due_ms));
    if (Number.isFinite(next)) schedule(next - now);
  };

  const schedule = (delayMs: number): void => {
    if (!open) return;
    clearTimeout(timer);
    timer = setTimeout(look, delayMs);
  };

  return {
    add(functionName, payload) {
      const requestId = randomUUID();
      insert.run(requestId, functionName, payload, Date.now());
      schedule(0);
      return requestId;
    },
    start() {
      open = true;
      schedule(0);
    },
    idle: () => z.object({ n: z.number() }).parse(count.get()).n === 0,
    failures: () =>
      z
        .array(FailureRow)
        .parse(failed.all())
        .map((row) => ({ requestId: row.request_id, functionName: row.function_name, cause: row.cause })),
    close() {
      open = false;
      clearTimeout(timer);
    },
  };
}
