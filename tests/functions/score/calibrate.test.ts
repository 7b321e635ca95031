import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Calibration } from '#schemas/calibration.ts';
import { scoreChance } from '#schemas/score-chance.ts';
import { calibrate, calibrationCurve } from '#score/calibrate.ts';
import { outcomeOf, seeded } from './outcome-of.ts';

const MODEL = 'score-1-abc';
const looked = (score: number, right: number, wrong: number) => [
  ...Array.from({ length: right }, () => ({ score, right: true })),
  ...Array.from({ length: wrong }, () => ({ score, right: false })),
];

describe('what scores came to', () => {
  it('is read off outcomes of equal scores', () => {
    const curve = calibrationCurve([...looked(10, 2, 18), ...looked(40, 15, 5)]);
    expect(curve).toMatchObject({ outcomes: 40, right: 17 });
    expect(curve.steps.map(({ from_score, right, outcomes }) => [from_score, right, outcomes])).toEqual([
      [10, 2, 20],
      [40, 15, 20],
    ]);
    // Beta(2 + 2·17.5/41, 18 + 2·23.5/41): mean 0.1297.
    expect(curve.steps[0]?.chance).toBeCloseTo((2 + 35 / 41) / 22, 4);
    for (const { low, chance, high } of curve.steps) expect(low < chance && chance < high).toBe(true);
  });

  it('pools scores that stand the wrong way round', () => {
    const { steps } = calibrationCurve([...looked(10, 8, 12), ...looked(20, 6, 14), ...looked(30, 16, 4)]);
    expect(steps.map(({ from_score, to_score, right }) => [from_score, to_score, right])).toEqual([
      [10, 20, 14],
      [30, 30, 16],
    ]);
  });

  it('never falls as the score rises, loses no outcome, and has no small step', () => {
    const outcome = fc.record({ score: fc.integer({ min: 0, max: 60 }), right: fc.boolean() });
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 20, maxLength: 200 }), (outcomes) => {
        const { steps } = calibrationCurve(outcomes);
        expect(calibrationCurve(outcomes.toReversed()).steps).toEqual(steps);
        expect(steps.reduce((sum, step) => sum + step.outcomes, 0)).toBe(outcomes.length);
        for (const [at, step] of steps.entries()) {
          expect(step.outcomes).toBeGreaterThanOrEqual(10);
          const next = steps[at + 1];
          if (next) expect(next.chance >= step.chance && next.from_score > step.to_score).toBe(true);
        }
      }),
    );
  });

  it('covers what is true: in towns made by a known rule, 95% intervals hold it nine times in ten or more', () => {
    let [held, asked] = [0, 0];
    for (let seed = 1; seed <= 60; seed += 1) {
      const random = seeded(seed);
      const truth = (score: number) => 0.05 + 0.9 * (score / 60) ** 2;
      const outcomes = Array.from({ length: 400 }, () => {
        const score = 10 * Math.floor(random() * 7);
        return { score, right: random() < truth(score) };
      });
      for (const step of calibrationCurve(outcomes).steps) {
        if (step.from_score !== step.to_score) continue;
        asked += 1;
        if (step.low <= truth(step.from_score) && truth(step.from_score) <= step.high) held += 1;
      }
    }
    expect(asked).toBeGreaterThan(200);
    expect(held / asked).toBeGreaterThan(0.9);
  });

  it('rests on what was chosen by score or by lot, with this model, and is known', () => {
    const many = Array.from({ length: 30 }, (_, at) =>
      outcomeOf(`house ${at}`, {
        score: 30,
        found: at < 12 ? 'right' : 'wrong',
        drawn: at % 2 ? 'random' : 'targeted',
      }),
    );
    const others = [
      outcomeOf('tip', { drawn: 'report', found: 'right' }),
      outcomeOf('check', { drawn: 'inspection' }),
      outcomeOf('not known', { found: 'open' }),
      outcomeOf('of another', { model: 'score-1-def' }),
    ];
    const calibration = calibrate(MODEL, [...many, ...others]);
    expect(calibration.all).toMatchObject({ outcomes: 30, right: 12 });
    expect(calibrate(MODEL, many.toReversed())).toEqual(calibration);
    expect(Calibration.parse(calibration)).toEqual(calibration);
    expect(calibrate(MODEL, many.slice(1)).outcomes_digest).not.toBe(calibration.outcomes_digest);
  });
});

describe('of ten with this score', () => {
  const of = (count: number, theme: 'housing' | 'hemp', right: (at: number) => boolean, score = 30) =>
    Array.from({ length: count }, (_, at) =>
      outcomeOf(`${theme} ${score} ${at}`, { theme, score, found: right(at) ? 'right' : 'wrong' }),
    );

  it('says that it does not know, and of how many outcomes', () => {
    expect(scoreChance(undefined, { theme: 'housing', score: 30 })).toMatchObject({
      chance: null,
      words_en: 'unknown, 0 outcomes',
    });
    const three = calibrate(
      MODEL,
      of(3, 'housing', () => true),
    );
    expect(scoreChance(three, { theme: 'housing', score: 30 })).toMatchObject({
      chance: null,
      words_en: 'unknown, 3 outcomes',
      words_nl: 'onbekend, 3 uitkomsten',
    });
  });

  it('says how many were right, of the theme or else of all', () => {
    const calibration = calibrate(MODEL, [
      ...of(40, 'housing', (at) => at < 16),
      ...of(4, 'hemp', () => true),
    ]);
    expect(scoreChance(calibration, { theme: 'housing', score: 35 })).toMatchObject({
      of: 'theme',
      words_en: 'of ten with this score, about 4 were right (95%: 3 to 6; 16 of 40)',
    });
    expect(scoreChance(calibration, { theme: 'hemp', score: 35 })).toMatchObject({ of: 'all', outcomes: 44 });
    expect(scoreChance(calibration, { theme: null, score: 35 })).toMatchObject({ of: 'all' });
  });

  it('does not know lower scores than anybody looked at', () => {
    const calibration = calibrate(
      MODEL,
      of(40, 'housing', (at) => at < 16),
    );
    expect(scoreChance(calibration, { theme: 'housing', score: 29 }).chance).toBeNull();
  });
});
