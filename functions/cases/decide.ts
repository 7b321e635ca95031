import { createHash } from 'node:crypto';
import type { CaseFiles, CaseStore, Clock, Pseudonyms } from '#ports';
import type { Candidate, Case } from '#schemas/case.ts';
import { Failure } from '#schemas/failures.ts';
import { CaseId, idText } from '#schemas/ids.ts';
import { caseEvent } from './case-event.ts';
import type { Asked } from './door-input.ts';
import { logCaseEvents, type LogPorts } from './event-log.ts';
import { presenceOf } from './side-by-side.ts';

export type DecidePorts = LogPorts & {
  readonly cases: Pick<CaseStore, 'candidate' | 'takeUp' | 'dismiss' | 'case'>;
  readonly files: Pick<CaseFiles, 'takeUpBeside'>;
  readonly pseudonyms: Pick<Pseudonyms, 'digest'>;
  readonly clock: Clock;
};

/**
 * Makes a case of a candidate: a named case worker decides, and says why (R18). One candidate is one case per team: a
 * second team looks at the same subject side by side with the first, each in a case of its own. A repeat of the same
 * decision answers with the same case. Throws Failure('NotFound'), Failure('TransitionRefused') when it is neither open
 * nor taken up or this team has it already, Failure('RuleViolated') when its score has expired (R21).
 */
export async function takeUp(asked: Asked<'take_up'>, ports: DecidePorts): Promise<Case> {
  const candidate = await knownCandidate(asked.candidate_id, ports);
  const caseId = caseIdOf(candidate, asked.actor.team);
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
          themes: asked.themes ?? candidate.themes,
          closed: null,
        };
  const told = {
    at: opened.opened_at,
    version: null,
    details: {
      case_id: caseId,
      team: opened.team,
      actor: opened.opened_by.id,
      reason: opened.reason,
      patterns: patternsOf(candidate),
    },
    occasion: caseId,
  };
  const events = [
    caseEvent({ subject_id: candidate.candidate_id, event: 'taken_up', ...told }),
    caseEvent({ subject_id: caseId, event: 'case_opened', ...told }),
  ];
  if (opened !== before) {
    refuseExpired(candidate, ports);
    const presence = presenceOf(
      { team: opened.team, subject: opened.subject_entity_id, since: opened.opened_at },
      ports,
    );
    if (candidate.status === 'taken_up') await ports.files.takeUpBeside(opened, events, presence);
    else await ports.cases.takeUp(candidate, opened, events, presence);
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

/** What it was suggested by: the patterns' worth is measured by what people take up. */
const patternsOf = ({ scores }: Candidate): string[] =>
  scores
    .flatMap(({ contributions }) => contributions)
    .filter(({ direction, points }) => direction === 'for' && points > 0)
    .map(({ pattern_id }) => pattern_id)
    .toSorted();

/** A candidate becomes one case of a team at most, so a repeated decision meets the first one's case. */
const caseIdOf = (candidate: Candidate, team: string): CaseId =>
  CaseId.parse(
    `cas-${idText(createHash('sha256').update(`case\u0000${candidate.candidate_id}\u0000${team}`).digest())}`,
  );
