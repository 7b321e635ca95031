import type { Candidate, CaseEvent, IntakeItem } from '#schemas/case.ts';

/** Keys of the table `cases`, and of its index `byStatus`. */
export const candidateKey = (id: string) => ({ pk: `candidate#${id}`, sk: 'candidate' });
export const intakeKey = (id: string) => ({ pk: `intake#${id}`, sk: 'intake' });
export const caseKey = (id: string) => ({ pk: `case#${id}`, sk: 'case' });
/** Events of one subject sort by time. */
const eventKey = (event: CaseEvent) => ({
  pk: `history#${event.subject_id}`,
  sk: `${event.at}#${event.event_id}`,
});

export const candidatesIndexed = (status: Candidate['status']) => `candidate#${status}`;
export const intakesIndexed = (status: IntakeItem['status']) => `intake#${status}`;
export const eventsIndexed = (version: number) => `events#${version}`;

/** Candidates sort by score, padded so that numbers sort as text. */
export const candidateIndex = (candidate: Candidate) => ({
  gsi1pk: candidatesIndexed(candidate.status),
  gsi1sk: `${String(Math.round(Math.max(0, candidate.score) * 1000)).padStart(12, '0')}#${candidate.candidate_id}`,
});
export const intakeIndex = (item: IntakeItem) => ({
  gsi1pk: intakesIndexed(item.status),
  gsi1sk: `${item.received_on}#${item.intake_id}`,
});
const eventIndex = (event: CaseEvent) =>
  event.version === null ? {} : { gsi1pk: eventsIndexed(event.version), gsi1sk: event.event_id };

export const eventItem = (event: CaseEvent) => ({ ...eventKey(event), ...eventIndex(event), event });
