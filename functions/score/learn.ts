import { createHash } from 'node:crypto';
import { canonicalJson } from '#schemas/canonical-json.ts';
import { idText } from '#schemas/ids.ts';
import type { Outcome } from '#schemas/outcome.ts';
import type { LearnedWeights, ScoreModel } from '#schemas/score-model.ts';
import { featuresOf } from './features.ts';
import { fitWeights, themesOf } from './fit-weights.ts';
import { foretellingLoss } from './foretelling.ts';
import { trainingSample } from './training-sample.ts';

/**
 * Learns what patterns weigh from what became of addresses (R23): logistic regression in which what speaks for never takes
 * away and what speaks against never adds, each weight drawn towards the experts'. Patterns are fitted together, so
 * that two which fire on the same addresses share what they tell. Pure and without chance: the same outcomes, in any
 * order, and the same experts' weights give the same bytes. Throws what `trainingSample` throws.
 */
export function learnWeights(outcomes: readonly Outcome[], expert: ScoreModel): LearnedWeights {
  const { learnt, basis } = trainingSample(outcomes);
  const teachable = expert.weights.filter((weight) => weight.basis === 'fact');
  const fitted = fitWeights(learnt, teachable);
  const counts = new Map<string, number>();
  for (const { outcome } of learnt)
    for (const id of featuresOf(outcome, fitted.weights).keys()) counts.set(id, (counts.get(id) ?? 0) + 1);
  const learned = {
    expert: expert.id,
    weights: teachable.map(({ id, version, direction, weight }) => ({
      id,
      version,
      direction,
      expertPoints: weight,
      points: fitted.weights.get(id)?.weight ?? weight,
      outcomes: counts.get(id) ?? 0,
    })),
    basis: { ...basis, outcomes_digest: digest(learnt.map(({ outcome }) => outcome)).toString('hex') },
    themes: Object.fromEntries(
      themesOf(learnt).map((theme, at) => {
        const ofTheme = learnt.filter(({ outcome }) => outcome.theme === theme);
        return [
          theme,
          {
            outcomes: ofTheme.length,
            right: ofTheme.filter(({ outcome }) => outcome.found === 'right').length,
            log_odds: rounded(fitted.fit.intercepts[at] ?? 0),
          },
        ];
      }),
    ),
    foretold: foretellingLoss(learnt, teachable),
  };
  return { id: `wgt-${idText(digest(learned))}`, ...learned };
}

const digest = (value: unknown): Buffer => createHash('sha256').update(canonicalJson(value)).digest();
const rounded = (value: number): number => Math.round(value * 1000) / 1000;
