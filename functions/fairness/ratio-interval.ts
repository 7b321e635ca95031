import { chanceBeyond } from './normal.ts';

/** So many of so many. */
export type Share = { readonly events: number; readonly subjects: number };

export type RatioInterval = {
  /** Null where the other share is 0. */
  readonly ratio: number | null;
  readonly low: number;
  /** Infinity where nothing bounds it. */
  readonly high: number;
};

/** Of chi-squared with one degree of freedom, 95% lie below. */
const CHI_SQUARED_95 = 3.841458820694124;

/**
 * How far two shares speak against a ratio θ of the first to the second: the score statistic of Miettinen and Nurminen
 * (Statistics in Medicine 4:213, 1985, with their N/(N−1)), about chi-squared with one degree of freedom. It holds for
 * small counts and zeros, where the interval of Katz's logarithm breaks down. θ > 0, both with subjects.
 */
export function scoreStatistic(one: Share, other: Share, theta: number): number {
  const subjects = one.subjects + other.subjects;
  const [p1, p0] = [one.events / one.subjects, other.events / other.subjects];
  // The most likely p0 if p1 = θ p0: the smaller root of a quadratic equation.
  const a = subjects * theta;
  const b = -(one.subjects * theta + one.events + other.subjects + other.events * theta);
  const c = one.events + other.events;
  const likely0 = Math.min(1, (2 * c) / (-b + Math.sqrt(Math.max(0, b * b - 4 * a * c))));
  const likely1 = Math.min(1, theta * likely0);
  const variance =
    ((likely1 * (1 - likely1)) / one.subjects + (theta * theta * likely0 * (1 - likely0)) / other.subjects) *
    (subjects / (subjects - 1));
  const distance = p1 - theta * p0;
  if (distance === 0) return 0;
  return variance <= 0 ? Number.POSITIVE_INFINITY : (distance * distance) / variance;
}

/** P-value, two-sided, of the hypothesis that the ratio is θ. */
export const ratioPValue = (one: Share, other: Share, theta: number): number =>
  chanceBeyond(Math.sqrt(scoreStatistic(one, other, theta)));

/** The ratios that a test at 5% does not reject. Everything, from 0 on, where neither side has an event. */
export function ratioInterval(one: Share, other: Share): RatioInterval {
  if (one.events === 0 && other.events === 0) return { ratio: null, low: 0, high: Number.POSITIVE_INFINITY };
  const ratio = other.events === 0 ? null : one.events / one.subjects / (other.events / other.subjects);
  const inside = (logTheta: number) => scoreStatistic(one, other, Math.exp(logTheta)) <= CHI_SQUARED_95;
  const middle = ratio === null ? WIDEST : ratio === 0 ? -WIDEST : Math.log(ratio);
  return {
    ratio,
    low: one.events === 0 ? 0 : Math.exp(edge(middle, -WIDEST, inside)),
    high: other.events === 0 ? Number.POSITIVE_INFINITY : Math.exp(edge(middle, WIDEST, inside)),
  };
}

/** Ratios between e^-20 and e^20 are looked at. */
const WIDEST = 20;

/** Where being inside ends, between a place that is inside and one far out; by halving, to 1e-12. */
function edge(from: number, to: number, inside: (logTheta: number) => boolean): number {
  if (inside(to)) return to;
  let [within, without] = [from, to];
  while (Math.abs(without - within) > 1e-12 * Math.max(1, Math.abs(within))) {
    const halfway = (within + without) / 2;
    if (inside(halfway)) within = halfway;
    else without = halfway;
  }
  return (within + without) / 2;
}
