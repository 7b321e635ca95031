import { createHash } from 'node:crypto';
import type { Candidate } from '#schemas/case.ts';
import { CandidateId, idText, type ScorableEntityId } from '#schemas/ids.ts';
import type { Score } from '#schemas/score.ts';
import { SETTINGS } from '#schemas/settings.ts';

export type CandidatePlan = {
  /** To be suggested or renewed, the highest score first. */
  readonly suggest: readonly Candidate[];
  /** Open ones that no score carries any more: `expired` when their time had run out (R21), else `withdrawn`. */
  readonly end: readonly { readonly candidate: Candidate; readonly event: 'expired' | 'withdrawn' }[];
};

/** What a judged version means for the work list. Pure; `day` is the day of judgement. */
export function planCandidates(
  scores: readonly Score[],
  open: readonly Candidate[],
  at: { readonly version: number; readonly day: string },
): CandidatePlan {
  const bySubject = new Map<ScorableEntityId, Score[]>();
  for (const score of scores)
    bySubject.set(score.subject_entity_id, [...(bySubject.get(score.subject_entity_id) ?? []), score]);

  const suggest = [...bySubject]
    .map(
      ([subject, ofSubject]): Candidate => ({
        candidate_id: candidateId(subject),
        subject_entity_id: subject,
        status: 'open',
        score: totalOf(ofSubject),
        scores: ofSubject,
        version: at.version,
        first_suggested_on: at.day,
        expires_on: addDays(at.day, SETTINGS.score.expiryDays),
      }),
    )
    .filter((candidate) => candidate.score >= SETTINGS.score.candidatePoints)
    .sort((left, right) => right.score - left.score || (left.candidate_id < right.candidate_id ? -1 : 1));

  const suggested = new Set(suggest.map((candidate) => candidate.candidate_id));
  const end = open
    .filter((candidate) => !suggested.has(candidate.candidate_id))
    .map((candidate) => ({
      candidate,
      event: candidate.expires_on < at.day ? ('expired' as const) : ('withdrawn' as const),
    }));
  return { suggest, end };
}

/** Sum over the themes, in thousandths of a point, as scores are. */
const totalOf = (scores: readonly Score[]): number =>
  Math.round(scores.reduce((sum, { score }) => sum + score, 0) * 1000) / 1000;

/** One subject has one candidate, however often it is suggested. */
const candidateId = (subject: ScorableEntityId): CandidateId =>
  CandidateId.parse(`cnd-${idText(createHash('sha256').update(`candidate\u0000${subject}`).digest())}`);

const DAY_MS = 86_400_000;
const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
