import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortEdges } from '#link/engine/score/sort-edges.ts';
import { edgesOf } from '#tests/functions/cluster/graph/edges-of.ts';

const triples = ({ count, left, right, bits }: ReturnType<typeof sortEdges>) =>
  Array.from({ length: count }, (_, at) => [left[at] ?? -1, right[at] ?? -1, bits[at] ?? Number.NaN]);

describe('joining edges that were found apart', () => {
  it('puts them in order of left row, then right row, whoever found them', () => {
    // Few left rows, so that some have many edges.
    const edge = fc.tuple(fc.nat(3), fc.integer({ min: 4, max: 90 }), fc.double({ noNaN: true }));
    const parts = fc.array(fc.array(edge, { maxLength: 60 }), { maxLength: 5 });
    fc.assert(
      fc.property(parts, (drawn) => {
        const all = [...new Map(drawn.flat().map((each) => [`${each[0]} ${each[1]}`, each])).values()];
        const cut = Math.floor(all.length / 3);
        const sorted = sortEdges([edgesOf(all.slice(cut)), edgesOf(all.slice(0, cut)), edgesOf([])]);
        expect(triples(sorted)).toEqual(all.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]));
      }),
    );
  });
});
