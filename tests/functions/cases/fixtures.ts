import { createHash } from 'node:crypto';
import type { Actor } from '#schemas/actor.ts';
import type { Candidate, CaseEvent, IntakeItem } from '#schemas/case.ts';
import {
  CandidateId,
  CaseId,
  DeliveryId,
  EntityId,
  FindingId,
  IntakeId,
  idText,
  PatternId,
  RecordId,
  ScorableEntityId,
} from '#schemas/ids.ts';
import type { Score } from '#schemas/score.ts';

const text = (name: string) => idText(createHash('sha256').update(name).digest());

/** Ids that a test can name. */
export const ids = {
  address: (name: string) => ScorableEntityId.parse(`adr-${text(name)}`),
  event: (name: string) => EntityId.parse(`evt-${text(name)}`),
  record: (name: string) => RecordId.parse(`rec-${text(name)}`),
  delivery: (name: string) => DeliveryId.parse(`dlv-${text(name)}`),
  candidate: (name: string) => CandidateId.parse(`cnd-${text(name)}`),
  intake: (name: string) => IntakeId.parse(`int-${text(name)}`),
  case: (name: string) => CaseId.parse(`cas-${text(name)}`),
  finding: (name: string) => FindingId.parse(`fnd-${text(name)}`),
};

export const caseWorker: Actor = { id: 'j.devries', team: 'wonen', role: 'case_worker' };

export const scoreOf = (name: string, points: number, theme: Score['theme'] = 'housing'): Score => ({
  subject_entity_id: ids.address(name),
  theme,
  score: points,
  contributions: [
    {
      pattern_id: PatternId.parse('overcrowding'),
      finding_id: ids.finding(name),
      direction: 'for',
      basis: 'fact',
      weightPoints: points,
      strength: 1,
      points,
      withheld: null,
      cappedAtPoints: null,
    },
  ],
  model: 'score-1-abc',
  input_hash: 'abc',
});

export const candidateOf = (name: string, changes: Partial<Candidate> = {}): Candidate => ({
  candidate_id: ids.candidate(name),
  subject_entity_id: ids.address(name),
  status: 'open',
  score: 25,
  scores: [scoreOf(name, 25)],
  themes: ['housing'],
  version: 1,
  first_suggested_on: '2026-10-01',
  expires_on: '2026-10-31',
  drawn: 'targeted',
  inclusion_probability: 1,
  ...changes,
});

export const intakeOf = (name: string, changes: Partial<IntakeItem> = {}): IntakeItem => ({
  intake_id: ids.intake(name),
  record_id: ids.record(name),
  entity_id: ids.event(name),
  status: 'open',
  received_on: '2026-10-01',
  channel: 'resident',
  category: 'hemp',
  completeness: { has_date: true, has_address: true, has_category: true, has_description: false },
  ...changes,
});

export const eventOf = (
  subject: string,
  event: CaseEvent['event'],
  changes: Partial<CaseEvent> = {},
): CaseEvent => ({
  event_id: `cev-${text(`${subject} ${event} ${changes.version}`)}`,
  subject_id: subject,
  event,
  at: '2026-10-01T10:00:00.000Z',
  version: 1,
  details: {},
  ...changes,
});
