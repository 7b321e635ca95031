import type { Actor } from '#schemas/actor.ts';
import { Failure } from '#schemas/failures.ts';
import { stopOn, type Stop } from '#schemas/stop.ts';
import type { DoorInput } from './door-input.ts';

type Role = Actor['role'];
const CASE_WORK: readonly Role[] = ['case_worker', 'team_lead'];
const OF_THE_BUTTON: readonly Role[] = ['privacy_officer', 'team_lead'];

/** Who may do what besides the work on cases, which case workers and their leads do. */
const OTHERS: Partial<Record<DoorInput['operation'], readonly Role[]>> = {
  set_contact: ['team_lead'],
  stop: OF_THE_BUTTON,
  lift: OF_THE_BUTTON,
  resume: OF_THE_BUTTON,
  stopped: [...CASE_WORK, ...OF_THE_BUTTON],
};

/** What shows suggestions or acts on one: none of it goes on while scoring is stopped (R22). */
const OF_SUGGESTIONS: readonly DoorInput['operation'][] = [
  'list_candidates',
  'show_candidate',
  'show_reasons',
  'take_up',
  'dismiss',
];

/** Throws Failure('RuleViolated') for a role that has no business with an operation (R1). */
export function refuseRole({ actor, operation }: DoorInput): void {
  if (!(OTHERS[operation] ?? CASE_WORK).includes(actor.role))
    throw new Failure('RuleViolated', `R1: ${operation} is not for a ${actor.role}`);
}

/** Throws Failure('RuleViolated') for what rests on suggestions while the stop button is pressed (R22). */
export function refuseStopped({ operation }: DoorInput, standing: readonly Stop[]): void {
  const stop = stopOn('scoring', standing);
  if (stop && OF_SUGGESTIONS.includes(operation))
    throw new Failure('RuleViolated', `R22: suggestions are stopped since ${stop.stopped_at}`);
}
