import { describe, expect, it } from 'vitest';
import { canonicalJson } from '#schemas/canonical-json.ts';
import { Failure } from '#schemas/failures.ts';
import { Score } from '#schemas/score.ts';
import { scoreAddresses } from '#score/score-addresses.ts';
import { scoreModel } from '#score/score-model.ts';
import { findingOf, subject, weightOf } from './weighed.ts';

const model = scoreModel([
  weightOf('overcrowding', { weight: 25 }),
  weightOf('transit_address', { weight: 20 }),
  weightOf('raid_network', { weight: 30, theme: 'hemp' }),
]);
const findings = [
  findingOf('overcrowding', { strength: 0.1 }),
  findingOf('raid_network', { strength: 0.7 }),
  findingOf('transit_address', { strength: 0.2 }),
  findingOf('overcrowding', { subject_entity_id: subject('other'), strength: 1 }),
];

describe('scores', () => {
  it('are per subject and theme the sum of the contributions that they show', () => {
    const scores = scoreAddresses(findings, model);
    expect(scores.every((score) => Score.safeParse(score).success)).toBe(true);
    const house = scores.filter((score) => score.subject_entity_id === subject('house'));
    expect(house.map(({ theme, score }) => [theme, score])).toEqual([
      ['hemp', 21],
      ['housing', 6.5],
    ]);
    for (const score of scores)
      expect(score.score).toBeCloseTo(
        score.contributions.reduce((sum, { points }) => sum + points, 0),
        9,
      );
  });

  it('go down in the theme of what is explained, not in the theme of what explains it', () => {
    const visited = weightOf('nothing_found', {
      weight: 30,
      theme: 'address',
      direction: 'against',
      explains: model.weights.filter(({ theme }) => theme === 'hemp').map(({ id }) => id),
    });
    const scores = scoreAddresses(
      [...findings, findingOf('nothing_found', { strength: 1 })],
      scoreModel([...model.weights, visited]),
    );
    const house = scores.filter((score) => score.subject_entity_id === subject('house'));
    expect(house.map(({ theme, score }) => [theme, score])).toEqual([
      ['hemp', 0],
      ['housing', 6.5],
    ]);
    expect(house[0]?.contributions).toMatchObject([
      { pattern_id: 'nothing_found', points: -21, cappedAtPoints: 21 },
      { pattern_id: 'raid_network', points: 21 },
    ]);
  });

  it('are the same bytes for the same findings and model, in any order (R17)', () => {
    const first = canonicalJson(scoreAddresses(findings, model));
    expect(canonicalJson(scoreAddresses(findings.toReversed(), scoreModel(model.weights.toReversed())))).toBe(
      first,
    );
  });

  it('say by their input hash which findings went in', () => {
    const changed = findings.map((finding) =>
      finding.subject_entity_id === subject('house') ? { ...finding, evidence: { adults: 7 } } : finding,
    );
    const [before, after] = [scoreAddresses(findings, model), scoreAddresses(changed, model)];
    const hashes = (scores: readonly Score[]) =>
      new Map(scores.map((score) => [score.subject_entity_id, score.input_hash]));
    expect(hashes(after).get(before[0]?.subject_entity_id ?? subject('house'))).toBeDefined();
    for (const [id, hash] of hashes(before))
      expect(hashes(after).get(id) === hash).toBe(id === subject('other'));
  });

  it('say by their model which weights', () => {
    const other = scoreModel(model.weights.map((weight) => ({ ...weight, weight: weight.weight + 1 })));
    expect(other.id).not.toBe(model.id);
    expect(new Set(scoreAddresses(findings, other).map((score) => score.model))).toEqual(new Set([other.id]));
  });

  it.each(['per', 'veh', 'evt'])('refuse a finding on %s-… (R2)', (prefix) => {
    const act = () =>
      scoreAddresses([findingOf('overcrowding', { subject_entity_id: subject('x', prefix) })], model);
    expect(act).toThrow(Failure);
    expect(act).toThrow(/^R2: /);
  });

  it('refuse a finding whose pattern has no weight, and a pattern with two', () => {
    expect(() => scoreAddresses([findingOf('vacant_but_used')], model)).toThrow(
      /no weight for pattern vacant_but_used/,
    );
    expect(() => scoreModel([weightOf('overcrowding'), weightOf('overcrowding')])).toThrow(/twice/);
  });
});
