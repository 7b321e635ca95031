import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planCandidates } from '#cases/candidates.ts';
import { Candidate } from '#schemas/case.ts';
import { SETTINGS } from '#schemas/settings.ts';
import { candidateOf, ids, scoreOf } from './fixtures.ts';

const at = { version: 3, day: '2026-10-02', population: [] };
const town = Array.from({ length: 200 }, (_, index) => ids.address(`house ${index}`));

describe('the plan for the work list', () => {
  it('suggests from the threshold on, summed over themes, the highest first', () => {
    const scores = [
      scoreOf('low', 19.999),
      scoreOf('just', 20),
      scoreOf('both', 12, 'housing'),
      scoreOf('both', 13.5, 'hemp'),
      scoreOf('explained', 30, 'hemp'),
      scoreOf('explained', -15, 'housing'),
    ];
    const { suggest } = planCandidates(scores, [], at);
    expect(suggest.map((candidate) => candidate.score)).toEqual([25.5, 20]);
    expect(suggest[0]).toMatchObject({
      status: 'open',
      version: 3,
      first_suggested_on: '2026-10-02',
      expires_on: '2026-11-01',
    });
    expect(suggest.every((candidate) => Candidate.safeParse(candidate).success)).toBe(true);
  });

  it('ends what no score carries: expired after its time, withdrawn before', () => {
    const gone = candidateOf('gone', { expires_on: '2026-10-01' });
    const fell = candidateOf('fell', { expires_on: '2026-10-31' });
    const { suggest } = planCandidates([scoreOf('stays', 30)], [], at);
    const stays = suggest[0] ?? candidateOf('stays');
    const { end } = planCandidates([scoreOf('stays', 30), scoreOf('fell', 5)], [gone, fell, stays], at);
    expect(end.map(({ candidate, event }) => [candidate.subject_entity_id, event])).toEqual([
      [gone.subject_entity_id, 'expired'],
      [fell.subject_entity_id, 'withdrawn'],
    ]);
  });

  it('gives the same candidates whatever the order of the scores', () => {
    const points = fc.array(fc.integer({ min: -50, max: 120 }), { maxLength: 20 });
    fc.assert(
      fc.property(points, (values) => {
        const scores = values.map((value, index) => scoreOf(`house ${index % 7}`, value));
        const plan = planCandidates(scores, [], at);
        const other = planCandidates(scores.toReversed(), [], at);
        expect(plan.suggest.map(({ candidate_id, score }) => [candidate_id, score])).toEqual(
          other.suggest.map(({ candidate_id, score }) => [candidate_id, score]),
        );
        expect(plan.suggest.every(({ score }) => score >= SETTINGS.score.candidatePoints)).toBe(true);
      }),
    );
  });

  describe('by lot (R20)', () => {
    const scores = Array.from({ length: 16 }, (_, index) => scoreOf(`high ${index}`, 30));
    const population = [...town, ...scores.map((score) => score.subject_entity_id)];

    it('draws a fifth of the list from all addresses, high or low', () => {
      const { suggest } = planCandidates(scores, [], { ...at, population });
      const drawn = suggest.filter((candidate) => candidate.drawn === 'random');
      expect(drawn).toHaveLength(4);
      expect(suggest.length).toBeLessThanOrEqual(20);
      for (const { scores: own, inclusion_probability } of drawn)
        expect(inclusion_probability).toBe(own.length > 0 ? 1 : 4 / 216);
      const other = planCandidates(scores, [], { ...at, version: 4, population });
      expect(other.suggest.map((each) => each.candidate_id)).not.toEqual(
        suggest.map((each) => each.candidate_id),
      );
    });

    it('gives every candidate something to look for, a drawn one as often as the others', () => {
      const many = Array.from({ length: 400 }, (_, index) =>
        scoreOf(`high ${index}`, 30, index % 4 === 0 ? 'hemp' : 'housing'),
      );
      const { suggest } = planCandidates([...many, scoreOf('house 7', -5, 'place')], [], {
        ...at,
        population: town,
      });
      const lots = suggest.filter((candidate) => candidate.drawn === 'random');
      expect(lots).toHaveLength(100);
      expect(suggest.every(({ themes }) => themes.length === 1)).toBe(true);
      const hemp = lots.filter(({ themes }) => themes[0] === 'hemp').length;
      // A quarter of 100, with a standard deviation of 4.3.
      expect(Math.abs(hemp - 25)).toBeLessThan(18);
      const again = planCandidates(many.slice(0, 40), lots, { ...at, version: 9, population: town });
      const themes = new Map(again.suggest.map((each) => [each.candidate_id, each.themes]));
      for (const lot of lots) expect(themes.get(lot.candidate_id)).toEqual(lot.themes);
    });

    it('keeps who was drawn before, and fills up what is missing', () => {
      const { suggest } = planCandidates(scores.slice(0, 8), [], { ...at, population });
      const before = suggest.filter((candidate) => candidate.drawn === 'random');
      const next = planCandidates(scores, suggest, { ...at, version: 4, population });
      const after = next.suggest.filter((candidate) => candidate.drawn === 'random');
      expect([before.length, after.length]).toEqual([2, 4]);
      expect(after.map((each) => each.subject_entity_id)).toEqual(
        expect.arrayContaining(before.map((each) => each.subject_entity_id)),
      );
    });

    it('plans the same when a try was cut off half-way', () => {
      const whole = planCandidates(scores, [], { ...at, population });
      const half = whole.suggest.filter((_, index) => index % 2 === 0);
      const again = planCandidates(scores, half, { ...at, population });
      expect(again.suggest).toEqual(whole.suggest);
      expect(again.end).toEqual([]);
    });

    it('keeps one that is drawn and scores high as drawn, with chance 1', () => {
      const lucky = candidateOf('lucky', { drawn: 'random', inclusion_probability: 0.01, score: 0 });
      const subject = ids.address('lucky');
      const { suggest } = planCandidates([scoreOf('lucky', 40)], [lucky], {
        ...at,
        population: [subject],
      });
      expect(suggest).toMatchObject([{ drawn: 'random', inclusion_probability: 1, score: 40 }]);
    });
  });

  it('sets several kinds of fraud at one address side by side, as one candidate', () => {
    const { suggest } = planCandidates(
      [scoreOf('both', 12, 'housing'), scoreOf('both', 13.5, 'hemp'), scoreOf('both', -2, 'benefits')],
      [],
      at,
    );
    expect(suggest).toHaveLength(1);
    expect(suggest[0]?.score).toBe(23.5);
    expect(suggest[0]?.themes).toEqual(['hemp', 'housing']);
    expect(suggest[0]?.scores.map(({ theme, score }) => [theme, score])).toEqual([
      ['housing', 12],
      ['hemp', 13.5],
      ['benefits', -2],
    ]);
  });
});
