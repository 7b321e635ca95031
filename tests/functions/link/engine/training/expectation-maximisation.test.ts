import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learn } from '#link/engine/training/expectation-maximisation.ts';
import type { Patterns } from '#link/engine/training/patterns.ts';
import { fractionOf } from '#link/engine/training/seeded.ts';

const U = [
  [0.01, 0.04, 0.95],
  [0.002, 0.998],
  [0.1, 0.9],
  [0.005, 0.02, 0.975],
];
const START = U.map((shares) => shares.map((_, i) => (i === 0 ? 0.95 : 0.05 / (shares.length - 1))));
const SHAPES = U.map((shares) => ({
  exact: 0,
  exactField: null,
  groups: shares.map(() => 0),
  given: [-1],
}));
const PAIRS = 60_000;

function draw(shares: readonly number[], random: number): number {
  let rest = random;
  const found = shares.findIndex((share) => {
    rest -= share;
    return rest < 0;
  });
  return found < 0 ? shares.length - 1 : found;
}

/** Pairs of a known model, as counts of their patterns. */
function sample(m: readonly (readonly number[])[], share: number, seed: number): Patterns {
  const counts = new Map<string, number>();
  for (let pair = 0; pair < PAIRS; pair++) {
    const of = fractionOf(seed, 10 * pair) < share ? m : U;
    const levels = of.map((shares, c) =>
      fractionOf(seed, 10 * pair + 5) < 0.1 && c === 3
        ? -1
        : draw(shares, fractionOf(seed, 10 * pair + 1 + c)),
    );
    counts.set(levels.join(), (counts.get(levels.join()) ?? 0) + 1);
  }
  return {
    comparisons: U.length,
    levels: Int8Array.from([...counts.keys()].flatMap((key) => key.split(',').map(Number))),
    pairs: Float64Array.from(counts.values()),
  };
}

describe('EM on counts of patterns', () => {
  it('finds the m and the share of matches that pairs were drawn with', () => {
    fc.assert(
      fc.property(
        fc.record({
          exact: fc.array(fc.double({ min: 0.5, max: 0.95, noNaN: true }), { minLength: 4, maxLength: 4 }),
          share: fc.double({ min: 0.02, max: 0.4, noNaN: true }),
          seed: fc.nat(),
        }),
        ({ exact, share, seed }) => {
          const m = U.map(({ length }, c) => {
            const first = exact[c] ?? 0.8;
            return length === 2 ? [first, 1 - first] : [first, (1 - first) * 0.7, (1 - first) * 0.3];
          });
          const found = learn(sample(m, share, seed), { shapes: SHAPES, u: U, m: START, odds: 0.05 });
          for (const [c, shares] of m.entries())
            for (const [level, expected] of shares.entries())
              expect(Math.abs((found.m[c]?.[level] ?? 0) - expected)).toBeLessThan(0.05);
          expect(Math.abs(found.matches / found.pairs - share)).toBeLessThan(0.02);
        },
      ),
      { numRuns: 20, seed: 7 },
    );
  });

  it('leaves out what was blocked on', () => {
    const m = U.map((shares) => shares.map((_, i) => (i === 0 ? 0.8 : 0.2 / (shares.length - 1))));
    const found = learn(sample(m, 0.2, 3), {
      shapes: SHAPES,
      u: [null, ...U.slice(1)],
      m: [null, ...START.slice(1)],
      odds: 0.1,
    });
    expect(found.m[0]).toBeNull();
    expect(found.m[1]?.[0]).toBeCloseTo(0.8, 1);
  });

  it('leans to where it starts when there are no pairs, and rules no level out', () => {
    const nothing = { comparisons: 4, levels: new Int8Array(0), pairs: new Float64Array(0) };
    const found = learn(nothing, { shapes: SHAPES, u: U, m: START, odds: 0.1 });
    expect(found.matches).toBe(0);
    for (const [c, shares] of found.m.entries()) {
      expect(shares?.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
      expect(shares?.[0]).toBeGreaterThan(0.8);
      expect(shares?.[0]).toBeLessThan(START[c]?.[0] ?? 0);
    }
  });
});
