import { describe, expect, it } from 'vitest';
import { canonicalJson } from '#schemas/canonical-json.ts';
import type { Outcome } from '#schemas/outcome.ts';
import { LearnedWeights } from '#schemas/score-model.ts';
import { learnWeights } from '#score/learn.ts';
import { scoreModel } from '#score/score-model.ts';
import { trainingSample } from '#score/training-sample.ts';
import { outcomeOf, seeded } from './outcome-of.ts';
import { weightOf } from './weighed.ts';

const expert = scoreModel([
  weightOf('good', { weight: 20 }),
  weightOf('useless', { weight: 20 }),
  weightOf('never_seen', { weight: 15 }),
  weightOf('opinion', { weight: 10, basis: 'judgement' }),
  weightOf('explains', { weight: 10, direction: 'against', explains: [weightOf('good').id] }),
]);

/** A town in which `good` multiplies the odds by e³ at strength 1, `useless` tells nothing, `explains` takes 2 back. */
function town(seed: number, count: number, drawn: Outcome['drawn'] = 'random'): Outcome[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, at) => {
    const patterns: Record<string, number> = {};
    if (random() < 0.4) patterns.good = 0.5 + random() / 2;
    if (random() < 0.4) patterns.useless = 0.5 + random() / 2;
    if (patterns.good !== undefined && random() < 0.4) patterns.explains = 1;
    const logOdds = -2 + 3 * (patterns.good ?? 0) - 2 * (patterns.explains ?? 0);
    const found = random() < 1 / (1 + Math.exp(-logOdds)) ? 'right' : 'wrong';
    return outcomeOf(`${drawn} ${seed} ${at}`, { patterns, found, drawn });
  });
}
const pointsOf = (outcomes: readonly Outcome[]) =>
  Object.fromEntries(learnWeights(outcomes, expert).weights.map(({ id, points }) => [id, points]));

describe('learning weights', () => {
  it('comes near what is true where outcomes are many, and stays with the experts where there are none', () => {
    const points = pointsOf(town(1, 1500));
    expect(points.good).toBeGreaterThan(26);
    expect(points.good).toBeLessThan(34);
    expect(points.useless).toBeLessThan(4);
    expect(points.explains).toBeGreaterThan(14);
    expect(points.explains).toBeLessThan(26);
    expect(points.never_seen).toBe(15);
    expect(points).not.toHaveProperty('opinion');
  });

  it('stays near the experts where outcomes are few', () => {
    const few = pointsOf(town(2, 40));
    const many = pointsOf(town(2, 1000));
    expect(Math.abs((few.useless ?? 0) - 20)).toBeLessThan(Math.abs((many.useless ?? 0) - 20));
    expect(few.useless).toBeGreaterThan(8);
  });

  it.each([1, 2, 3, 4, 5])('never turns a sign round (seed %i)', (seed) => {
    const turned = town(seed, 300).map((outcome) => ({
      ...outcome,
      found: outcome.found === 'right' ? ('wrong' as const) : ('right' as const),
    }));
    for (const points of Object.values(pointsOf(turned))) expect(points).toBeGreaterThanOrEqual(0);
    expect(pointsOf(turned).good).toBe(0);
  });

  it('gives the same bytes whatever the order of the outcomes (R17)', () => {
    const outcomes = town(4, 200);
    const learned = learnWeights(outcomes, expert);
    expect(canonicalJson(learnWeights(outcomes.toReversed(), expert))).toBe(canonicalJson(learned));
    expect(LearnedWeights.parse(learned)).toEqual(learned);
    expect(learnWeights(outcomes.slice(1), expert).id).not.toBe(learned.id);
  });

  it('tells whether learned weights foretell better than the experts’', () => {
    const { foretold } = learnWeights(town(5, 800), expert);
    expect(foretold.learned).toBeLessThan(foretold.expert);
    expect(foretold.learned).toBeLessThan(foretold.share_alone);
  });

  it('lets patterns that fire together share what they tell', () => {
    const twins = scoreModel([weightOf('one', { weight: 20 }), weightOf('other', { weight: 20 })]);
    const alone = scoreModel([weightOf('one', { weight: 20 })]);
    const outcomes = Array.from({ length: 400 }, (_, at) =>
      outcomeOf(`twin ${at}`, {
        patterns: at % 2 === 0 ? { one: 1, other: 1 } : {},
        found: at % 2 === 0 ? (at % 8 < 4 ? 'right' : 'wrong') : at % 10 === 1 ? 'right' : 'wrong',
      }),
    );
    const [one, other] = learnWeights(outcomes, twins).weights;
    const [single] = learnWeights(outcomes, alone).weights;
    expect(one?.points).toBe(other?.points);
    const together = (one?.points ?? 0) + (other?.points ?? 0);
    expect(Math.abs(together - (single?.points ?? 0))).toBeLessThan(2);
  });

  it('learns of facts that were found twice once', () => {
    const grouped = scoreModel([
      weightOf('one', { weight: 20, counts_once: 'residents' }),
      weightOf('other', { weight: 10, counts_once: 'residents' }),
    ]);
    const outcomes = Array.from({ length: 200 }, (_, at) =>
      outcomeOf(`grouped ${at}`, {
        patterns: at % 2 === 0 ? { one: 1, other: 1 } : {},
        found: at % 4 === 0 ? 'right' : 'wrong',
      }),
    );
    const [one, other] = learnWeights(outcomes, grouped).weights;
    expect(one?.outcomes).toBe(100);
    expect([other?.outcomes, other?.points]).toEqual([0, 10]);
  });
});

