import { type Service, ServiceError } from '../service.ts';
import type { Store } from '../store.ts';
import { statesEvent, type StatesListener } from './events.ts';
import { definitionsIn } from './execution/definitions.ts';
import { controlExecutions } from './execution/executions.ts';
import { createRunner } from './execution/runner.ts';
import { openJournal } from './journal/journal.ts';
import { executionOperations } from './operations/executions.ts';
import { historyOperations } from './operations/history.ts';
import { machineOperations } from './operations/machines.ts';
import { mapRunOperations } from './operations/map-runs.ts';
import { tokenOperations } from './operations/tokens.ts';
import { answer } from './protocol.ts';
import { createBusy } from './run/busy.ts';
import { type Clock, systemClock } from './run/clock.ts';
import type { Engine, LambdaPort, ObjectPort } from './run/engine.ts';
import { walkFlow } from './run/walk-flow.ts';
import { createTokenSignals } from './task/token-signals.ts';

export type StatesOptions = {
  readonly store: Store;
  readonly lambda: LambdaPort;
  readonly s3: ObjectPort;
  readonly log?: ((line: string) => void) | undefined;
  readonly clock?: Clock | undefined;
};

type MachineDefinition = {
  readonly name: string;
  readonly arn: string;
  /** Amazon States Language as JSON text, with its substitutions made. */
  readonly definition: string;
  readonly roleArn?: string | undefined;
  /** Only STANDARD is built here. */
  readonly type?: string | undefined;
};

type ExecutionFailure = {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly status: 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  readonly error: string;
  readonly cause: string;
  readonly stoppedAt: Date;
};

export type StatesService = Service & {
  /** Makes a machine or gives it a new definition. Throws InvalidDefinition that names every problem. */
  define(machine: MachineDefinition): void;
  /** Starts an execution and gives its ARN. Synchronous: it joins the transaction that is open. */
  start(machineArn: string, input: string, name?: string): string;
  /** Takes up what ran when the process ended. Call it once, when the machines and functions are there. */
  resume(): void;
  /** Resolves when nothing runs, or only executions that wait for a task token. */
  idle(): Promise<void>;
  /** Executions that did not succeed, oldest first; children of Map runs show in their parent. */
  failures(since?: Date): ExecutionFailure[];
  /** Returns the function that ends the listening. */
  onEvent(listener: StatesListener): () => void;
  /** Lets go of what runs, as journalled; `resume` of a later service takes it up. */
  close(): void;
};

/** Step Functions forgets an execution 90 days after its end, and then its name may be used again. */
const KEPT_MS = 90 * 24 * 60 * 60 * 1000;

/** The embedded Step Functions: Standard workflows in JSONata, journalled so that a restart goes on where they stood. */
export function openStates({
  store,
  lambda,
  s3,
  log = () => {},
  clock = systemClock,
}: StatesOptions): StatesService {
  const journal = openJournal(store);
  const definitions = definitionsIn(journal);
  const closing = new AbortController();
  const listeners = new Set<StatesListener>();
  const tokens = createTokenSignals();
  const busy = createBusy();
  const runner = createRunner(() => engine, log);
  const executions = controlExecutions(() => engine, runner, definitions, log);
  const engine: Engine = {
    store,
    journal,
    lambda,
    s3,
    clock,
    busy,
    executions,
    tokens,
    closing: closing.signal,
    walkFlow,
    notify(execution, events) {
      // What is journalled has happened, whatever those say who are told of it.
      try {
        for (const listener of listeners) for (const event of events) listener(statesEvent(execution, event));
      } catch (error) {
        log(`a listener to states failed: ${String(error)}`);
      }
    },
  };
  const context = { journal, clock, definitions, executions, tokenChanged: tokens.signal };
  const operations = {
    ...machineOperations(context),
    ...executionOperations(context),
    ...historyOperations(context),
    ...tokenOperations(context),
    ...mapRunOperations(context),
  };

  return {
    name: 'states',
    handle: (request) => answer(operations, request),
    define({ name, arn, definition, roleArn = '', type = 'STANDARD' }) {
      if (type !== 'STANDARD') {
        throw new ServiceError(
          'StateMachineTypeNotSupported',
          `machines of type ${type} are not built here, only STANDARD`,
        );
      }
      store.transaction(() => {
        const hash = definitions.keep(definition);
        const known = journal.machines.find(arn);
        if (known?.definition_hash === hash && known.role_arn === roleArn) return;
        const at = clock.now();
        journal.machines.save({
          arn,
          name,
          definition_hash: hash,
          role_arn: roleArn,
          created_at: at,
          updated_at: at,
        });
      });
    },
    start: executions.start,
    resume() {
      store.transaction(() => journal.prune(clock.now() - KEPT_MS));
      executions.resume();
    },
    idle: busy.idle,
    failures: (since) =>
      journal.executions.failed(since?.getTime() ?? 0).map((row) => ({
        executionArn: row.arn,
        stateMachineArn: row.machine_arn,
        status: row.status === 'FAILED' || row.status === 'TIMED_OUT' ? row.status : 'ABORTED',
        error: row.error ?? '',
        cause: row.cause ?? '',
        stoppedAt: new Date(row.stopped_at ?? 0),
      })),
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => closing.abort(),
  };
}
