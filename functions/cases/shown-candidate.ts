import type { Calibrations } from '#ports';
import type { Calibration } from '#schemas/calibration.ts';
import type { Candidate, CaseEvent } from '#schemas/case.ts';
import type { Score } from '#schemas/score.ts';
import { type ScoreChance, scoreChance } from '#schemas/score-chance.ts';

/**
 * A candidate as reviewers see it before the outcome stands: what to look for and where, alike for an address that scored
 * high and for one that was drawn (R20). Scores and reasons would tell the two apart.
 */
export type BlindCandidate = Pick<
  Candidate,
  'candidate_id' | 'subject_entity_id' | 'status' | 'themes' | 'first_suggested_on' | 'expires_on'
>;

export const blindCandidate = ({
  candidate_id,
  subject_entity_id,
  status,
  themes,
  first_suggested_on,
  expires_on,
}: Candidate): BlindCandidate => ({
  candidate_id,
  subject_entity_id,
  status,
  themes,
  first_suggested_on,
  expires_on,
});

/** Every point for and against, and what scores like these came to so far. Not how the candidate was drawn. */
export type Reasons = {
  readonly score: number;
  readonly version: number;
  readonly scores: readonly (Score & { readonly chance: ScoreChance })[];
};

export async function reasonsOf(
  { score, version, scores }: Candidate,
  calibrations: Pick<Calibrations, 'of'>,
): Promise<Reasons> {
  const known = await calibrationsOf(scores, calibrations);
  return {
    score,
    version,
    scores: scores.map((each) => ({ ...each, chance: scoreChance(known.get(each.model), each) })),
  };
}

/** The calibration of every model that scored. */
export async function calibrationsOf(
  scores: readonly Score[],
  calibrations: Pick<Calibrations, 'of'>,
): Promise<ReadonlyMap<string, Calibration | undefined>> {
  const models = [...new Set(scores.map(({ model }) => model))];
  return new Map(
    await Promise.all(models.map(async (model) => [model, await calibrations.of(model)] as const)),
  );
}

/** Details of events that tell what was found, and so how the candidate came on the list. */
const BETRAYING: readonly string[] = ['score', 'patterns'];

export const blindEvent = (event: CaseEvent): CaseEvent => ({
  ...event,
  details: Object.fromEntries(Object.entries(event.details).filter(([name]) => !BETRAYING.includes(name))),
});
