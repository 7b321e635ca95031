import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tableOfRows } from '#link/engine/table/table-of-rows.ts';
import { blocksOf, pairsOfBlocks } from '#link/engine/training/block-pairs.ts';
import { possiblePairs, randomPairs } from '#link/engine/training/random-pairs.ts';

const keysOf = ({ left, right }: { left: Uint32Array; right: Uint32Array }) =>
  [...left].map((a, i) => `${a}-${right[i]}`);

describe('random pairs', () => {
  it('are the same however the stream is cut', () => {
    const of = { rows: 1000, seed: 5 };
    const whole = keysOf(randomPairs(of, 300));
    expect([...keysOf(randomPairs(of, 100)), ...keysOf(randomPairs(of, 200, 100))]).toEqual(whole);
    expect(new Set(whole).size).toBeGreaterThan(290);
  });

  it('are all pairs once when so many are asked for', () => {
    const pairs = keysOf(randomPairs({ rows: 30, seed: 1 }, 1000));
    expect(pairs).toHaveLength(435);
    expect(new Set(pairs).size).toBe(435);
  });

  it('are of two inputs when there are two', () => {
    const inputs = Uint8Array.from({ length: 50 }, (_, row) => (row < 20 ? 0 : 1));
    expect(possiblePairs({ rows: 50, inputs })).toBe(600);
    const { left, right } = randomPairs({ rows: 50, inputs, seed: 2 }, 200);
    expect(left.length).toBeGreaterThan(190);
    expect([...left].every((a, i) => inputs[a] !== inputs[right[i] ?? 0])).toBe(true);
  });

  it('never pair a row with itself', () => {
    const { left, right } = randomPairs({ rows: 400, seed: 9 }, 5000);
    expect([...left].every((a, i) => a < (right[i] ?? 0))).toBe(true);
  });
});

describe('pairs of blocks', () => {
  const cell = fc.option(fc.constantFrom('a', 'b', 'c', 'd'), { nil: null });

  it('are those that know and agree on all columns', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 40 }), (rows) => {
        const { columns } = tableOfRows(['x', 'y'], rows);
        const expected = rows.flatMap(([x, y], a) =>
          rows.flatMap(([v, w], b) =>
            b > a && x !== null && y !== null && x === v && y === w ? [`${a}-${b}`] : [],
          ),
        );
        const found = keysOf(pairsOfBlocks(blocksOf(columns, rows.length), columns, { limit: 1e6, seed: 1 }));
        expect(found.toSorted()).toEqual(expected.toSorted());
      }),
    );
  });

  it('are as many as were asked for, when there are more', () => {
    const rows = Array.from({ length: 300 }, (_, i) => [String(i % 3)]);
    const { columns } = tableOfRows(['x'], rows);
    const blocks = blocksOf(columns, rows.length);
    expect(blocks.pairs).toBe(3 * 4950);
    const { left, right } = pairsOfBlocks(blocks, columns, { limit: 500, seed: 1 });
    expect(left).toHaveLength(500);
    expect([...left].every((a, i) => a % 3 === (right[i] ?? 0) % 3 && a < (right[i] ?? 0))).toBe(true);
  });
});
