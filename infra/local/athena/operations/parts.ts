import type { Catalog } from '#local/glue/catalog.ts';
import type { ExecutionStore } from '../executions/execution-store.ts';
import type { Queue } from '../executions/queue.ts';
import type { StatementKind } from '../executions/statement-kind.ts';
import type { NamedQueries } from '../named-queries.ts';
import type { ResultFiles } from '../results/result-files.ts';
import type { WorkGroups } from '../workgroups.ts';

/** What the operations stand on. */
export type AthenaParts = {
  readonly catalog: Catalog;
  readonly executions: ExecutionStore;
  readonly results: ResultFiles;
  readonly workgroups: WorkGroups;
  readonly namedQueries: NamedQueries;
  readonly queue: Queue;
  /** Kind of a statement; throws InvalidRequestException for what is no query by its text alone. */
  check(sql: string): Promise<StatementKind>;
};
