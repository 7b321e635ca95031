import { describe, expect, it } from 'vitest';
import type { Theme } from '#schemas/finding.ts';
import type { Outcome } from '#schemas/outcome.ts';
import { featuresOf } from '#score/features.ts';
import { scoreAddresses } from '#score/score-addresses.ts';
import { scoreModel } from '#score/score-model.ts';
import { outcomeOf } from './outcome-of.ts';
import { findingOf, weightOf } from './weighed.ts';

const crowded = weightOf('crowded', { weight: 25 });
const raided = weightOf('raided', { weight: 20, theme: 'hemp' });
const visited = weightOf('visited', {
  weight: 40,
  theme: 'address',
  direction: 'against',
  explains: [crowded.id, raided.id],
});
const found = { crowded: 0.8, raided: 0.9, visited: 0.75 };
const weightsOf = (weights: Outcome['patterns'][number]['strength']) =>
  new Map([crowded, raided, { ...visited, weight: weights }].map((each) => [String(each.id), each]));
const featuresIn = (theme: Theme, weight = visited.weight) =>
  Object.fromEntries(featuresOf(outcomeOf('house', { theme, patterns: found }), weightsOf(weight)));

describe('what learning sees of an outcome', () => {
  it('is the sum that scoring makes, in each theme in which points were taken', () => {
    const scores = scoreAddresses(
      Object.entries(found).map(([id, strength]) => findingOf(id, { strength })),
      scoreModel([crowded, raided, visited]),
    );
    expect(scores.map(({ theme, score }) => [theme, score])).toEqual([
      ['hemp', 8],
      ['housing', 0],
    ]);
    for (const { theme, score } of scores) {
      const features = featuresIn(theme);
      const { crowded: for1 = 0, raided: for2 = 0, visited: against = 0 } = features;
      expect(25 * for1 + 20 * for2 - 40 * against).toBeCloseTo(score, 9);
    }
    expect(featuresIn('hemp')).toEqual({ raided: 0.9, visited: 0.25 });
  });

  it('holds nothing at home of what took its points elsewhere', () => {
    expect(featuresIn('address')).toEqual({});
  });

  it('still shows what has come to weigh nothing, so that it may weigh again', () => {
    expect(featuresIn('housing', 0)).toEqual({ crowded: 0.8, visited: 0.75 });
  });
});
