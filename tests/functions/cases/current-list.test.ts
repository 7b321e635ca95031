import { describe, expect, it } from 'vitest';
import { type CurrentList, currentList } from '#cases/current-list.ts';
import type { Calibration } from '#schemas/calibration.ts';
import type { Candidate } from '#schemas/case.ts';
import type { GateState } from '#schemas/fairness.ts';
import { candidateOf, ids, scoreOf } from './fixtures.ts';

const gateOf = (verdict: GateState['verdict']): GateState => ({
  version: 1,
  model: 'score-1-abc',
  tested_on: '2026-10-01',
  retest_by: '2026-12-31',
  verdict,
  paused: false,
});
const step = (from_score: number, chance: number) => ({
  from_score,
  to_score: from_score + 5,
  outcomes: 20,
  right: Math.round(20 * chance),
  chance,
  low: 0,
  high: 1,
});
/** In this town hemp proves right oftener than housing at fewer points. */
const calibration: Calibration = {
  model: 'score-1-abc',
  outcomes_digest: 'abc',
  all: { outcomes: 0, right: 0, steps: [] },
  themes: {
    housing: { outcomes: 40, right: 12, steps: [step(20, 0.2), step(40, 0.4)] },
    hemp: { outcomes: 20, right: 14, steps: [step(20, 0.7)] },
  },
};
const houses = [
  candidateOf('housing high', { score: 45, scores: [scoreOf('housing high', 45)] }),
  candidateOf('housing low', { score: 25, scores: [scoreOf('housing low', 25)] }),
  candidateOf('hemp', { score: 22, scores: [scoreOf('hemp', 22, 'hemp')], themes: ['hemp'] }),
  candidateOf('both', {
    score: 50,
    scores: [scoreOf('both', 25), scoreOf('both', 25, 'hemp')],
    themes: ['hemp', 'housing'],
  }),
];
const drawn = candidateOf('drawn', { score: 0, scores: [], drawn: 'random', inclusion_probability: 0.01 });

const listOf = async (
  candidates: readonly Candidate[],
  {
    gate = undefined as GateState | undefined,
    known = undefined as Calibration | undefined,
    day = '2026-10-10',
  } = {},
): Promise<CurrentList> =>
  currentList('open', {
    cases: { candidates: async () => [...candidates] },
    gate: { state: async () => gate },
    calibrations: { of: async () => known },
    clock: { now: () => new Date(`${day}T09:00:00Z`) },
  });
const names = ({ candidates }: CurrentList) =>
  candidates.map(({ candidate_id }) =>
    ['housing high', 'housing low', 'hemp', 'both', 'drawn'].find(
      (name) => ids.candidate(name) === candidate_id,
    ),
  );

describe('the work list as of now', () => {
  it('stands by what scores came to, themes side by side, once the gate passed', async () => {
    const list = await listOf(houses, { gate: gateOf('PASS'), known: calibration });
    expect(list).toMatchObject({ gate: 'PASS', order: 'chance' });
    expect(names(list)).toEqual(['both', 'hemp', 'housing high', 'housing low']);
  });

  it('stands by score while any chance is unknown', async () => {
    const list = await listOf(houses, { gate: gateOf('PASS') });
    expect(list.order).toBe('score');
    expect(names(list)).toEqual(['both', 'housing high', 'housing low', 'hemp']);
  });

  it.each([
    ['never tested', undefined, '2026-10-10', null],
    ['failed', gateOf('FAIL'), '2026-10-10', 'FAIL'],
    ['inconclusive', gateOf('INCONCLUSIVE'), '2026-10-10', 'INCONCLUSIVE'],
    ['paused', { ...gateOf('PASS'), paused: true }, '2026-10-10', 'INCONCLUSIVE'],
    ['overdue', gateOf('PASS'), '2027-01-01', null],
  ] as const)(
    'falls back to an order by lot when the gate is %s (R26, R28)',
    async (_, gate, day, verdict) => {
      const many = Array.from({ length: 60 }, (__, at) =>
        candidateOf(`house ${at}`, { score: 20 + at, expires_on: '2027-01-31' }),
      );
      const list = await listOf(many, { gate, day, known: calibration });
      expect(list).toMatchObject({ gate: verdict, order: 'lot' });
      const scores = new Map(many.map(({ candidate_id, score }) => [candidate_id, score]));
      const first = list.candidates.slice(0, 20).map(({ candidate_id }) => scores.get(candidate_id) ?? 0);
      // The mean of 20 of 20…79: 49.5, with a standard deviation of 3.2.
      expect(Math.abs(first.reduce((sum, score) => sum + score, 0) / 20 - 49.5)).toBeLessThan(13);
    },
  );

  it('tells of a drawn one as of the others (R20)', async () => {
    const list = await listOf([...houses, drawn], { gate: gateOf('PASS') });
    const shapes = list.candidates.map((candidate) => Object.keys(candidate).toSorted().join());
    expect(new Set(shapes).size).toBe(1);
    expect(names(list)).toContain('drawn');
    expect(list.candidates.every(({ themes }) => themes.length > 0)).toBe(true);
    expect(JSON.stringify(list.candidates)).not.toMatch(/random|targeted|score"|inclusion|version/);
  });
});
