import type { CaseStore, Clock } from '#ports';
import type { CaseEvent } from '#schemas/case.ts';
import { caseEvent } from './case-event.ts';
import type { DoorInput } from './door-input.ts';
import { logCaseEvents, type LogPorts } from './event-log.ts';

export type ActPorts = LogPorts & {
  readonly cases: Pick<CaseStore, 'append'>;
  readonly clock: Clock;
};

/**
 * The event of an act at the door: who, for which team, what for and on what ground (R1), with `details` of its own.
 * `occasion` makes a repeat of the act the same event.
 */
export function actEvent(
  { actor, purpose, legal_basis }: Pick<DoorInput, 'actor' | 'purpose' | 'legal_basis'>,
  act: {
    readonly subject_id: string;
    readonly event: CaseEvent['event'];
    readonly at: string;
    readonly occasion: string;
    readonly details?: Readonly<Record<string, unknown>>;
  },
): CaseEvent {
  const { details, ...rest } = act;
  return caseEvent({
    ...rest,
    version: null,
    details: { actor: actor.id, team: actor.team, purpose, legal_basis, ...details },
  });
}

/** Writes down that somebody looks, before anything is shown: no log, no data. */
export async function recordRead(asked: DoorInput, subjectId: string, ports: ActPorts): Promise<void> {
  const at = ports.clock.now().toISOString();
  const event = actEvent(asked, {
    subject_id: subjectId,
    event: 'read',
    at,
    occasion: `${asked.operation} ${asked.actor.id} ${at}`,
    details: {
      operation: asked.operation,
      ...(asked.operation === 'show_reasons' ? { reason: asked.reason } : {}),
    },
  });
  await ports.cases.append(event);
  await logCaseEvents(ports, `read-${event.event_id}`, [event]);
}
