import type { CaseFiles, Pseudonyms } from '#ports';
import type { Case } from '#schemas/case.ts';
import { Failure } from '#schemas/failures.ts';
import { type ActPorts, actEvent } from './acts.ts';
import type { Asked } from './door-input.ts';
import { logCaseEvents } from './event-log.ts';
import { ownCase } from './own-case.ts';
import { presenceOf } from './side-by-side.ts';

export type ClosePorts = ActPorts & {
  readonly files: Pick<CaseFiles, 'file' | 'outcome' | 'close'>;
  readonly pseudonyms: Pick<Pseudonyms, 'digest'>;
};

/**
 * Closes a team's own case; from then on the team counts as present on the subject no more. Throws
 * Failure('TransitionRefused') while a task or a measure is open, Failure('RuleViolated') without an outcome (R23).
 */
export async function closeCase(asked: Asked<'close_case'>, ports: ClosePorts): Promise<Case> {
  const { case: own, tasks, interventions } = await ownCase(asked, ports);
  if (own.closed?.by.id === asked.actor.id && own.closed.reason === asked.reason) return own;
  const open =
    tasks.filter((task) => task.status === 'open').length +
    interventions.filter((each) => each.status === 'planned').length;
  if (open > 0)
    throw new Failure('TransitionRefused', `${open} tasks or measures of case ${own.case_id} are still open`);
  if (!(await ports.files.outcome(own.origin_id)))
    throw new Failure('RuleViolated', 'R23: record the outcome first, also when nothing was found');
  const at = ports.clock.now().toISOString();
  const closed: Case = { ...own, status: 'closed', closed: { by: asked.actor, at, reason: asked.reason } };
  const event = actEvent(asked, {
    subject_id: own.case_id,
    event: 'case_closed',
    at,
    occasion: own.case_id,
    details: { reason: asked.reason },
  });
  const presence = presenceOf(
    { team: own.team, subject: own.subject_entity_id, since: own.opened_at },
    ports,
  );
  await ports.files.close(closed, event, presence);
  await logCaseEvents(ports, `door-${event.event_id}`, [event]);
  return closed;
}
