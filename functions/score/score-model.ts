import { createHash } from 'node:crypto';
import { canonicalJson } from '#schemas/canonical-json.ts';
import { Failure } from '#schemas/failures.ts';
import type { PatternWeight } from '#schemas/pattern.ts';
import type { ScoreModel } from '#schemas/score-model.ts';

/** The rules of `scoreAddresses`: raised when they change, so that equal ids mean equal scores. */
const RULES = 1;

/** Throws Failure('InvalidRequest') when a pattern has two weights. */
export function scoreModel(weights: readonly PatternWeight[]): ScoreModel {
  const sorted = [...weights].sort((left, right) => (left.id < right.id ? -1 : 1));
  if (new Set(sorted.map((weight) => weight.id)).size < sorted.length)
    throw new Failure('InvalidRequest', 'weights: a pattern stands there twice');
  const digest = createHash('sha256').update(canonicalJson(sorted)).digest('hex');
  return { id: `score-${RULES}-${digest.slice(0, 16)}`, weights: sorted };
}
