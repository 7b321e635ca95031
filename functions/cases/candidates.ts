import { createHash } from 'node:crypto';
import type { Candidate } from '#schemas/case.ts';
import type { Theme } from '#schemas/finding.ts';
import { CandidateId, idText, type ScorableEntityId } from '#schemas/ids.ts';
import type { Score } from '#schemas/score.ts';
import { SETTINGS } from '#schemas/settings.ts';
import { inLotOrder } from './random-draw.ts';

export type CandidatePlan = {
  /** To be suggested or renewed, the highest score first. */
  readonly suggest: readonly Candidate[];
  /** Open ones that nothing carries any more: `expired` when their time had run out (R21), else `withdrawn`. */
  readonly end: readonly { readonly candidate: Candidate; readonly event: 'expired' | 'withdrawn' }[];
};

/**
 * What a judged version means for the work list: one candidate per subject with its themes side by side, by score or
 * by lot. The random share (R20) is filled up from `population`, all addresses that may be scored, scored high or not;
 * who was drawn earlier and is open stays, so that the lot shows in no item's coming and going. An address that
 * both scores high and is drawn counts as drawn. Pure; `day` is the day of judgement; a repeat plans the same.
 */
export function planCandidates(
  scores: readonly Score[],
  open: readonly Candidate[],
  at: {
    readonly version: number;
    readonly day: string;
    readonly population: readonly ScorableEntityId[];
  },
): CandidatePlan {
  const bySubject = new Map<ScorableEntityId, Score[]>();
  for (const score of scores)
    bySubject.set(score.subject_entity_id, [...(bySubject.get(score.subject_entity_id) ?? []), score]);

  const targeted = new Set(
    [...bySubject]
      .filter(([, ofSubject]) => totalOf(ofSubject) >= SETTINGS.score.candidatePoints)
      .map(([subject]) => subject),
  );
  const lots = drawnByLot(targeted.size, open, at);
  const lookedFor = [...targeted].flatMap((subject) => themesIn(bySubject.get(subject) ?? []));
  const before = new Map(open.map((candidate) => [candidate.subject_entity_id, candidate.themes]));
  /** What to look for; at a drawn address of which nothing was found: as before, or one by lot, as often as it stands among the others. */
  const themesOf = (subject: ScorableEntityId, own: readonly Score[]): Theme[] => {
    const scored = themesIn(own);
    if (scored.length > 0) return scored;
    const kept = before.get(subject) ?? [];
    if (kept.length > 0) return kept;
    const lot = createHash('sha256').update(`theme\u0000${subject}`).digest().readUInt32BE(0);
    return lookedFor
      .toSorted()
      .slice(lot % Math.max(1, lookedFor.length))
      .slice(0, 1);
  };
  const suggest = [...new Set([...targeted, ...lots.keys()])]
    .map((subject): Candidate => {
      const ofSubject = bySubject.get(subject) ?? [];
      return {
        candidate_id: candidateId(subject),
        subject_entity_id: subject,
        status: 'open',
        score: totalOf(ofSubject),
        scores: ofSubject,
        themes: themesOf(subject, ofSubject),
        version: at.version,
        first_suggested_on: at.day,
        expires_on: addDays(at.day, SETTINGS.score.expiryDays),
        drawn: lots.has(subject) ? 'random' : 'targeted',
        inclusion_probability: targeted.has(subject) ? 1 : (lots.get(subject) ?? 1),
      };
    })
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

/** A theme in which nothing speaks for is nothing to look for. */
const themesIn = (scores: readonly Score[]): Theme[] => [
  ...new Set(
    scores
      .filter(({ score }) => score > 0)
      .map(({ theme }) => theme)
      .sort(),
  ),
];

/** The subjects of the random share, each with the chance at which it was drawn. */
function drawnByLot(
  targeted: number,
  open: readonly Candidate[],
  at: { readonly version: number; readonly population: readonly ScorableEntityId[] },
): ReadonlyMap<ScorableEntityId, number> {
  const population = new Set(at.population);
  const lots = new Map(
    open
      .filter((candidate) => candidate.drawn === 'random' && population.has(candidate.subject_entity_id))
      .map((candidate) => [candidate.subject_entity_id, candidate.inclusion_probability]),
  );
  const { randomShare } = SETTINGS.workList;
  const wanted = Math.ceil((targeted * randomShare) / (1 - randomShare));
  const missing = Math.max(0, wanted - lots.size);
  if (missing === 0) return lots;
  const others = [...population].filter((subject) => !lots.has(subject));
  const chance = Math.min(1, wanted / population.size);
  for (const subject of inLotOrder(others, `work list ${at.version}`).slice(0, missing))
    lots.set(subject, chance);
  return lots;
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
