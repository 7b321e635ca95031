import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contributionsOf, type WeighedFinding } from '#score/contributions.ts';
import type { Finding } from '#schemas/finding.ts';
import { PatternId } from '#schemas/ids.ts';
import type { PatternWeight } from '#schemas/pattern.ts';
import { findingOf, weightOf } from './weighed.ts';

const weighed = (
  id: string,
  weight: Partial<PatternWeight> = {},
  finding: Partial<Finding> = {},
): WeighedFinding => ({
  weight: weightOf(id, weight),
  finding: findingOf(id, finding),
});
const explains = (...ids: readonly string[]) => ids.map((id) => PatternId.parse(id));
const pointsOf = (...found: readonly WeighedFinding[]) =>
  Object.fromEntries(
    contributionsOf(found).map(({ pattern_id, points, withheld }) => [pattern_id, [points, withheld]]),
  );

describe('contributions', () => {
  it('are weight times strength, for and against', () => {
    expect(
      contributionsOf([
        weighed('crowded', { weight: 25 }, { strength: 0.888889 }),
        weighed(
          'explained',
          { weight: 10, direction: 'against', explains: explains('crowded') },
          { strength: 0.8 },
        ),
      ]),
    ).toMatchObject([
      {
        pattern_id: 'crowded',
        direction: 'for',
        weightPoints: 25,
        strength: 0.888889,
        points: 22.222,
        withheld: null,
      },
      { pattern_id: 'explained', direction: 'against', points: -8, withheld: null, cappedAtPoints: null },
    ]);
  });

  it('show what is under investigation, at 0 (R12)', () => {
    expect(pointsOf(weighed('crowded', {}, { withheld: true }))).toEqual({ crowded: [0, 'in_research'] });
  });

  it('show judgements, at 0 (R11)', () => {
    expect(pointsOf(weighed('opinion', { basis: 'judgement' }, { strength: 1 }))).toEqual({
      opinion: [0, 'judgement'],
    });
  });

  it('count the same facts once: the largest', () => {
    const group = { counts_once: 'residents' };
    expect(
      pointsOf(
        weighed('crowded', { ...group, weight: 25 }),
        weighed('surnames', { ...group, weight: 20 }, { strength: 1 }),
        weighed('alone', { weight: 5 }),
      ),
    ).toEqual({ crowded: [0, 'counted_once'], surnames: [20, null], alone: [2.5, null] });
  });

  it('let what is withheld stand in nobody’s way', () => {
    const group = { counts_once: 'residents' };
    expect(
      pointsOf(
        weighed('crowded', { ...group, weight: 25 }, { strength: 1, withheld: true }),
        weighed('surnames', group),
      ),
    ).toEqual({ crowded: [0, 'in_research'], surnames: [10, null] });
  });

  it('take away at most what they explain', () => {
    const [, mitigating] = contributionsOf([
      weighed('crowded', { weight: 8 }, { strength: 1 }),
      weighed(
        'explained',
        { weight: 45, direction: 'against', explains: explains('crowded', 'other') },
        { strength: 1 },
      ),
    ]);
    expect(mitigating).toMatchObject({ points: -8, cappedAtPoints: 8 });
  });

  it('say when there is nothing to explain', () => {
    const against = { direction: 'against' as const, explains: explains('crowded') };
    expect(
      pointsOf(
        weighed('crowded', {}, { withheld: true }),
        weighed('raids', { weight: 30 }, { strength: 1 }),
        weighed('explained', against),
      ),
    ).toEqual({ crowded: [0, 'in_research'], raids: [30, null], explained: [0, 'explains_nothing'] });
  });

  it('never take the same points twice', () => {
    const against = { direction: 'against' as const, weight: 20, explains: explains('crowded') };
    const found = [
      weighed('crowded', { weight: 20 }, { strength: 1 }),
      weighed('care', against, { strength: 0.6 }),
      weighed('lodging', against, { strength: 0.6 }),
    ];
    expect(pointsOf(...found)).toEqual({ care: [-12, null], crowded: [20, null], lodging: [-8, null] });
  });

  it('come to the same whatever order they come in, and mitigation never lifts a score', () => {
    const strengths = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 });
    const shape = (index: number): Partial<PatternWeight> => ({
      weight: 10 + index,
      counts_once: index < 2 ? 'residents' : null,
      ...(index === 4 ? { direction: 'against', explains: explains('p_0', 'p_1') } : {}),
    });
    fc.assert(
      fc.property(strengths, fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }), (values, withheld) => {
        const found = values.map((strength, index) =>
          weighed(`p_${index}`, shape(index), { strength, withheld: withheld[index] === true }),
        );
        const all = contributionsOf(found);
        expect(contributionsOf(found.toReversed())).toEqual(all);
        const sum = (of: typeof all) => of.reduce((total, { points }) => total + points, 0);
        const without = contributionsOf(found.slice(0, 4));
        expect(sum(all)).toBeLessThanOrEqual(sum(without) + 1e-9);
        expect(sum(all)).toBeGreaterThanOrEqual(-1e-9);
        expect(all).toHaveLength(found.length);
      }),
    );
  });
});
