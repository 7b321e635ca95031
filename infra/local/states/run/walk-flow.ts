import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Flow, State } from '../definition/states.ts';
import { catchersOf, retriersOf } from '../definition/templates.ts';
import { StateError, takes } from '../state-error.ts';
import { type Exit, exitBy } from './exit.ts';
import { nextRetry } from './retry.ts';
import { runState } from './run-state.ts';
import { commit, record, type Walk } from './walk.ts';

/** The quota on the history of an execution. */
const MOST_EVENTS = 25_000;
/** A flow that never waits must still let others run, and be written down. */
const EVENTS_BEFORE_A_PAUSE = 100;

/**
 * Walks a frame from where it stands to its end and gives its output as JSON text, not yet committed.
 * Throws StateError when a state fails and nobody catches it.
 */
export async function walkFlow(walk: Walk, flow: Flow): Promise<string> {
  const { frame } = walk;
  if (frame.output !== null) return frame.output;
  if (frame.failure !== null) throw new StateError(frame.failure.error, frame.failure.cause);
  for (;;) {
    const state = flow.States[frame.state];
    if (state === undefined) throw new StateError('States.Runtime', `there is no state ${frame.state}`);
    if (frame.enteredAt === null) enter(walk, state);
    const exit = await settle(walk, state);
    leave(walk, state, exit);
    if (exit.next === undefined) {
      frame.status = 'SUCCEEDED';
      frame.output = exit.outputText;
      return exit.outputText;
    }
    frame.state = exit.next;
    frame.input = exit.output;
    if (walk.events.length >= EVENTS_BEFORE_A_PAUSE) {
      commit(walk);
      await nextTurn();
    }
  }
}

function enter(walk: Walk, state: State): void {
  const { frame, run } = walk;
  if (frame.lastEventId + walk.events.length >= MOST_EVENTS) {
    throw new StateError(
      'States.Runtime',
      `The execution reached the maximum number of history events (${MOST_EVENTS}).`,
    );
  }
  frame.enteredAt = run.engine.clock.now();
  record(walk, `${state.Type}StateEntered`, {
    name: frame.state,
    input: JSON.stringify(frame.input),
    inputDetails: { truncated: false },
  });
}

function leave(walk: Walk, state: State, { outputText, assigned }: Exit): void {
  const { frame } = walk;
  const names = Object.keys(assigned);
  record(walk, `${state.Type}StateExited`, {
    name: frame.state,
    output: outputText,
    outputDetails: { truncated: false },
    ...(names.length === 0
      ? {}
      : {
          assignedVariables: Object.fromEntries(names.map((name) => [name, JSON.stringify(assigned[name])])),
          assignedVariablesDetails: { truncated: false },
        }),
  });
  discardChildren(walk);
  Object.assign(frame.variables, assigned);
  frame.enteredAt = null;
  frame.retries = [];
  frame.retryCount = 0;
  frame.pending = null;
}

function discardChildren({ frame, outdated }: Walk): void {
  if (frame.pending?.kind === 'children') outdated.push(frame.pending.key);
}

/** Runs a state until it succeeds, its retries are spent, or it is caught. */
async function settle(walk: Walk, state: State): Promise<Exit> {
  const { frame, signal, run } = walk;
  const { clock } = run.engine;
  for (;;) {
    try {
      if (frame.pending?.kind === 'retry') {
        await clock.sleepUntil(frame.pending.until, signal);
        frame.pending = null;
      }
      return await runState(walk, state);
    } catch (error) {
      if (!(error instanceof StateError)) throw error;
      const retry = nextRetry(retriersOf(state), frame.retries, error.error, Math.random);
      if (retry === undefined) return await caught(walk, state, error);
      discardChildren(walk);
      frame.retries = retriersOf(state).map(
        (_, index) => (frame.retries[index] ?? 0) + (index === retry.retrier ? 1 : 0),
      );
      frame.retryCount += 1;
      frame.pending = { kind: 'retry', until: clock.now() + retry.delayMs };
      commit(walk);
    }
  }
}

async function caught(walk: Walk, state: State, error: StateError): Promise<Exit> {
  const catchers = catchersOf(state);
  const index = catchers.findIndex((catcher) => takes(catcher.ErrorEquals, error.error));
  const catcher = catchers[index];
  if (catcher === undefined) throw error;
  const errorOutput = { Error: error.error, Cause: error.causeText };
  return exitBy(walk, catcher, catcher.Next, errorOutput, { errorOutput }, `Catch[${index}]/`);
}
