import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jaroWinkler } from '#link/jaro-winkler.ts';

describe('Jaro-Winkler similarity', () => {
  // Winkler (1990) and Winkler (1994), table of examples, to three decimals.
  it.each([
    ['MARTHA', 'MARHTA', 0.961],
    ['DIXON', 'DICKSONX', 0.813],
    ['DWAYNE', 'DUANE', 0.84],
    ['SHACKLEFORD', 'SHACKELFORD', 0.982],
    ['NICHLESON', 'NICHULSON', 0.956],
    ['JONES', 'JOHNSON', 0.832],
    ['ABROMS', 'ABRAMS', 0.922],
  ])('of %s and %s is %d', (a, b, expected) => {
    expect(jaroWinkler(a, b)).toBeCloseTo(expected, 3);
  });

  const name = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'n'), maxLength: 9 });

  it('agrees with the definition written as sets of positions', () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(jaroWinkler(a, b)).toBeCloseTo(byDefinition(a, b), 12);
      }),
    );
  });

  it('is 1 for equal names only, and between 0 and 1', () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        const similarity = jaroWinkler(a, b);
        expect(similarity).toBeGreaterThanOrEqual(0);
        expect(similarity).toBeLessThanOrEqual(1);
        expect(similarity === 1).toBe(a === b);
      }),
    );
  });
});

/** Jaro (1989): letters match if equal and at most w apart; t = half the matched letters out of order. */
function byDefinition(a: string, b: string): number {
  if (a === b) return 1;
  const w = Math.floor(Math.max(a.length, b.length) / 2) - 1;
  const free = new Set(b.split('').keys());
  const pairs = a.split('').flatMap((letter, i) => {
    const j = [...free]
      .toSorted((x, y) => x - y)
      .find((at) => b[at] === letter && Math.abs(at - i) <= Math.max(w, 0));
    if (j === undefined) return [];
    free.delete(j);
    return [{ i, j }];
  });
  const m = pairs.length;
  if (m === 0) return 0;
  const inOrderOfB = pairs.map(({ j }) => j).toSorted((x, y) => x - y);
  const outOfOrder = pairs.filter(({ i }, k) => a[i] !== b[inOrderOfB[k] ?? -1]).length;
  const jaro = (m / a.length + m / b.length + (m - outOfOrder / 2) / m) / 3;
  const differs = [0, 1, 2, 3].find((i) => a[i] === undefined || a[i] !== b[i]) ?? 4;
  return jaro + differs * 0.1 * (1 - jaro);
}
