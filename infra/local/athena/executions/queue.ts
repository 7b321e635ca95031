import type { Catalog } from '#local/glue/catalog.ts';
import type { Engine, Session } from '../engine/duckdb.ts';
import type { S3Tree } from '../engine/object-files.ts';
import { csvText, plainText } from '../results/output-text.ts';
import type { ResultFiles, ResultRow } from '../results/result-files.ts';
import type { WorkGroups } from '../workgroups.ts';
import type { Execution } from './execution.ts';
import type { ExecutionStore } from './execution-store.ts';
import type * as RunQuery from './run-query.ts';

/** The engine's module, loaded with the first query: DuckDB and the translator take a second and 200 MB. */
type Runner = typeof RunQuery;
export type PutResult = (bucket: string, key: string, body: string) => Promise<void>;

export type QueueOptions = {
  readonly executions: ExecutionStore;
  readonly results: ResultFiles;
  readonly workgroups: WorkGroups;
  readonly catalog: Catalog;
  readonly s3Tree: S3Tree;
  readonly engine: () => Promise<{ readonly runner: Runner; readonly engine: Engine }>;
  readonly putResult: PutResult | undefined;
  readonly log: (line: string) => void;
};

export type Queue = {
  /** Runs what waits, as places come free. */
  wake(): void;
  /** Cancels an execution that is not over. */
  stop(id: string): void;
  /** Interrupts what runs, which a later process begins again, and waits until it has let go. */
  close(): Promise<void>;
};

const AT_ONCE = 2;
const MOST_ATTEMPTS = 3;
const INTERRUPT_MS = 20;

type Running = {
  session: Session | undefined;
  readonly abort: AbortController;
  readonly done: Promise<void>;
};

/** At most two queries at a time; others wait in the order in which they came. */
export function openQueue(options: QueueOptions): Queue {
  const { executions, log } = options;
  const running = new Map<string, Running>();
  let closing = false;

  function wake(): void {
    for (const execution of executions.unfinished()) {
      if (closing || running.size >= AT_ONCE) return;
      if (!running.has(execution.id)) begin(execution);
    }
  }

  function begin(execution: Execution): void {
    const { promise: done, resolve } = Promise.withResolvers<void>();
    const place: Running = { session: undefined, abort: new AbortController(), done };
    running.set(execution.id, place);
    const change = { state: 'RUNNING', startedAt: Date.now(), attempts: execution.attempts + 1 } as const;
    executions.update(execution.id, change);
    perform(execution, place)
      .catch((error: unknown) => log(`athena: execution ${execution.id}: ${String(error)}`))
      .finally(() => {
        running.delete(execution.id);
        resolve();
        wake();
      });
  }

  async function perform(execution: Execution, place: Running): Promise<void> {
    if (execution.attempts >= MOST_ATTEMPTS) {
      const reason =
        'GENERIC_INTERNAL_ERROR: the query was begun several times and each time its process ended';
      finish(execution.id, { state: 'FAILED', reason, errorCategory: 1, errorType: 200 });
      return;
    }
    const { runner, engine } = await options.engine();
    const text = {
      sql: execution.query,
      parameters: execution.parameters,
      database: execution.database,
    };
    try {
      place.session = await engine.session();
      const limit = options.workgroups.get(execution.workgroup)?.Configuration.BytesScannedCutoffPerQuery;
      const { catalog, s3Tree } = options;
      const { signal } = place.abort;
      const context = { catalog, s3Tree, session: place.session, scanLimitBytes: limit, signal };
      const { columns, bytesScanned, rows } = await runner.runQuery(text, context);
      executions.update(execution.id, { bytesScanned });
      const kept: ResultRow[] = [];
      const keep = execution.outputLocation !== undefined;
      await options.results.write(execution.id, untilStopped(rows, signal, keep ? kept : undefined));
      if (keep)
        await output(
          execution,
          columns.map(({ Name }) => Name),
          kept,
        );
      finish(execution.id, { state: 'SUCCEEDED', columns });
    } catch (error) {
      if (closing) executions.update(execution.id, { state: 'QUEUED', attempts: execution.attempts });
      if (place.abort.signal.aborted) return; // Cancelled already, or to be begun again.
      if (error instanceof runner.ScanLimitExceeded) {
        finish(execution.id, { state: 'CANCELLED', reason: error.message });
        return;
      }
      finish(execution.id, { state: 'FAILED', ...runner.describeFailure(error, text) });
    } finally {
      place.session?.close();
      place.session = undefined;
    }
  }

  function finish(id: string, change: Partial<Execution>): void {
    executions.update(id, { ...change, completedAt: Date.now() });
  }

  async function output(
    execution: Execution,
    columns: readonly string[],
    rows: readonly ResultRow[],
  ): Promise<void> {
    const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.*)$/.exec(execution.outputLocation ?? '') ?? [];
    const text = execution.kind === 'utility' ? plainText(rows) : csvText(columns, rows);
    await options.putResult?.(bucket, key, text);
  }

  return {
    wake,
    stop(id) {
      const place = running.get(id);
      finish(id, { state: 'CANCELLED', reason: 'Query was cancelled by user' });
      if (place === undefined) return;
      end(place);
    },
    async close() {
      closing = true;
      for (const place of running.values()) end(place);
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}

/** Interrupts again and again until the query has let go: between two steps of a query DuckDB forgets an interrupt. */
function end(place: Running): void {
  place.abort.abort();
  place.session?.interrupt();
  const timer = setInterval(() => place.session?.interrupt(), INTERRUPT_MS);
  void place.done.then(() => clearInterval(timer));
}

/** Passes rows on until the query is stopped; `kept` gets a copy. */
async function* untilStopped(
  rows: AsyncIterable<readonly ResultRow[]>,
  signal: AbortSignal,
  kept: ResultRow[] | undefined,
): AsyncGenerator<readonly ResultRow[]> {
  for await (const batch of rows) {
    signal.throwIfAborted();
    kept?.push(...batch);
    yield batch;
  }
}
