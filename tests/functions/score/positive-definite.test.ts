import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { solvePositiveDefinite } from '#score/positive-definite.ts';

const entry = fc.double({ min: -3, max: 3, noNaN: true });

describe('solving a positive definite system', () => {
  it('gives what multiplies back to the right-hand side', () => {
    const size = fc.integer({ min: 1, max: 6 });
    const problem = size.chain((n) =>
      fc.tuple(
        fc.array(fc.array(entry, { minLength: n, maxLength: n }), { minLength: n, maxLength: n }),
        fc.array(entry, { minLength: n, maxLength: n }),
      ),
    );
    fc.assert(
      fc.property(problem, ([factor, b]) => {
        // F Fᵀ + I is symmetric and positive definite.
        const matrix = factor.map((row, at) =>
          factor.map((other, column) =>
            row.reduce((sum, value, index) => sum + value * (other[index] ?? 0), at === column ? 1 : 0),
          ),
        );
        const x = solvePositiveDefinite(matrix, b);
        for (const [at, row] of matrix.entries())
          expect(row.reduce((sum, value, index) => sum + value * (x[index] ?? 0), 0)).toBeCloseTo(
            b[at] ?? 0,
            8,
          );
      }),
    );
  });

  it('refuses what is not positive definite', () => {
    expect(() =>
      solvePositiveDefinite(
        [
          [1, 2],
          [2, 1],
        ],
        [1, 1],
      ),
    ).toThrow(RangeError);
  });
});