describe('what may be learned from (R23)', () => {
  it('is nothing of targeted checks alone', () => {
    expect(() => learnWeights(town(1, 500, 'targeted'), expert)).toThrow(/R23: 0 outcomes .* 30 are needed/);
    expect(() => learnWeights([...town(1, 500, 'targeted'), ...town(2, 29)], expert)).toThrow(/R23/);
  });

  it('is targeted ones beside random ones, each weighed by the inverse of its chance', () => {
    const { learnt, basis } = trainingSample([...town(1, 40), ...town(2, 60, 'targeted')]);
    expect(basis).toMatchObject({ random: 40, targeted: 60 });
    const weightsOf = (drawn: string) =>
      new Set(learnt.filter(({ outcome }) => outcome.drawn === drawn).map(({ weight }) => weight));
    expect([weightsOf('random'), weightsOf('targeted')]).toEqual([new Set([1]), new Set([0.1])]);
    // Kish: (40 + 6)² / (40 + 0.6).
    expect(basis.effective).toBe(52.1);
  });

  it('counts inspections, "nothing found" among them, and leaves out those that tell hits alone', () => {
    const inspections = town(3, 60, 'inspection');
    expect(trainingSample(inspections).basis).toMatchObject({ inspections: 60, random: 0, effective: 60 });
    const hits = inspections.filter(({ found }) => found === 'right');
    expect(trainingSample([...town(1, 60), ...hits]).basis).toMatchObject({
      random: 60,
      inspections: 0,
      left_out: { inspections: hits.length },
    });
  });

  it('leaves targeted ones out where few random ones tell how they were chosen', () => {
    const few = [...town(1, 10), ...town(2, 60, 'inspection'), ...town(3, 50, 'targeted')];
    expect(trainingSample(few).basis).toMatchObject({ targeted: 0, left_out: { targeted: 50 } });
  });

  it('leaves out what is open and what was reported, and says so', () => {
    const more = [outcomeOf('open', { found: 'open' }), outcomeOf('tip', { drawn: 'report' })];
    expect(trainingSample([...town(1, 60), ...more]).basis.left_out).toEqual({
      reports: 1,
      inspections: 0,
      targeted: 0,
      open: 1,
    });
  });

  it('is no sample in which all came to the same', () => {
    const wrong = town(1, 60).map((outcome) => ({ ...outcome, found: 'wrong' as const }));
    expect(() => trainingSample(wrong)).toThrow(/came to the same/);
  });

  it('undoes what choosing by score does: learned with and without targeted ones comes to the same', () => {
    const random = town(7, 800);
    const chosen = town(8, 1200, 'targeted').filter(({ patterns }) => patterns.length > 0);
    const [alone, joined] = [pointsOf(random), pointsOf([...random, ...chosen])];
    expect(Math.abs((alone.good ?? 0) - (joined.good ?? 0))).toBeLessThan(4);
    expect(Math.abs((alone.useless ?? 0) - (joined.useless ?? 0))).toBeLessThan(4);
  });
});
