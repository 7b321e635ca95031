import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Contraction } from '#cluster/graph/contract.ts';

/** Greedy by going through all pairs of groups and all pairs of their nodes at every step. */
function bruteForce(pair: (a: number, b: number) => number, nodes: number, floor: number): number[] {
  let groups = Array.from({ length: nodes }, (_, node) => [node]);
  for (;;) {
    let best: { one: number[]; other: number[]; value: number } | undefined;
    for (const one of groups)
      for (const other of groups) {
        if ((one[0] ?? 0) >= (other[0] ?? 0)) continue;
        const values = one.flatMap((a) => other.map((b) => pair(a, b)));
        const value = values.reduce((sum, each) => sum + each, 0) / values.length;
        if (!Number.isFinite(value) || Math.max(...values) < 0 || value < floor) continue;
        if (best === undefined || value > best.value) best = { one, other, value };
      }
    if (!best) break;
    const { one, other } = best;
    groups = groups
      .filter((group) => group !== other)
      .map((group) => (group === one ? [...one, ...other].toSorted((a, b) => a - b) : group));
  }
  return Array.from({ length: nodes }, (_, node) => groups.find((group) => group.includes(node))?.[0] ?? -1);
}

const NODES = 7;
const weights = fc.array(
  fc.oneof({ weight: 9, arbitrary: fc.integer({ min: -8, max: 8 }) }, fc.constant(Number.NEGATIVE_INFINITY)),
  {
    minLength: NODES * NODES,
    maxLength: NODES * NODES,
  },
);

describe.each([0, -2, Number.NEGATIVE_INFINITY])('contraction down to an average of %d', (floor) => {
  it('joins what going through all pairs at every step joins', () => {
    const contraction = new Contraction();
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: NODES }), (drawn, nodes) => {
        const pair = (a: number, b: number) => drawn[Math.min(a, b) * NODES + Math.max(a, b)] ?? 0;
        const values = Float64Array.from({ length: nodes * nodes }, (_, cell) =>
          pair(Math.floor(cell / nodes), cell % nodes),
        );
        const counts = new Float64Array(nodes * nodes).fill(1);
        const of = { counts, sums: values.slice(), best: values };
        expect([...contraction.run(of, nodes, floor)]).toEqual(bruteForce(pair, nodes, floor));
      }),
      { numRuns: 500 },
    );
  });
});

describe('contraction of groups that stand already', () => {
  it('counts each by its rows', () => {
    // Node 0 has three rows: its pairs with node 1 are worth 3 in all, and one row of node 2 is worth 2 to node 1.
    const sums = Float64Array.of(0, 3, -9, 3, 0, 2, -9, 2, 0);
    const counts = Float64Array.of(0, 3, 3, 3, 0, 1, 3, 1, 0);
    const groups = new Contraction().run({ counts, sums, best: sums.slice() }, 3, 0.5);
    expect([...groups]).toEqual([0, 1, 1]);
  });
});
