import { canonicalJson } from '#schemas/canonical-json.ts';
import { Theme } from '#schemas/finding.ts';
import type { PatternWeight } from '#schemas/pattern.ts';
import { SETTINGS } from '#schemas/settings.ts';
import { fitBoundedLogistic, type LogisticFit, type LogisticRow } from './bounded-logistic.ts';
import { featuresOf } from './features.ts';
import type { Learnt } from './training-sample.ts';

/** What counts of findings on the same facts hangs on the weights, so features and weights are found in turn. */
const ROUNDS = 10;

/** Points keep three decimals, as in scores. */
const rounded = (value: number): number => Math.round(value * 1000) / 1000;

export type FittedWeights = {
  readonly weights: ReadonlyMap<string, PatternWeight>;
  readonly fit: LogisticFit;
};

/** Fits what patterns weigh. `pullOutcomes`: how many outcomes hold a weight where the experts put it. */
export function fitWeights(
  learnt: readonly Learnt[],
  expert: readonly PatternWeight[],
  pullOutcomes: number = SETTINGS.score.expertPullOutcomes,
): FittedWeights {
  const scale = SETTINGS.score.pointsPerLogOdds;
  const themes = themesOf(learnt);
  const columns = expert.map(({ weight, direction }) => {
    const sign = direction === 'for' ? (1 as const) : (-1 as const);
    return { towards: (sign * weight) / scale, sign };
  });
  const right = learnt.filter(({ outcome }) => outcome.found === 'right').length;
  const solve = (rows: readonly LogisticRow[]) =>
    fitBoundedLogistic({
      rows,
      groups: themes.length,
      columns,
      // An outcome tells at most 1/4 of a unit of information.
      pull: pullOutcomes / 4,
      groupPull: 0.01,
      groupsTowards: Math.log((right + 0.5) / (learnt.length - right + 0.5)),
    });
  const weighed = (fit: LogisticFit) =>
    new Map(
      expert.map((each, at): readonly [string, PatternWeight] => [
        each.id,
        { ...each, weight: Math.min(100, rounded(Math.abs(fit.coefficients[at] ?? 0) * scale)) },
      ]),
    );
  let weights: ReadonlyMap<string, PatternWeight> = new Map(expert.map((each) => [each.id, each]));
  let rows = rowsOf(learnt, expert, weights, themes);
  let fit = solve(rows);
  for (let round = 1; round < ROUNDS; round += 1) {
    weights = weighed(fit);
    const next = rowsOf(learnt, expert, weights, themes);
    if (canonicalJson(next) === canonicalJson(rows)) break;
    rows = next;
    fit = solve(rows);
  }
  return { weights: weighed(fit), fit };
}

/** Themes of which something is known, in a fixed order. */
export const themesOf = (learnt: readonly Learnt[]): Theme[] =>
  Theme.options.filter((theme) => learnt.some(({ outcome }) => outcome.theme === theme));

function rowsOf(
  learnt: readonly Learnt[],
  expert: readonly PatternWeight[],
  weights: ReadonlyMap<string, PatternWeight>,
  themes: readonly Theme[],
): LogisticRow[] {
  const columnOf = new Map<string, number>(expert.map(({ id }, at) => [id, at]));
  return learnt.map(({ outcome, weight }) => ({
    group: themes.indexOf(outcome.theme),
    values: [...featuresOf(outcome, weights)].map(([id, value]) => [columnOf.get(id) ?? 0, value] as const),
    right: outcome.found === 'right',
    weight,
  }));
}
