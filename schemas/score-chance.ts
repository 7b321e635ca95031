import type { Calibration, CalibrationCurve } from './calibration.ts';
import type { Theme } from './finding.ts';

/** What a score is worth by the outcomes so far. `chance` null: unknown, with as many outcomes as there are. */
export type ScoreChance = {
  readonly chance: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Of how many outcomes this is read: those of its step; where it is unknown, all there are. */
  readonly outcomes: number;
  readonly right: number;
  /** Whether the theme's own outcomes were too few, so that it is read from all themes together. */
  readonly of: 'theme' | 'all';
  readonly words_en: string;
  readonly words_nl: string;
};

/**
 * "Of ten with this score, about n were right": of the theme's own outcomes where they suffice, else of all themes'
 * together; unknown where neither does, or where nobody has looked at so low a score yet. Between two steps the lower one
 * counts.
 */
export function scoreChance(
  calibration: Calibration | undefined,
  { theme, score }: { readonly theme: Theme | null; readonly score: number },
): ScoreChance {
  const own = theme === null ? undefined : calibration?.themes[theme];
  const fromTheme = own && stepAt(own, score);
  const all = calibration?.all ?? { outcomes: 0, right: 0, steps: [] };
  const step = fromTheme ?? stepAt(all, score);
  const of = fromTheme ? 'theme' : 'all';
  if (!step) {
    const { outcomes, right } = own ?? all;
    return {
      chance: null,
      low: null,
      high: null,
      outcomes,
      right,
      of: own ? 'theme' : 'all',
      words_en: `unknown, ${outcomes} ${outcomes === 1 ? 'outcome' : 'outcomes'}`,
      words_nl: `onbekend, ${outcomes} ${outcomes === 1 ? 'uitkomst' : 'uitkomsten'}`,
    };
  }
  const ten = (chance: number) => Math.round(chance * 10);
  const { chance, low, high, outcomes, right } = step;
  return {
    chance,
    low,
    high,
    outcomes,
    right,
    of,
    words_en: `of ten with this score, about ${ten(chance)} were right (95%: ${ten(low)} to ${ten(high)}; ${right} of ${outcomes})`,
    words_nl: `van tien met deze score waren er ongeveer ${ten(chance)} raak (95%: ${ten(low)} tot ${ten(high)}; ${right} van ${outcomes})`,
  };
}

const stepAt = (curve: CalibrationCurve, score: number) =>
  curve.steps.findLast((step) => step.from_score <= score);
