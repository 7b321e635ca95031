import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeWorkList, type WorkListInput } from '#cases/work-list.ts';
import type { Candidate } from '#schemas/case.ts';
import { candidateOf } from './fixtures.ts';

const targeted = (count: number) =>
  Array.from({ length: count }, (_, at) => candidateOf(`targeted ${at}`, { score: 20 + at }));
const random = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    candidateOf(`random ${at}`, { score: 0, scores: [], drawn: 'random', inclusion_probability: 0.01 }),
  );
const compose = (candidates: readonly Candidate[], changes: Partial<WorkListInput> = {}) =>
  composeWorkList({
    candidates,
    day: '2026-10-10',
    gate: 'PASS',
    share: 0.2,
    seed: '7',
    rank: ({ score }) => score,
    ...changes,
  });

describe('the work list', () => {
  it('stands by rank with the gate’s PASS, the random share mixed in', () => {
    const list = compose([...targeted(40), ...random(10)]);
    expect(list.filter(({ drawn }) => drawn === 'targeted').map(({ score }) => score)).toEqual(
      Array.from({ length: 40 }, (_, at) => 59 - at),
    );
    for (let from = 0; from < 50; from += 5)
      expect(list.slice(from, from + 5).filter(({ drawn }) => drawn === 'random')).toHaveLength(1);
  });

  it('puts the random ones at places that no rule gives away', () => {
    const places = Array.from({ length: 400 }, (_, seed) =>
      compose([...targeted(40), ...random(10)], { seed: String(seed) }),
    ).flatMap((list) => list.flatMap(({ drawn }, at) => (drawn === 'random' ? [at % 5] : [])));
    const counts = [0, 1, 2, 3, 4].map((place) => places.filter((each) => each === place).length);
    // 4,000 places, 800 expected in each of five, a standard deviation of 25.
    for (const count of counts) expect(Math.abs(count - 800)).toBeLessThan(110);
  });

  it.each([null, 'FAIL', 'INCONCLUSIVE'] as const)(
    'falls back to an order by lot at the gate’s %s (R26)',
    (gate) => {
      const candidates = [...targeted(80), ...random(20)];
      const list = compose(candidates, { gate });
      expect(new Set(list)).toEqual(new Set(candidates));
      const scores = list.filter(({ drawn }) => drawn === 'targeted').map(({ score }) => score);
      const inverted = scores.flatMap((score, at) =>
        scores.slice(at + 1).filter((later) => later > score),
      ).length;
      // Of 3,160 pairs half stand the other way round by chance, with a standard deviation of 119.
      expect(Math.abs(inverted - 1580)).toBeLessThan(480);
    },
  );

  it('leaves out what expired (R21)', () => {
    const list = compose([
      candidateOf('stands', { expires_on: '2026-10-10' }),
      candidateOf('expired', { expires_on: '2026-10-09' }),
    ]);
    expect(list.map(({ subject_entity_id }) => subject_entity_id)).toEqual([
      candidateOf('stands').subject_entity_id,
    ]);
  });

  it('holds each candidate once, in the same order however they come', () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(30), fc.constantFrom('PASS' as const, null), (many, lots, gate) => {
        const candidates = [...targeted(many), ...random(lots)];
        const list = compose(candidates, { gate });
        expect(new Set(list)).toEqual(new Set(candidates));
        expect(list).toHaveLength(candidates.length);
        expect(compose(candidates.toReversed(), { gate })).toEqual(list);
      }),
    );
  });

  it('refuses a share that is none', () => {
    expect(() => compose([], { share: 0 })).toThrow(/share/);
    expect(() => compose([], { share: 1 })).toThrow(/share/);
  });
});
