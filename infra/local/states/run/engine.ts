import type { Store } from '../../store.ts';
import type { Flow } from '../definition/states.ts';
import type { ExecutionRow } from '../journal/execution-row.ts';
import type { NewEvent } from '../journal/history.ts';
import type { Journal } from '../journal/journal.ts';
import type { Busy } from './busy.ts';
import type { Clock } from './clock.ts';
import type { Walk } from './walk.ts';

/** Calls a function and waits for its answer. Throws ServiceError when it cannot be called. */
export type LambdaPort = {
  invoke(
    functionNameOrArn: string,
    payload: string,
  ): Promise<{ payload: string; functionError?: string | undefined }>;
};

export type ObjectPort = {
  read(bucket: string, key: string): Promise<string | Buffer | undefined>;
  put(bucket: string, key: string, body: string): Promise<void>;
  /** The keys with a prefix, in order. */
  list(bucket: string, prefix: string): Promise<readonly string[]>;
};

/** What states do to executions other than their own. */
export type ExecutionPort = {
  readonly start: (machineArn: string, input: string, name?: string) => string;
  /** Ends a running execution as ABORTED; does nothing to one that has ended. */
  stop(arn: string, error?: string, cause?: string): void;
  /** Starts, takes up or redrives a child of a Map run. */
  runChild(id: number, flow: Flow): void;
  /** Resolves when the execution has ended. */
  readonly ended: (arn: string) => Promise<ExecutionRow>;
};

export type TokenPort = {
  /** Resolves when something came back with the token, or a heartbeat moved its deadline. */
  changed(token: string): Promise<void>;
};

/** What every run leans on. */
export type Engine = {
  readonly store: Store;
  readonly journal: Journal;
  readonly lambda: LambdaPort;
  readonly s3: ObjectPort;
  readonly clock: Clock;
  readonly busy: Busy;
  readonly executions: ExecutionPort;
  readonly tokens: TokenPort;
  /** Fires when the cloud closes: what runs is left as journalled. */
  readonly closing: AbortSignal;
  /** Walks a frame to its end and gives its output as JSON text. */
  readonly walkFlow: (walk: Walk, flow: Flow) => Promise<string>;
  readonly notify: (execution: ExecutionRow, events: readonly NewEvent[]) => void;
};
