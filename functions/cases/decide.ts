import { createHash } from 'node:crypto';
import type { CaseStore, Clock } from '#ports';
import type { Candidate, Case } from '#schemas/case.ts';
import { Failure } from '#schemas/failures.ts';
import { CaseId, idText } from '#schemas/ids.ts';
import { caseEvent } from './case-event.ts';
import type { Asked } from './door-input.ts';
import { logCaseEvents, type LogPorts } from './event-log.ts';

export type DecidePorts = LogPorts & {
  readonly cases: Pick<CaseStore, 'candidate' | 'takeUp' | 'dismiss' | 'case'>;
  readonly clock: Clock;
};

/**
 * Makes a case of an open candidate: a named case worker decides, and says why (R18). A repeat of the same decision
 * answers with the same case. Throws Failure('NotFound'), Failure('TransitionRefused') when it is open no more,
 * Failure('RuleViolated') when its score has expired (R21).
 */
export async function takeUp(asked: Asked<'take_up'>, ports: DecidePorts): Promise<Case> {
  const candidate = await knownCandidate(asked.candidate_id, ports);
  const caseId = caseIdOf(candidate);
  const before = await ports.cases.case(caseId);
  const opened: Case =
    before && before.opened_by.id === asked.actor.id && before.reason === asked.reason
      ? before
      : {
          case_id: caseId,
          subject_entity_id: candidate.subject_entity_id,
          origin: 'candidate',
          origin_id: candidate.candidate_id,
          status: 'open',
          opened_at: ports.clock.now().toISOString(),
          opened_by: asked.actor,
          reason: asked.reason,
          team: asked.actor.team,
        };
  const told = {
    at: opened.opened_at,
    version: null,
    details: { case_id: caseId, team: opened.team, actor: opened.opened_by.id, reason: opened.reason },
    occasion: caseId,
  };
  const events = [
    caseEvent({ subject_id: candidate.candidate_id, event: 'taken_up', ...told }),
    caseEvent({ subject_id: caseId, event: 'case_opened', ...told }),
  ];
  if (opened !== before) {
    refuseExpired(candidate, ports);
    await ports.cases.takeUp(candidate, opened, events);
  }
  await logCaseEvents(ports, `door-${caseId}`, events);
  return opened;
}

/** Puts an open candidate aside, with the reason. Throws as `takeUp` does. */
export async function dismiss(asked: Asked<'dismiss'>, ports: DecidePorts): Promise<Candidate> {
  const candidate = await knownCandidate(asked.candidate_id, ports);
  const event = caseEvent({
    subject_id: candidate.candidate_id,
    event: 'dismissed',
    at: ports.clock.now().toISOString(),
    version: null,
    details: { team: asked.actor.team, actor: asked.actor.id, reason: asked.reason },
    occasion: candidate.first_suggested_on,
  });
  await ports.cases.dismiss(candidate, event);
  await logCaseEvents(ports, `door-${event.event_id}`, [event]);
  return { ...candidate, status: 'dismissed' };
}

async function knownCandidate(id: string, { cases }: DecidePorts): Promise<Candidate> {
  const candidate = await cases.candidate(id);
  if (!candidate) throw new Failure('NotFound', `there is no candidate ${id}`);
  return candidate;
}

function refuseExpired(candidate: Candidate, { clock }: DecidePorts): void {
  if (candidate.expires_on < clock.now().toISOString().slice(0, 10))
    throw new Failure(
      'RuleViolated',
      `R21: the score of ${candidate.candidate_id} expired on ${candidate.expires_on}`,
    );
}

/** A candidate becomes one case at most, so a repeated decision meets the first one's case. */
const caseIdOf = (candidate: Candidate): CaseId =>
  CaseId.parse(`cas-${idText(createHash('sha256').update(`case\u0000${candidate.candidate_id}`).digest())}`);
