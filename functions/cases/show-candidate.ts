import type { Calibrations, CaseFiles, CaseStore } from '#ports';
import type { Candidate, CaseEvent } from '#schemas/case.ts';
import { type ActPorts, recordRead } from './acts.ts';
import type { Asked } from './door-input.ts';
import { labelOf, type LabelPorts } from './label.ts';
import { notFound } from './own-case.ts';
import {
  type BlindCandidate,
  blindCandidate,
  blindEvent,
  type Reasons,
  reasonsOf,
} from './shown-candidate.ts';
import { contactOnSubject, type SideBySidePorts } from './side-by-side.ts';

export type CandidatePorts = ActPorts &
  LabelPorts &
  SideBySidePorts & {
    readonly cases: Pick<CaseStore, 'candidate' | 'candidates' | 'history'>;
    readonly files: Pick<CaseFiles, 'outcome'>;
    readonly calibrations: Pick<Calibrations, 'of'>;
  };

/** What other teams did with a candidate is theirs: of who took it up nothing is told but that it is taken up (R37). */
const OF_A_TEAM: readonly CaseEvent['event'][] = ['read', 'taken_up'];

export type ShownCandidate = {
  readonly candidate: BlindCandidate;
  readonly label: string | null;
  readonly contact: string | null;
  readonly history: readonly CaseEvent[];
  /** Null until the outcome stands; before that, `show_reasons` tells them, and that it did is on record. */
  readonly reasons: (Reasons & Pick<Candidate, 'drawn' | 'inclusion_probability'>) | null;
};

/**
 * A candidate, what it is called, and its history as far as it is everybody's; once the outcome stands also why it was
 * suggested and how it was drawn (R20). Throws Failure('NotFound').
 */
export async function showCandidate(
  asked: Asked<'show_candidate'>,
  ports: CandidatePorts,
): Promise<ShownCandidate> {
  const candidate = await ports.cases.candidate(asked.candidate_id);
  if (!candidate) throw notFound('candidate', asked.candidate_id);
  const { team } = asked.actor;
  const subject = candidate.subject_entity_id;
  const [label, contact, history, outcome] = await Promise.all([
    labelOf(subject, ports),
    contactOnSubject({ team, subject }, ports),
    ports.cases.history(candidate.candidate_id),
    ports.files.outcome(candidate.candidate_id),
  ]);
  await recordRead(asked, candidate.candidate_id, ports);
  const stands = outcome !== undefined && outcome.found !== 'open';
  const own = history.filter(({ event, details }) => !OF_A_TEAM.includes(event) || details.team === team);
  const { drawn, inclusion_probability } = candidate;
  return {
    candidate: blindCandidate(candidate),
    label,
    contact,
    history: stands ? own : own.map(blindEvent),
    reasons: stands
      ? { ...(await reasonsOf(candidate, ports.calibrations)), drawn, inclusion_probability }
      : null,
  };
}

/**
 * Every point for and against a candidate before the outcome stands. Whoever asks knows from then on whether its score was
 * high, and is blind to the lot no more (R20): so it is asked for one candidate, with a reason, and kept in its history.
 */
export async function showReasons(
  asked: Asked<'show_reasons'>,
  ports: CandidatePorts,
): Promise<{ readonly reasons: Reasons }> {
  const candidate = await ports.cases.candidate(asked.candidate_id);
  if (!candidate) throw notFound('candidate', asked.candidate_id);
  await recordRead(asked, candidate.candidate_id, ports);
  return { reasons: await reasonsOf(candidate, ports.calibrations) };
}
