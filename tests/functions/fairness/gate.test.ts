import { describe, expect, it } from 'vitest';
import { fairnessGate } from '#fairness/gate.ts';
import type { AuditedSubject } from '#fairness/subject.ts';
import { FairnessCell, gateVerdict } from '#schemas/fairness.ts';
import { madeUpTown } from './made-up-town.ts';

const SEEDS = Array.from({ length: 5 }, (_, at) => at + 1);
const verdicts = (made: (seed: number) => readonly AuditedSubject[]) =>
  SEEDS.map((seed) => fairnessGate(made(seed)).verdict);
const count = (all: readonly string[], verdict: string) => all.filter((each) => each === verdict).length;

describe('the fairness gate (R26)', () => {
  it('passes a large town without bias, four times in five or more, and never fails it', () => {
    const all = verdicts((seed) => madeUpTown(seed, { addresses: 120_000 }));
    expect(count(all, 'PASS')).toBeGreaterThanOrEqual(4);
    expect(count(all, 'FAIL')).toBe(0);
  }, 60_000);

  it('fails a town in which one group is selected twice as often without cause, whatever the seed', () => {
    const all = verdicts((seed) => madeUpTown(seed, { addresses: 30_000, bias: 2.5 }));
    expect(count(all, 'FAIL')).toBe(SEEDS.length);
  }, 60_000);

  it('says of a small town that too little is known, biased or not', () => {
    const all = [1, 1.5].flatMap((bias) => verdicts((seed) => madeUpTown(seed, { addresses: 1500, bias })));
    expect(count(all, 'PASS')).toBe(0);
    expect(count(all, 'INCONCLUSIVE')).toBeGreaterThanOrEqual(9);
  }, 60_000);

  it('tells which group, which measure, and by how much', () => {
    const { cells, tests, because } = fairnessGate(madeUpTown(3, { addresses: 30_000, bias: 2.5 }));
    const biased = cells.find(
      ({ measure, attribute, group }) =>
        measure === 'false_positive_rate' && attribute === 'first' && group === 'b',
    );
    expect(biased).toMatchObject({ range: 'outside', suppressed: false });
    expect(biased?.ratio).toBeGreaterThan(2);
    expect(biased?.low).toBeGreaterThan(1.25);
    expect(biased?.p_value).toBeLessThan(0.05);
    expect(cells.some(({ attribute }) => attribute === 'first × second')).toBe(true);
    expect(tests).toBe(cells.length);
    expect(because).toMatch(/ratios lie outside 0\.80–1\.25/);
    for (const cell of cells) expect(FairnessCell.safeParse(cell).success).toBe(true);
  });

  it('finds bias that only an intersection shows (R28)', () => {
    const crossed = madeUpTown(5, { addresses: 60_000 }).map((subject, at): AuditedSubject => {
      const { first, second } = subject.groups;
      const [same, more] = [(first === 'a') === (second === 'x'), at % 40 === 0];
      if (same && more) return { ...subject, selected: true, visited: true, found: 'wrong' };
      return !same && subject.found === 'wrong' && at % 4 > 0
        ? { ...subject, selected: false, visited: false, found: null }
        : subject;
    });
    const { verdict, cells } = fairnessGate(crossed);
    expect(verdict).toBe('FAIL');
    const outside = cells.filter(({ range }) => range === 'outside');
    expect(new Set(outside.map(({ attribute }) => attribute))).toEqual(new Set(['first × second']));
  });

  it('fails on a later stage alone (R27)', () => {
    const town = madeUpTown(6, { addresses: 120_000 }).map(
      (subject): AuditedSubject =>
        subject.groups.second === 'x' ? subject : { ...subject, measureTaken: false },
    );
    const { verdict, cells } = fairnessGate(town);
    expect(verdict).toBe('FAIL');
    expect(new Set(cells.filter(({ range }) => range === 'outside').map(({ measure }) => measure))).toEqual(
      new Set(['measure_taken']),
    );
  });

  it('keeps back small counts, and what they could be reckoned from (R25)', () => {
    const town = madeUpTown(7, { addresses: 9000 }).map((subject, at): AuditedSubject => {
      const third = at % 500 === 0 ? 'few' : at % 3 === 0 ? 'some' : 'many';
      return { ...subject, groups: { third } };
    });
    const cells = fairnessGate(town).cells.filter(({ measure }) => measure === 'selection_rate');
    expect(cells.map(({ group, suppressed }) => [group, suppressed])).toEqual([
      ['few', true],
      ['many', false],
      ['some', true],
    ]);
    for (const cell of cells.filter(({ suppressed }) => suppressed))
      expect(Object.values(cell).filter((value) => typeof value === 'number')).toEqual([]);
  });

  it('does not test a group of fewer than ten, and passes nothing that it could not test', () => {
    const town = madeUpTown(8, { addresses: 200 }).map(
      (subject, at): AuditedSubject => ({
        ...subject,
        groups: { third: at < 9 ? 'tiny' : 'rest' },
      }),
    );
    expect(fairnessGate(town)).toMatchObject({ verdict: 'INCONCLUSIVE', tests: 0, cells: [] });
    expect(fairnessGate([])).toMatchObject({ verdict: 'INCONCLUSIVE' });
  });

  it('gives the same whatever the order of the subjects', () => {
    const town = madeUpTown(9, { addresses: 3000, bias: 2 });
    expect(fairnessGate(town.toReversed())).toEqual(fairnessGate(town));
  });
});

describe('what the gate says on a day (R28)', () => {
  const state = {
    version: 3,
    model: 'score-1-abc',
    tested_on: '2026-10-01',
    retest_by: '2026-12-31',
    verdict: 'PASS',
    paused: false,
  } as const;

  it.each([
    ['holds until the re-test is due', state, '2026-12-31', 'PASS'],
    ['holds no more after that', state, '2027-01-01', null],
    ['is no PASS while it is paused', { ...state, paused: true }, '2026-10-02', 'INCONCLUSIVE'],
    [
      'stays a FAIL while it is paused',
      { ...state, verdict: 'FAIL' as const, paused: true },
      '2026-10-02',
      'FAIL',
    ],
    ['is nothing before a first test', undefined, '2026-10-02', null],
  ])('%s', (_, given, day, verdict) => {
    expect(gateVerdict(given, day)).toBe(verdict);
  });
});
