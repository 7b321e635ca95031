import { Failure } from '#schemas/failures.ts';
import type { Outcome } from '#schemas/outcome.ts';
import { SETTINGS } from '#schemas/settings.ts';
import type { LearnedWeights } from '#schemas/score-model.ts';

/** An outcome that weights are learned from, and how much it weighs: `weight` has mean 1 over the random ones. */
export type Learnt = { readonly outcome: Outcome; readonly weight: number };

export type TrainingSample = {
  /** In order of id. */
  readonly learnt: readonly Learnt[];
  readonly basis: Omit<LearnedWeights['basis'], 'outcomes_digest'>;
};

/**
 * Which outcomes weights may be learned from (R23). Outcomes of the random share and of inspections, "nothing found"
 * among them, show what is true of addresses that no score picked. Targeted ones show only what the model thought
 * likely already: they join where there are enough random ones, each weighed by the inverse of its chance to be looked at
 * (Horvitz and Thompson, J. Amer. Statist. Assoc. 47:663, 1952). Reports stand apart: a report is a reason of its own.
 * Inspections of which none found nothing were not all told, and are left out.
 * Throws Failure('RuleViolated') when random ones and inspections are too few; Failure('InvalidRequest') when all of them
 * came to the same.
 */
export function trainingSample(outcomes: readonly Outcome[]): TrainingSample {
  const { learnOutcomes, learnRandom } = SETTINGS.score;
  const known = outcomes
    .filter(({ found }) => found !== 'open')
    .sort((left, right) => (left.outcome_id < right.outcome_id ? -1 : 1));
  const drawn = (kind: Outcome['drawn']) => known.filter((outcome) => outcome.drawn === kind);
  const [random, targeted, inspected] = [drawn('random'), drawn('targeted'), drawn('inspection')];
  const told = inspected.some(({ found }) => found === 'wrong') ? inspected : [];
  const basis = [...random, ...told];
  if (basis.length < learnOutcomes)
    throw new Failure(
      'RuleViolated',
      `R23: ${basis.length} outcomes of the random share and of inspections are known, ${learnOutcomes} are needed; ` +
        `the ${targeted.length} of targeted checks alone cannot retrain`,
    );
  if (new Set(basis.map(({ found }) => found)).size < 2)
    throw new Failure(
      'InvalidRequest',
      'all outcomes of the random share and of inspections came to the same: they tell nothing apart',
    );
  const joining = random.length >= learnRandom ? targeted : [];
  const inverse = ({ inclusion_probability }: Outcome) => 1 / (inclusion_probability ?? 1);
  const meanInverse = random.length === 0 ? 1 : sum(random.map(inverse)) / random.length;
  // Without targeted ones all of the random share had the same chance to be drawn.
  const weigh = (outcome: Outcome): number => {
    if (joining.length === 0 || outcome.drawn === 'inspection') return 1;
    return inverse(outcome) / meanInverse;
  };
  const learnt = [...basis, ...joining]
    .sort((left, right) => (left.outcome_id < right.outcome_id ? -1 : 1))
    .map((outcome) => ({ outcome, weight: weigh(outcome) }));
  const weights = learnt.map(({ weight }) => weight);
  return {
    learnt,
    basis: {
      random: random.length,
      inspections: told.length,
      targeted: joining.length,
      left_out: {
        reports: drawn('report').length,
        inspections: inspected.length - told.length,
        targeted: targeted.length - joining.length,
        open: outcomes.length - known.length,
      },
      effective: Math.round((sum(weights) ** 2 / sum(weights.map((weight) => weight ** 2))) * 10) / 10,
    },
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
