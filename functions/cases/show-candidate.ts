import type { CaseStore } from '#ports';
import type { Candidate, CaseEvent } from '#schemas/case.ts';
import { type ActPorts, recordRead } from './acts.ts';
import type { Asked } from './door-input.ts';
import { labelOf, type LabelPorts } from './label.ts';
import { notFound } from './own-case.ts';
import { type ShownCandidate, shownCandidate } from './shown-candidate.ts';
import { contactOnSubject, type SideBySidePorts } from './side-by-side.ts';

type CandidatePorts = ActPorts &
  LabelPorts &
  SideBySidePorts & { readonly cases: Pick<CaseStore, 'candidate' | 'candidates' | 'history'> };

/** What other teams did with a candidate is theirs: of who took it up nothing is told but that it is taken up (R37). */
const OF_A_TEAM: readonly CaseEvent['event'][] = ['read', 'taken_up'];

/** A candidate, what it is called, and its history as far as it is everybody's. Throws Failure('NotFound'). */
export async function showCandidate(asked: Asked<'show_candidate'>, ports: CandidatePorts) {
  const candidate = await ports.cases.candidate(asked.candidate_id);
  if (!candidate) throw notFound('candidate', asked.candidate_id);
  const { team } = asked.actor;
  const subject = candidate.subject_entity_id;
  const [label, contact, history] = await Promise.all([
    labelOf(subject, ports),
    contactOnSubject({ team, subject }, ports),
    ports.cases.history(candidate.candidate_id),
  ]);
  await recordRead(asked, candidate.candidate_id, ports);
  return {
    candidate: shownCandidate(candidate),
    label,
    contact,
    history: history.filter(({ event, details }) => !OF_A_TEAM.includes(event) || details.team === team),
  };
}

/** Those whose score still holds (R21: expiry is checked on reading), the highest first. */
export async function currentCandidates(
  status: Candidate['status'],
  { cases, clock }: Pick<CandidatePorts, 'cases' | 'clock'>,
): Promise<ShownCandidate[]> {
  const today = clock.now().toISOString().slice(0, 10);
  return (await cases.candidates(status))
    .filter((candidate) => candidate.expires_on >= today)
    .map(shownCandidate);
}
