import { join } from 'node:path';
import type { Catalog } from '#local/glue/catalog.ts';
import { jsonService } from '#local/glue/json-protocol.ts';
import type { Service } from '../service.ts';
import type { Store } from '../store.ts';
import type { Engine } from './engine/duckdb.ts';
import type { S3Tree } from './engine/object-files.ts';
import { openExecutionStore } from './executions/execution-store.ts';
import type * as RunQuery from './executions/run-query.ts';
import type { StatementKind } from './executions/statement-kind.ts';
import { openQueue, type PutResult } from './executions/queue.ts';
import { openNamedQueries, type NamedQueries } from './named-queries.ts';
import { metadataOperations } from './operations/metadata-operations.ts';
import { namedQueryOperations } from './operations/named-query-operations.ts';
import type { AthenaParts } from './operations/parts.ts';
import { invalid } from './operations/read.ts';
import { queryOperations } from './operations/query-operations.ts';
import { workGroupOperations } from './operations/workgroup-operations.ts';
import { openResultFiles } from './results/result-files.ts';
import { openWorkGroups, type WorkGroups } from './workgroups.ts';

/** As long as Athena keeps the history of executions. */
const KEPT_MS = 45 * 24 * 3_600_000;

export type AthenaOptions = {
  readonly store: Store;
  readonly glue: Catalog;
  /** Folder of a bucket's latest objects under their keys, `<data-dir>/s3/<bucket>`. May throw for an unknown bucket. */
  readonly s3Tree: S3Tree;
  /** Puts a result where a query or workgroup asks for it in S3. */
  readonly putResult?: PutResult;
  readonly log?: (line: string) => void;
};

export type AthenaService = Service & {
  readonly workgroups: WorkGroups;
  readonly namedQueries: NamedQueries;
  /** Begins again what an earlier process did not finish; from then on queries run. */
  start(): void;
  /** Loads the engine before the first query asks for it. */
  warm(): Promise<void>;
  /** True when no query waits or runs. */
  idle(): boolean;
  close(): Promise<void>;
};

/** Athena's API over DuckDB: queries on Glue's tables whose objects lie in the S3 tree. Read only. */
export function openAthena(options: AthenaOptions): AthenaService {
  const { store, glue: catalog, s3Tree, putResult, log = () => {} } = options;
  const folder = join(store.dataDir, 'athena');
  const executions = openExecutionStore(store);
  const results = openResultFiles(join(folder, 'results'));
  const workgroups = openWorkGroups(store);
  const namedQueries = openNamedQueries(store);

  // DuckDB and the translator take a good half second and 200 MB: nobody pays for them who asks no query.
  const runner = once(() => import('./executions/run-query.ts'));
  let engine: Engine | undefined;
  const loaded = once(async () => {
    const module = await runner();
    const readable = [join(store.dataDir, 's3')];
    engine = await module.openEngine({ tempDir: join(folder, 'temp'), readable });
    return { runner: module, engine };
  });

  const queue = openQueue({
    executions,
    results,
    workgroups,
    catalog,
    s3Tree,
    engine: loaded,
    putResult,
    log,
  });
  const parts: AthenaParts = {
    catalog,
    executions,
    results,
    workgroups,
    namedQueries,
    queue,
    check: async (sql) => checkedKind(await runner(), sql),
  };
  return {
    ...jsonService('athena', 'AmazonAthena', {
      ...queryOperations(parts),
      ...workGroupOperations(parts),
      ...namedQueryOperations(parts),
      ...metadataOperations(parts),
    }),
    workgroups,
    namedQueries,
    start() {
      for (const id of executions.expire(Date.now() - KEPT_MS)) void results.remove(id);
      queue.wake();
    },
    warm: async () => void (await loaded()),
    idle: () => executions.unfinished().length === 0,
    async close() {
      await queue.close();
      engine?.close();
    },
  };
}

/** Athena refuses a text that is no query at the call; what only the catalogue or the engine knows fails the execution. */
function checkedKind(runner: typeof RunQuery, sql: string): StatementKind {
  try {
    return runner.checkText(sql);
  } catch (error) {
    if (error instanceof runner.StatementRefused) throw invalid(error.message);
    if (error instanceof runner.QueryError) return 'query';
    throw error;
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
