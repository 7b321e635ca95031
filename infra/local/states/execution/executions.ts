import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Ending } from '../journal/executions.ts';
import type { ExecutionRow } from '../journal/execution-row.ts';
import type { Engine, ExecutionPort } from '../run/engine.ts';
import type { Definitions } from './definitions.ts';
import { reopenExecution, reopenFrames } from './redrive.ts';
import { hasEnded, type Runner } from './runner.ts';
import { enterExecution, openRootFrame, type Started } from './start.ts';

export type ExecutionControl = ExecutionPort & {
  enter(machineArn: string, input: string, name?: string): Started;
  /** Throws ExecutionNotRedrivable. */
  redrive(execution: ExecutionRow): void;
  /** Takes up whatever runs according to the journal. */
  readonly resume: () => void;
};

/** Starts, stops, redrives and takes up executions. */
export function controlExecutions(
  engineOf: () => Engine,
  runner: Runner,
  definitions: Definitions,
  log: (line: string) => void,
): ExecutionControl {
  const underWay = new Map<number, Promise<void>>();

  /** Runs an execution in a later turn, when the transaction that entered it has been committed or rolled back. */
  function launch(id: number): void {
    const { busy } = engineOf();
    // An id comes back when the transaction that entered it was rolled back: one launch is enough for both.
    if (underWay.has(id)) return;
    busy.enter();
    const done = nextTurn()
      .then(() => takeUp(id))
      .catch((error: unknown) => log(`execution ${id} cannot be run: ${String(error)}`))
      .finally(() => {
        if (underWay.get(id) === done) underWay.delete(id);
        busy.leave();
      });
    underWay.set(id, done);
  }

  async function takeUp(id: number): Promise<void> {
    const { closing, journal } = engineOf();
    const row = closing.aborted ? undefined : journal.executions.get(id);
    if (row?.status !== 'RUNNING') {
      underWay.delete(id);
      return;
    }
    const machine = definitions.get(row.definition_hash);
    await runner.run(row, machine, machine.TimeoutSeconds);
  }

  function enter(machineArn: string, input: string, name?: string): Started {
    const { store, journal, clock } = engineOf();
    const started = store.transaction(() =>
      enterExecution(journal, definitions, { machineArn, input, name, at: clock.now() }),
    );
    if (started.isNew) launch(started.id);
    return started;
  }

  return {
    enter,
    start: (machineArn, input, name) => enter(machineArn, input, name).arn,
    stop(arn, error, cause) {
      const row = engineOf().journal.executions.find(arn);
      const ending: Ending = { error, cause };
      if (row?.status === 'RUNNING') runner.end(row, 'ABORTED', ending);
    },
    ended: runner.ended,
    runChild(id, flow) {
      const { busy, clock, journal, store } = engineOf();
      store.transaction(() => {
        const row = journal.executions.get(id);
        if (row === undefined || row.status !== 'PENDING') return;
        const at = clock.now();
        if (row.started_at !== null) reopenFrames(journal, { id, redrive_count: row.redrive_count - 1 }, at);
        else
          openRootFrame(journal, { id, input: row.input, startAt: flow.StartAt, roleArn: roleOf(row), at });
        journal.executions.begin(id, at);
      });
      const row = journal.executions.get(id);
      if (row === undefined || hasEnded(row.status)) return;
      busy.enter();
      void runner.run(row, flow, undefined).finally(() => busy.leave());
    },
    redrive(execution) {
      const { store, journal, clock } = engineOf();
      store.transaction(() => reopenExecution(journal, execution, clock.now()));
      const ending = underWay.get(execution.id);
      if (ending === undefined) launch(execution.id);
      else void ending.then(() => launch(execution.id));
    },
    resume() {
      for (const row of engineOf().journal.executions.unfinished()) launch(row.id);
    },
  };

  function roleOf(row: ExecutionRow): string {
    const [parent = ''] = row.machine_arn.split('/');
    return engineOf().journal.machines.find(parent)?.role_arn ?? '';
  }
}
