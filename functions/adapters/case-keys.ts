import type { Presence } from '#ports';
import type { Candidate, Case, CaseEvent, IntakeItem } from '#schemas/case.ts';
import type { CasePart } from '#schemas/case-file.ts';
import type { Review } from '#schemas/review.ts';

/** Keys of the table `cases`, and of its index `byStatus`. */
export const candidateKey = (id: string) => ({ pk: `candidate#${id}`, sk: 'candidate' });
export const intakeKey = (id: string) => ({ pk: `intake#${id}`, sk: 'intake' });
export const caseKey = (id: string) => ({ pk: `case#${id}`, sk: 'case' });
export const partKey = (part: CasePart) => ({
  pk: caseKey(part.value.case_id).pk,
  sk: `${part.part}#${partId(part)}`,
});
export const outcomeKey = (originId: string) => ({ pk: `outcome#${originId}`, sk: 'outcome' });
export const presenceKey = (presence: Presence) => ({
  pk: `presence#${presence.subjectToken}`,
  sk: presence.teamToken,
});
export const contactKey = (token: string) => ({ pk: `contact#${token}`, sk: 'contact' });
/** Reviews of all candidates sort by time. */
export const reviewKey = (review: Review) => ({
  pk: 'reviews',
  sk: `${review.decided_at}#${review.candidate_id}`,
});
/** Events of one subject sort by time. */
const eventKey = (event: CaseEvent) => ({
  pk: `history#${event.subject_id}`,
  sk: `${event.at}#${event.event_id}`,
});

export const candidatesIndexed = (status: Candidate['status']) => `candidate#${status}`;
export const intakesIndexed = (status: IntakeItem['status']) => `intake#${status}`;
export const casesIndexed = (team: string, status: Case['status']) => `case#${status}#${team}`;
export const sharedIndexed = (team: string) => `shared#${team}`;
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

/** A case, found by its team. */
export const caseItem = (opened: Case) => ({
  ...caseKey(opened.case_id),
  gsi1pk: casesIndexed(opened.team, opened.status),
  gsi1sk: `${opened.opened_at}#${opened.case_id}`,
  case: opened,
});

/** A part of a case; a task is found by the team that shares it. */
export const partItem = (part: CasePart) => ({
  ...partKey(part),
  ...(part.part === 'task' && part.value.shared
    ? { gsi1pk: sharedIndexed(part.value.shared.team), gsi1sk: part.value.task_id }
    : {}),
  part: part.value,
});

function partId(part: CasePart): string {
  switch (part.part) {
    case 'task':
      return part.value.task_id;
    case 'note':
      return part.value.note_id;
    case 'intervention':
      return part.value.intervention_id;
  }
}
