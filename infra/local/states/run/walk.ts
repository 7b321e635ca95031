import { evaluate, type Bindings } from '../expression/evaluate.ts';
import type { ExecutionRow, MachineRow } from '../journal/execution-row.ts';
import type { Frame } from '../journal/frame.ts';
import type { NewEvent } from '../journal/history.ts';
import type { Json, JsonObject } from '../json.ts';
import { Interrupted, StateError } from '../state-error.ts';
import type { Engine } from './engine.ts';

/** One execution in progress. */
export type Run = {
  readonly engine: Engine;
  readonly execution: ExecutionRow;
  readonly input: Json;
  readonly machine: Pick<MachineRow, 'arn' | 'name' | 'role_arn'>;
};

/** One frame in progress, with the events that are not written yet. */
export type Walk = {
  readonly run: Run;
  readonly frame: Frame;
  /** Variables of the flows around this one. */
  readonly outer: Bindings;
  readonly signal: AbortSignal;
  events: NewEvent[];
  /** Prefixes of children's frames that nobody needs once the next commit stands. */
  outdated: string[];
};

export function newWalk(run: Run, frame: Frame, outer: Bindings, signal: AbortSignal): Walk {
  return { run, frame, outer, signal, events: [], outdated: [] };
}

export function record(walk: Walk, type: string, details?: JsonObject): void {
  walk.events.push({ type, at: walk.run.engine.clock.now(), details });
}

/**
 * Writes the frame and its new events in one transaction, with whatever else must stand or fall with them.
 * States commit before they wait for anything outside, so a restart repeats at most the work in flight.
 */
export function commit(walk: Walk, alongside?: () => void): void {
  if (walk.signal.aborted) throw new Interrupted();
  const { run, frame, events } = walk;
  const { store, journal, notify } = run.engine;
  store.transaction(() => {
    for (const prefix of walk.outdated) journal.frames.dropBelow(run.execution.id, prefix);
    alongside?.();
    frame.lastEventId = journal.history.append(run.execution.id, frame.lastEventId, events);
    journal.frames.save(run.execution.id, frame);
  });
  walk.events = [];
  walk.outdated = [];
  notify(run.execution, events);
}

/** Members of `$states` beside `input` and `context`. */
export type Extra = { readonly result?: Json; readonly errorOutput?: Json };

/** Evaluates a field of the state in progress. `field` names it in errors and in the EvaluationFailed event. */
export async function evaluateField(
  walk: Walk,
  field: string,
  template: Json,
  extra: Extra = {},
): Promise<Json> {
  const { frame, outer } = walk;
  const bindings = {
    ...outer,
    ...frame.variables,
    states: { input: frame.input, context: contextObject(walk), ...extra },
  };
  try {
    return await evaluate(template, bindings, field);
  } catch (error) {
    if (error instanceof StateError) {
      record(walk, 'EvaluationFailed', {
        error: error.error,
        cause: error.causeText,
        location: field.replace(/[/[].*$/, ''),
        state: frame.state,
      });
    }
    throw error;
  }
}

const iso = (at: number): string => new Date(at).toISOString();

function contextObject({ run, frame }: Walk): JsonObject {
  const { execution, machine, input } = run;
  const context: JsonObject = {
    Execution: {
      Id: execution.arn,
      Input: input,
      Name: execution.name,
      RoleArn: machine.role_arn,
      StartTime: iso(execution.started_at ?? 0),
      RedriveCount: execution.redrive_count,
      ...(execution.redriven_at === null ? {} : { RedriveTime: iso(execution.redriven_at) }),
    },
    State: { EnteredTime: iso(frame.enteredAt ?? 0), Name: frame.state, RetryCount: frame.retryCount },
    StateMachine: { Id: machine.arn, Name: machine.name },
  };
  if (frame.pending?.kind === 'token') context['Task'] = { Token: frame.pending.token };
  if (frame.item !== null) context['Map'] = { Item: frame.item };
  return context;
}
