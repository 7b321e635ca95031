import { createHash } from 'node:crypto';
import type { Calibration, CalibrationCurve, CalibrationStep } from '#schemas/calibration.ts';
import { canonicalJson } from '#schemas/canonical-json.ts';
import { Theme } from '#schemas/finding.ts';
import type { Outcome } from '#schemas/outcome.ts';
import { SETTINGS } from '#schemas/settings.ts';
import { betaQuantile } from './beta.ts';

type Looked = { readonly score: number; readonly right: boolean };

/**
 * What the scores of a model came to, per theme and in all. Of its outcomes count those that were chosen by their score
 * or by lot, and are known: given the score, neither way of choosing looks at what is true. Reports and inspections
 * were chosen for reasons of their own, and are left out. Pure; the order of the outcomes does not matter.
 */
export function calibrate(model: string, outcomes: readonly Outcome[]): Calibration {
  const known = outcomes
    .filter((outcome) => outcome.model === model && outcome.found !== 'open')
    .filter(({ drawn }) => drawn === 'targeted' || drawn === 'random')
    .sort((left, right) => (left.outcome_id < right.outcome_id ? -1 : 1));
  const looked = (of: readonly Outcome[]): Looked[] =>
    of.map(({ score, found }) => ({ score, right: found === 'right' }));
  const themes = Theme.options.flatMap((theme) => {
    const ofTheme = known.filter((outcome) => outcome.theme === theme);
    return ofTheme.length === 0 ? [] : [[theme, calibrationCurve(looked(ofTheme))] as const];
  });
  return {
    model,
    outcomes_digest: createHash('sha256').update(canonicalJson(known)).digest('hex'),
    all: calibrationCurve(looked(known)),
    themes: Object.fromEntries(themes),
  };
}

/**
 * Chances that rise with the score: isotonic regression by pooling adjacent violators (Ayer et al., Ann. Math. Statist.
 * 26:641, 1955), on steps of at least so many outcomes, each drawn towards the share of all by a prior worth two outcomes.
 * The interval is the middle 95% of the posterior given the step; that steps were found in the same outcomes makes it
 * somewhat narrow.
 */
export function calibrationCurve(looked: readonly Looked[]): CalibrationCurve {
  const { calibrationOutcomes, calibrationStep } = SETTINGS.score;
  const right = looked.filter((each) => each.right).length;
  const curve = { outcomes: looked.length, right };
  if (looked.length < calibrationOutcomes) return { ...curve, steps: [] };
  const prior = priorOf(right, looked.length);
  const pooled: Pool[] = [];
  for (const pool of poolsOf(looked, calibrationStep)) {
    let last = pool;
    for (
      let before = pooled.at(-1);
      before && mean(before, prior) >= mean(last, prior);
      before = pooled.at(-1)
    ) {
      pooled.pop();
      last = together(before, last);
    }
    pooled.push(last);
  }
  return { ...curve, steps: pooled.map((pool) => stepOf(pool, prior)) };
}

type Pool = { readonly from: number; readonly to: number; readonly outcomes: number; readonly right: number };
type Prior = { readonly right: number; readonly wrong: number };

const PRIOR_OUTCOMES = 2;

/** Worth two outcomes, at the share of all; never at 0 or 1 themselves. */
function priorOf(right: number, outcomes: number): Prior {
  const share = (right + 0.5) / (outcomes + 1);
  return { right: PRIOR_OUTCOMES * share, wrong: PRIOR_OUTCOMES * (1 - share) };
}

const mean = (pool: Pool, prior: Prior): number =>
  (pool.right + prior.right) / (pool.outcomes + PRIOR_OUTCOMES);

const together = (one: Pool, other: Pool): Pool => ({
  from: one.from,
  to: other.to,
  outcomes: one.outcomes + other.outcomes,
  right: one.right + other.right,
});

/** In order of score; equal scores are never parted, and every pool holds at least so many outcomes. */
function poolsOf(looked: readonly Looked[], least: number): Pool[] {
  const pools: Pool[] = [];
  for (const { score, right } of [...looked].sort((left, other) => left.score - other.score)) {
    const one: Pool = { from: score, to: score, outcomes: 1, right: right ? 1 : 0 };
    const last = pools.at(-1);
    if (last && (last.to === score || last.outcomes < least)) pools.splice(-1, 1, together(last, one));
    else pools.push(one);
  }
  const [before, last] = pools.slice(-2);
  if (before && last && last.outcomes < least) pools.splice(-2, 2, together(before, last));
  return pools;
}

const rounded = (chance: number): number => Math.round(chance * 10_000) / 10_000;

function stepOf(pool: Pool, prior: Prior): CalibrationStep {
  const [a, b] = [pool.right + prior.right, pool.outcomes - pool.right + prior.wrong];
  return {
    from_score: pool.from,
    to_score: pool.to,
    outcomes: pool.outcomes,
    right: pool.right,
    chance: rounded(a / (a + b)),
    low: rounded(betaQuantile(0.025, a, b)),
    high: rounded(betaQuantile(0.975, a, b)),
  };
}
