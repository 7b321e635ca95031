import { randomBytes } from 'node:crypto';
import type { Pending } from '../journal/frame.ts';
import type { TokenOutcome } from '../journal/tokens.ts';
import { type Json, parseJson } from '../json.ts';
import { before, LATE } from '../run/interruptible.ts';
import { commit, type Walk } from '../run/walk.ts';
import { StateError } from '../state-error.ts';
import { invocation, timedOut } from './function-task.ts';
import { invoke } from './invoke.ts';
import type { Task } from './task.ts';

type TokenWait = Extract<Pending, { kind: 'token' }>;

/** Calls a function that hands the task's token on, and waits until somebody sends the token back. */
export async function runTokenTask(task: Task): Promise<Json> {
  const { walk } = task;
  const { tokens } = walk.run.engine.journal;
  const wait = resumedWait(walk);
  try {
    if (!wait.submitted) await submit(task, wait);
    const outcome = await tokenOutcome(walk, wait);
    tokens.close(wait.token);
    if ('output' in outcome) return parseJson(outcome.output);
    throw new StateError(outcome.error, outcome.cause);
  } catch (error) {
    if (error instanceof StateError) tokens.close(wait.token);
    throw error;
  }
}

function resumedWait({ frame }: Walk): TokenWait {
  if (frame.pending?.kind === 'token') return frame.pending;
  const token = randomBytes(48).toString('base64url');
  frame.pending = { kind: 'token', token, submitted: false, deadline: null, heartbeatSeconds: null };
  return frame.pending;
}

async function submit({ walk, events, parameters, limits }: Task, wait: TokenWait): Promise<void> {
  const { clock, journal, lambda } = walk.run.engine;
  const { value, text } = await parameters();
  const call = invocation(value);
  const { timeoutSeconds, heartbeatSeconds } = await limits();
  if (timeoutSeconds !== null) wait.deadline = clock.now() + timeoutSeconds * 1000;
  wait.heartbeatSeconds = heartbeatSeconds;
  events.scheduled(text, { timeoutSeconds, heartbeatSeconds });
  events.started();
  commit(walk, () => journal.tokens.issue(wait.token, clock.now()));
  try {
    const answer = await before(
      invoke(lambda, call.functionName, call.payload),
      wait.deadline,
      clock,
      walk.signal,
    );
    if (answer === LATE) throw timedOut(timeoutSeconds);
    events.submitted(JSON.stringify({ ExecutedVersion: '$LATEST', Payload: answer, StatusCode: 200 }));
  } catch (error) {
    // The token may be back before the call that handed it out fails: then the task has its outcome.
    if (!(error instanceof StateError) || journal.tokens.find(wait.token)?.outcome === undefined) throw error;
  }
  wait.submitted = true;
  commit(walk);
}

async function tokenOutcome(
  walk: Walk,
  { token, deadline, heartbeatSeconds }: TokenWait,
): Promise<TokenOutcome> {
  const { busy, clock, journal, tokens } = walk.run.engine;
  for (;;) {
    const row = journal.tokens.find(token);
    if (row === undefined) throw new StateError('States.Runtime', 'the task token is gone');
    if (row.outcome !== undefined) return row.outcome;
    const silent = heartbeatSeconds === null ? null : row.heartbeat_at + heartbeatSeconds * 1000;
    const due = Math.min(deadline ?? Number.POSITIVE_INFINITY, silent ?? Number.POSITIVE_INFINITY);
    const change = before(tokens.changed(token), Number.isFinite(due) ? due : null, clock, walk.signal);
    if ((await busy.away(change)) !== LATE) continue;
    if (due === deadline) throw timedOut(null);
    throw new StateError('States.HeartbeatTimeout', `No heartbeat came for ${heartbeatSeconds} seconds`);
  }
}
