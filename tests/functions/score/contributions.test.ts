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
    contributionsOf(found).map(({ contribution: { pattern_id, points, withheld } }) => [
      pattern_id,
      [points, withheld],
    ]),
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
        theme: 'housing',
        contribution: {
          pattern_id: 'crowded',
          direction: 'for',
          weightPoints: 25,
          strength: 0.888889,
          points: 22.222,
          withheld: null,
        },
      },
      {
        theme: 'housing',
        contribution: {
          pattern_id: 'explained',
          direction: 'against',
          points: -8,
          withheld: null,
          cappedAtPoints: null,
        },
      },
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
    expect(mitigating?.contribution).toMatchObject({ points: -8, cappedAtPoints: 8 });
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

  describe('against patterns of other themes', () => {
    const linesOf = (...found: readonly WeighedFinding[]) =>
      contributionsOf(found).map(
        ({ theme, contribution: { pattern_id, points, withheld, cappedAtPoints } }) => [
          pattern_id,
          theme,
          points,
          withheld ?? cappedAtPoints,
        ],
      );
    const full = { strength: 1 };
    const crowded = weighed('crowded', { weight: 25 }, full);
    const raided = weighed('raided', { weight: 20, theme: 'hemp' }, full);
    const nothing = (weight: number, ...ids: readonly string[]) =>
      weighed(
        'visited',
        { weight, theme: 'address', direction: 'against', explains: explains(...ids) },
        full,
      );

    it('take the points where they were added, and nothing at home', () => {
      expect(linesOf(crowded, nothing(30, 'crowded'))).toEqual([
        ['crowded', 'housing', 25, null],
        ['visited', 'housing', -25, 25],
      ]);
    });

    it('share their points out over themes in the order of the dossier, in all no more than they have', () => {
      expect(linesOf(crowded, raided, nothing(30, 'crowded', 'raided'))).toEqual([
        ['crowded', 'housing', 25, null],
        ['raided', 'hemp', 20, null],
        ['visited', 'hemp', -5, 5],
        ['visited', 'housing', -25, 25],
      ]);
      expect(linesOf(crowded, raided, nothing(10, 'raided', 'crowded')).slice(2)).toEqual([
        ['visited', 'hemp', -10, null],
      ]);
    });

    it('stand once at home when nothing is left to explain, or they are withheld', () => {
      expect(linesOf(raided, nothing(30, 'crowded'))).toEqual([
        ['raided', 'hemp', 20, null],
        ['visited', 'address', 0, 'explains_nothing'],
      ]);
      const { finding, weight } = nothing(30, 'raided', 'crowded');
      const withheld = { weight, finding: { ...finding, withheld: true } };
      expect(linesOf(crowded, raided, withheld).slice(2)).toEqual([['visited', 'address', 0, 'in_research']]);
    });

    it('stand where they would begin to take when they weigh nothing', () => {
      expect(linesOf(crowded, raided, nothing(0, 'raided', 'crowded')).slice(2)).toEqual([
        ['visited', 'hemp', 0, null],
      ]);
    });
  });
});
