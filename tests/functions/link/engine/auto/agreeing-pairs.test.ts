import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  agreeingPairs,
  alsoAgreeing,
  pairsAlone,
  rowsByCode,
  somePairs,
} from '#link/engine/auto/agreeing-pairs.ts';
import { tableOfRows } from '#link/engine/table/table-of-rows.ts';

const cell = fc.option(fc.constantFrom('a', 'b', 'c'), { freq: 4 });
const rows = fc.array(fc.tuple(cell, cell, cell), { maxLength: 40 });

/** Pairs of rows that know and agree on the first so many cells. */
function plainly(drawn: readonly (readonly (string | null)[])[], cells: number): number {
  let pairs = 0;
  for (const [at, one] of drawn.entries())
    for (const other of drawn.slice(at + 1))
      if (one.slice(0, cells).every((text, index) => text !== null && text === other[index])) pairs++;
  return pairs;
}

describe('counting pairs that agree', () => {
  it('counts as going through all pairs does', () => {
    fc.assert(
      fc.property(rows, (drawn) => {
        const [one, two, three] = tableOfRows(['a', 'b', 'c'], drawn).columns;
        if (!one || !two || !three) throw new Error('there are three columns');
        expect(pairsAlone(one)).toBe(plainly(drawn, 1));
        const agreeing = agreeingPairs(rowsByCode(one), rowsByCode(two));
        expect(agreeing.total).toBe(plainly(drawn, 2));
        expect(alsoAgreeing(somePairs(agreeing), three)).toBe(plainly(drawn, 3));
      }),
    );
  });

  it('takes some of many pairs, and counts them for all', () => {
    const drawn = Array.from({ length: 1000 }, (_, row) => ['x', 'y', row % 4 === 0 ? 'z' : null]);
    const [one, two, three] = tableOfRows(['a', 'b', 'c'], drawn).columns;
    if (!one || !two || !three) throw new Error('there are three columns');
    const agreeing = agreeingPairs(rowsByCode(one), rowsByCode(two));
    expect(agreeing.total).toBe((1000 * 999) / 2);
    const some = somePairs(agreeing);
    expect(some.left.length).toBeLessThan(agreeing.total / 5);
    expect(alsoAgreeing(some, three) / plainly(drawn, 3)).toBeCloseTo(1, 1);
  });
});
