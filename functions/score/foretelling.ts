import { createHash } from 'node:crypto';
import type { PatternWeight } from '#schemas/pattern.ts';
import type { LearnedWeights } from '#schemas/score-model.ts';
import { SETTINGS } from '#schemas/settings.ts';
import { sigmoid } from './bounded-logistic.ts';
import { featuresOf } from './features.ts';
import { fitWeights, themesOf } from './fit-weights.ts';
import type { Learnt } from './training-sample.ts';

const FOLDS = 5;
/** So many outcomes hold a weight where it is that none moves it. */
const HELD = 1e9;

/**
 * Are the learned weights any better? Each fifth of the subjects is foretold from the four others: by one chance per theme,
 * by the experts' weights (chances fitted, weights held), by learned weights. Mean logarithmic loss, weighed as learned.
 * A subject's outcomes stay in one fifth, which its id decides.
 */
export function foretellingLoss(
  learnt: readonly Learnt[],
  expert: readonly PatternWeight[],
): LearnedWeights['foretold'] {
  const none = expert.map((weight) => ({ ...weight, weight: 0 }));
  return {
    share_alone: lossOf(learnt, none, HELD),
    expert: lossOf(learnt, expert, HELD),
    learned: lossOf(learnt, expert, SETTINGS.score.expertPullOutcomes),
  };
}

function lossOf(learnt: readonly Learnt[], towards: readonly PatternWeight[], pullOutcomes: number): number {
  let [loss, weight] = [0, 0];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const rest = learnt.filter(({ outcome }) => foldOf(outcome.subject_entity_id) !== fold);
    const held = learnt.filter(({ outcome }) => foldOf(outcome.subject_entity_id) === fold);
    if (rest.length === 0 || held.length === 0) continue;
    const { weights, fit } = fitWeights(rest, towards, pullOutcomes);
    const themes = themesOf(rest);
    for (const { outcome, weight: own } of held) {
      const at = themes.indexOf(outcome.theme);
      // A theme of which the rest knows nothing is foretold as evens.
      const base = fit.intercepts[at] ?? 0;
      const points = [...featuresOf(outcome, weights)].reduce((sum, [id, value]) => {
        const found = weights.get(id);
        return sum + (found ? (found.direction === 'for' ? 1 : -1) * found.weight * value : 0);
      }, 0);
      const chance = sigmoid(base + points / SETTINGS.score.pointsPerLogOdds);
      loss -= own * Math.log(Math.max(1e-12, outcome.found === 'right' ? chance : 1 - chance));
      weight += own;
    }
  }
  return weight === 0 ? 0 : Math.round((loss / weight) * 10_000) / 10_000;
}

const foldOf = (subject: string): number =>
  (createHash('sha256').update(`fold\u0000${subject}`).digest()[0] ?? 0) % FOLDS;
