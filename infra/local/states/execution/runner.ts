import type { Flow } from '../definition/states.ts';
import type { Ending } from '../journal/executions.ts';
import type { ExecutionRow, ExecutionStatus } from '../journal/execution-row.ts';
import type { NewEvent } from '../journal/history.ts';
import { type Json, type JsonObject, parseJson } from '../json.ts';
import type { Engine } from '../run/engine.ts';
import { commit, newWalk, record, type Walk } from '../run/walk.ts';
import { Interrupted, StateError } from '../state-error.ts';

const EVENT_OF = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
};
type EndStatus = keyof typeof EVENT_OF;

export type Runner = {
  /** Runs an execution from where its frames stand. Resolves when it has ended or was interrupted; never rejects. */
  run(execution: ExecutionRow, flow: Flow, timeoutSeconds: number | undefined): Promise<void>;
  /** Ends a running execution from outside. */
  end(execution: ExecutionRow, status: 'ABORTED' | 'TIMED_OUT', ending: Ending): void;
  readonly ended: (arn: string) => Promise<ExecutionRow>;
};

export function createRunner(engineOf: () => Engine, log: (line: string) => void): Runner {
  const running = new Map<number, AbortController>();
  const waiting = new Map<string, ((row: ExecutionRow) => void)[]>();

  /** Tells those who wait, once the end is written. */
  function announce(execution: ExecutionRow): void {
    const row = engineOf().journal.executions.get(execution.id);
    if (row === undefined) return;
    for (const resolve of waiting.get(row.arn) ?? []) resolve(row);
    waiting.delete(row.arn);
  }

  function endEvent(status: EndStatus, { output, error, cause }: Ending): Omit<NewEvent, 'at'> {
    const details: JsonObject = {};
    if (output !== undefined) Object.assign(details, { output, outputDetails: { truncated: false } });
    if (error !== undefined) details['error'] = error;
    if (cause !== undefined) details['cause'] = cause;
    return { type: EVENT_OF[status], details };
  }

  /** Ends a run from inside, in one transaction with what its root frame has not written yet. */
  function finish(walk: Walk, status: EndStatus, ending: Ending): void {
    const { execution, engine } = walk.run;
    const event = endEvent(status, ending);
    record(walk, event.type, event.details);
    commit(walk, () => {
      if (status === 'SUCCEEDED') engine.journal.frames.dropAll(execution.id);
      engine.journal.executions.end(execution.id, status, ending, engine.clock.now());
    });
    announce(execution);
  }

  async function walkRoot(walk: Walk, flow: Flow): Promise<void> {
    try {
      finish(walk, 'SUCCEEDED', { output: await walk.run.engine.walkFlow(walk, flow) });
    } catch (error) {
      if (error instanceof Interrupted) return;
      if (error instanceof StateError) finish(walk, 'FAILED', { error: error.error, cause: error.causeText });
      else {
        log(`${walk.run.execution.arn}: ${error instanceof Error ? error.stack : String(error)}`);
        finish(walk, 'FAILED', { error: 'States.Runtime', cause: String(error) });
      }
    }
  }

  function end(execution: ExecutionRow, status: 'ABORTED' | 'TIMED_OUT', ending: Ending): void {
    const { journal, clock, store, notify } = engineOf();
    const at = clock.now();
    const event = { ...endEvent(status, ending), at };
    store.transaction(() => {
      journal.executions.end(execution.id, status, ending, at);
      journal.history.append(execution.id, journal.frames.load(execution.id, '').lastEventId, [event]);
    });
    running.get(execution.id)?.abort();
    notify(execution, [event]);
    announce(execution);
  }

  return {
    async run(execution, flow, timeoutSeconds) {
      const engine = engineOf();
      const { journal, clock, closing } = engine;
      const controller = new AbortController();
      const signal = AbortSignal.any([controller.signal, closing]);
      running.set(execution.id, controller);
      const machine = machineOf(engine, execution);
      const input: Json = parseJson(execution.input);
      const walk = newWalk(
        { engine, execution, input, machine },
        journal.frames.load(execution.id, ''),
        {},
        signal,
      );
      if (timeoutSeconds !== undefined) {
        const deadline =
          (execution.redriven_at ?? execution.started_at ?? clock.now()) + timeoutSeconds * 1000;
        const late = {
          error: 'States.Timeout',
          cause: `The execution ran longer than ${timeoutSeconds} seconds`,
        };
        clock
          .sleepUntil(deadline, signal)
          .then(() => end(execution, 'TIMED_OUT', late))
          .catch((error: unknown) => {
            if (!(error instanceof Interrupted)) log(`${execution.arn}: ${String(error)}`);
          });
      }
      try {
        await walkRoot(walk, flow);
      } catch (error) {
        // The end itself could not be written: it stays RUNNING, and the next start takes it up.
        if (!(error instanceof Interrupted)) log(`${execution.arn}: ${String(error)}`);
      } finally {
        running.delete(execution.id);
        controller.abort();
      }
    },
    end,
    ended(arn) {
      const row = engineOf().journal.executions.find(arn);
      if (row !== undefined && hasEnded(row.status)) return Promise.resolve(row);
      return new Promise((resolve) => waiting.set(arn, [...(waiting.get(arn) ?? []), resolve]));
    },
  };
}

export function hasEnded(status: ExecutionStatus): boolean {
  return status !== 'RUNNING' && status !== 'PENDING';
}

/** The machine of an execution; a child of a Map run has one of its own, `<machine>/<label>`. */
function machineOf({ journal }: Engine, execution: ExecutionRow) {
  const [parent = ''] = execution.machine_arn.split('/');
  const arn = execution.machine_arn;
  return {
    arn,
    name: arn.slice(arn.lastIndexOf(':') + 1),
    role_arn: journal.machines.find(parent)?.role_arn ?? '',
  };
}
