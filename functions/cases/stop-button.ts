import type { CaseStore, Registry, StopButton, WatchStore, Workflows } from '#ports';
import type { CaseEvent } from '#schemas/case.ts';
import { Failure } from '#schemas/failures.ts';
import { type Stop, stopOn, type StopScope } from '#schemas/stop.ts';
import { type ActPorts, actEvent } from './acts.ts';
import type { Asked } from './door-input.ts';
import { logCaseEvents } from './event-log.ts';

export type StopPorts = ActPorts & {
  readonly stops: StopButton;
  readonly cases: Pick<CaseStore, 'candidates'>;
  readonly watch: Pick<WatchStore, 'pendingAlerts'>;
  readonly registry: Pick<Registry, 'pointer'>;
  readonly workflow: Workflows;
};

/** What stands stopped, and what that holds up. */
export type Stopped = {
  readonly stops: readonly Stop[];
  readonly affects: {
    readonly open_candidates: readonly string[];
    readonly pending_alerts: readonly string[];
    /** Executions of the workflow under way: they end at their next step. */
    readonly executions: readonly string[];
  };
};

const SCOPES: readonly StopScope[] = ['scoring', 'alerts'];

/** Halts scoring, alerts or both at once (R22), by a named person with a reason; what stands stopped already stays. */
export async function pressStop(asked: Asked<'stop'>, ports: StopPorts): Promise<Stopped> {
  const at = ports.clock.now().toISOString();
  const standing = await ports.stops.standing();
  for (const scope of asked.scopes ?? SCOPES) {
    if (standing.some((each) => each.scope === scope && each.stopped_by !== null)) continue;
    const stop: Stop = { scope, stopped_at: at, stopped_by: asked.actor, reason: asked.reason };
    if (await ports.stops.press(stop)) await tell(asked, scope, 'stopped', at, ports);
  }
  return stopped(ports);
}

/**
 * Lets go on what was stopped. The next delivery catches up, or `resume`. Throws Failure('TransitionRefused') when
 * nothing of it is stopped, Failure('RuleViolated') when a rule of the program holds it and no person.
 */
export async function liftStop(asked: Asked<'lift'>, ports: StopPorts): Promise<Stopped> {
  const standing = await ports.stops.standing();
  const lifted = (asked.scopes ?? SCOPES).flatMap((scope) => stopOn(scope, standing) ?? []);
  if (lifted.length === 0) throw new Failure('TransitionRefused', 'nothing of that is stopped');
  for (const stop of lifted) {
    if (stop.stopped_by === null) throw new Failure('RuleViolated', stop.reason);
    if (await ports.stops.lift(stop.scope, stop.stopped_at))
      await tell(asked, stop.scope, 'lifted', stop.stopped_at, ports);
  }
  return stopped(ports);
}

export async function stopped({ stops, cases, watch, workflow }: StopPorts): Promise<Stopped> {
  const [standing, candidates, alerts, executions] = await Promise.all([
    stops.standing(),
    cases.candidates('open'),
    watch.pendingAlerts(),
    workflow.running(),
  ]);
  return {
    stops: standing,
    affects: {
      open_candidates: candidates.map(({ candidate_id }) => candidate_id).toSorted(),
      pending_alerts: alerts.map(({ alert_id }) => alert_id).toSorted(),
      executions,
    },
  };
}

/**
 * Starts the judging of the linked version again, once a stop is lifted; what waits in the outbox goes out with it.
 * Throws Failure('TransitionRefused') while scoring is stopped or nothing is linked.
 */
export async function resume(
  asked: Asked<'resume'>,
  ports: StopPorts,
): Promise<{ readonly version: number; readonly execution: string }> {
  const stop = stopOn('scoring', await ports.stops.standing());
  if (stop) throw new Failure('TransitionRefused', `scoring is stopped since ${stop.stopped_at}`);
  const pointer = await ports.registry.pointer('linked');
  if (!pointer || pointer.version === 0) throw new Failure('TransitionRefused', 'nothing is linked yet');
  const at = ports.clock.now().toISOString();
  // A name of an execution holds letters, digits and dashes; asked twice in a minute it is one execution.
  const execution = `resume-${pointer.version}-${at.slice(0, 16).replaceAll(/\D/g, '')}`;
  await ports.workflow.start(execution, { resume: pointer.version });
  await tell(asked, 'scoring', 'resumed', execution, ports);
  return { version: pointer.version, execution };
}

async function tell(
  asked: Asked<'stop'> | Asked<'lift'> | Asked<'resume'>,
  scope: StopScope,
  kind: Extract<CaseEvent['event'], 'stopped' | 'lifted' | 'resumed'>,
  occasion: string,
  ports: StopPorts,
): Promise<void> {
  const event = actEvent(asked, {
    subject_id: `stop#${scope}`,
    event: kind,
    at: ports.clock.now().toISOString(),
    occasion,
    details: { scope, ...('reason' in asked ? { reason: asked.reason } : {}) },
  });
  await ports.cases.append(event);
  await logCaseEvents(ports, `door-${event.event_id}`, [event]);
}
