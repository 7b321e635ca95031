import type { Calibration } from '#schemas/calibration.ts';
import type { Candidate } from '#schemas/case.ts';
import { scoreChance } from '#schemas/score-chance.ts';

export type Ranking = {
  readonly by: 'chance' | 'score';
  readonly rank: (candidate: Candidate) => number;
};

/**
 * By what targeted candidates stand in order: the chance that any of their themes is right, by calibration, themes taken as
 * independent. While the chance of any candidate is unknown all stand by score, as the two cannot be mixed.
 */
export function ranking(
  candidates: readonly Candidate[],
  calibrations: ReadonlyMap<string, Calibration | undefined>,
): Ranking {
  const byScore: Ranking = { by: 'score', rank: ({ score }) => score };
  const chances = new Map<string, number>();
  for (const { candidate_id, drawn, scores } of candidates) {
    if (drawn !== 'targeted') continue;
    let none = 1;
    for (const score of scores) {
      // A theme that mitigation brought to nothing adds nothing.
      if (score.score <= 0) continue;
      const { chance } = scoreChance(calibrations.get(score.model), score);
      if (chance === null) return byScore;
      none *= 1 - chance;
    }
    chances.set(candidate_id, 1 - none);
  }
  return chances.size === 0
    ? byScore
    : { by: 'chance', rank: ({ candidate_id }) => chances.get(candidate_id) ?? 0 };
}
