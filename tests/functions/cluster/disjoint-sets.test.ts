import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DisjointSets } from '#cluster/disjoint-sets.ts';

describe('disjoint sets', () => {
  it('are the connected components that a search finds, named by their smallest member', () => {
    const size = 12;
    const edges = fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 20 });
    fc.assert(
      fc.property(edges, (pairs) => {
        const sets = new DisjointSets(size);
        for (const [a, b] of pairs) sets.join(a, b);
        for (let member = 0; member < size; member++)
          expect(sets.find(member)).toBe(Math.min(...reachable(member, pairs)));
      }),
    );
  });

  it('refuse what is no member', () => {
    expect(() => new DisjointSets(2).find(2)).toThrow(RangeError);
  });
});

function reachable(from: number, pairs: readonly (readonly [number, number])[]): ReadonlySet<number> {
  const reached = new Set([from]);
  for (const at of reached)
    for (const [a, b] of pairs) {
      if (a === at) reached.add(b);
      if (b === at) reached.add(a);
    }
  return reached;
}
