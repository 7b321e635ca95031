import { createHash } from 'node:crypto';
import { canonicalJson } from '#schemas/canonical-json.ts';
import { Failure } from '#schemas/failures.ts';
import type { PatternWeight } from '#schemas/pattern.ts';
import type { LearnedWeights, ScoreModel } from '#schemas/score-model.ts';

/** The rules of `scoreAddresses`: raised when they change, so that equal ids mean equal scores. */
const RULES = 2;

/** Whether these rules made a model: what others made cannot be replayed here. */
export const isOfTheseRules = ({ id }: Pick<ScoreModel, 'id'>): boolean => id.split('-')[1] === String(RULES);

/** Throws Failure('InvalidRequest') when a pattern has two weights. */
export function scoreModel(
  weights: readonly PatternWeight[],
  kind: 'score' | 'learned' = 'score',
): ScoreModel {
  const sorted = [...weights].sort((left, right) => (left.id < right.id ? -1 : 1));
  if (new Set(sorted.map((weight) => weight.id)).size < sorted.length)
    throw new Failure('InvalidRequest', 'weights: a pattern stands there twice');
  const digest = createHash('sha256').update(canonicalJson(sorted)).digest('hex');
  return { id: `${kind}-${RULES}-${digest.slice(0, 16)}`, weights: sorted };
}

/**
 * The experts' model with what was learned in place of their weights. A pattern that is new since, or changed its version
 * or direction, keeps the experts' weight: nothing was learned of it.
 */
export function learnedModel(expert: ScoreModel, learned: LearnedWeights): ScoreModel {
  const learnedOf = new Map(learned.weights.map((weight) => [weight.id, weight]));
  return scoreModel(
    expert.weights.map((weight) => {
      const found = learnedOf.get(weight.id);
      const holds = found && found.version === weight.version && found.direction === weight.direction;
      return holds ? { ...weight, weight: found.points } : weight;
    }),
    'learned',
  );
}
