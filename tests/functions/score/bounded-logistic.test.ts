import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitBoundedLogistic, type LogisticProblem, sigmoid } from '#score/bounded-logistic.ts';

const row = fc.record({
  group: fc.constantFrom(0, 1),
  values: fc
    .tuple(...[0, 1, 2].map(() => fc.option(fc.double({ min: 0.05, max: 1, noNaN: true }), { nil: 0 })))
    .map((all) => all.flatMap((value, column) => (value === 0 ? [] : [[column, value] as const]))),
  right: fc.boolean(),
  weight: fc.double({ min: 0.1, max: 5, noNaN: true }),
});
const problems = fc.record({
  rows: fc.array(row, { minLength: 5, maxLength: 60 }),
  groups: fc.constant(2),
  columns: fc.constant([
    { towards: 2, sign: 1 as const },
    { towards: 0.5, sign: 1 as const },
    { towards: -1, sign: -1 as const },
  ]),
  pull: fc.constantFrom(0.5, 4),
  groupPull: fc.constant(0.01),
  groupsTowards: fc.constant(-1),
});

/** The objective as its definition says, for any numbers. */
function objective(
  problem: LogisticProblem,
  intercepts: readonly number[],
  coefficients: readonly number[],
): number {
  const loss = problem.rows.reduce((sum, each) => {
    const logOdds =
      (intercepts[each.group] ?? 0) +
      each.values.reduce((total, [column, value]) => total + value * (coefficients[column] ?? 0), 0);
    return sum - each.weight * Math.log(each.right ? sigmoid(logOdds) : 1 - sigmoid(logOdds));
  }, 0);
  const pulled = problem.columns.reduce(
    (sum, { towards }, at) => sum + (problem.pull / 2) * ((coefficients[at] ?? 0) - towards) ** 2,
    0,
  );
  return intercepts.reduce(
    (sum, b) => sum + (problem.groupPull / 2) * (b - problem.groupsTowards) ** 2,
    loss + pulled,
  );
}

describe('logistic regression within bounds', () => {
  it('ends where no allowed step makes it better', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const { coefficients, intercepts } = fitBoundedLogistic(problem);
        const best = objective(problem, intercepts, coefficients);
        for (const [at, column] of problem.columns.entries()) {
          const here = coefficients[at] ?? 0;
          expect(here * column.sign).toBeGreaterThanOrEqual(0);
          for (const step of [-0.01, 0.01]) {
            if ((here + step) * column.sign < 0) continue;
            expect(objective(problem, intercepts, coefficients.with(at, here + step))).toBeGreaterThan(best);
          }
        }
        for (const at of intercepts.keys())
          for (const step of [-0.01, 0.01])
            expect(
              objective(problem, intercepts.with(at, (intercepts[at] ?? 0) + step), coefficients),
            ).toBeGreaterThan(best);
      }),
      { numRuns: 60 },
    );
  });

  it('finds the log odds of a table by itself when nothing pulls', () => {
    const of = (right: boolean, found: boolean, times: number) =>
      Array.from({ length: times }, () => ({
        group: 0,
        values: found ? [[0, 1] as const] : [],
        right,
        weight: 1,
      }));
    const { coefficients, intercepts } = fitBoundedLogistic({
      rows: [...of(true, true, 30), ...of(false, true, 10), ...of(true, false, 5), ...of(false, false, 55)],
      groups: 1,
      columns: [{ towards: 0, sign: 1 }],
      pull: 1e-9,
      groupPull: 1e-9,
      groupsTowards: 0,
    });
    expect(intercepts[0]).toBeCloseTo(Math.log(5 / 55), 5);
    expect(coefficients[0]).toBeCloseTo(Math.log((30 * 55) / (10 * 5)), 5);
  });

  it('stops at 0 rather than turn a sign round', () => {
    const rows = Array.from({ length: 80 }, (_, at) => ({
      group: 0,
      values: at % 2 === 0 ? [[0, 1] as const] : [],
      right: at % 2 === 1,
      weight: 1,
    }));
    const { coefficients } = fitBoundedLogistic({
      rows,
      groups: 1,
      columns: [{ towards: 1, sign: 1 }],
      pull: 0.5,
      groupPull: 0.01,
      groupsTowards: 0,
    });
    expect(coefficients).toEqual([0]);
  });
});
