import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planCandidates } from '#cases/candidates.ts';
import { Candidate } from '#schemas/case.ts';
import { SETTINGS } from '#schemas/settings.ts';
import { candidateOf, scoreOf } from './fixtures.ts';

const at = { version: 3, day: '2026-10-02' };

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
});
