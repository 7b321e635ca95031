import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupRows } from '#link/engine/block/group-rows.ts';
import type { Column } from '#link/engine/table/table.ts';

/** A column of given codes that says that it has `size` texts; nothing looks at the texts. */
const columnOf = (codes: readonly number[], size: number): Column => ({
  name: 'column',
  codes: Int32Array.from(codes),
  texts: {
    size,
    bytes: new Uint8Array(0),
    offsets: new Uint32Array(0),
    counts: new Uint32Array(0),
  },
});

function grouped(count: number, columns: readonly Column[]): number[][] {
  const groups: number[][] = [];
  groupRows(
    Uint32Array.from({ length: count }, (_, row) => row),
    columns,
    (sorted, from, to) => groups.push([...sorted.subarray(from, to)]),
  );
  return groups;
}

/** Two rows or more that agree, in order of their codes. */
function byHand(count: number, columns: readonly Column[]): number[][] {
  const groups = new Map<string, number[]>();
  for (let row = 0; row < count; row++) {
    const key = columns.map(({ codes }) => String(codes[row]).padStart(10, '0')).join(' ');
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups]
    .filter(([, rows]) => rows.length > 1)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, rows]) => rows);
}

// One number holds several columns, one, or none that is left to another: up to four columns of 2^31 texts.
const sizes = fc.constantFrom(1, 3, 2049, 70_000, 2 ** 31);

describe('grouping rows', () => {
  it('brings together those that agree on all columns, in order of row', () => {
    fc.assert(
      fc.property(
        fc.array(sizes, { minLength: 1, maxLength: 4 }),
        fc.array(fc.array(fc.nat(3), { minLength: 4, maxLength: 4 }), { maxLength: 60 }),
        (most, rows) => {
          const columns = most.map((size, index) =>
            // Few codes, far apart, so that rows agree and every digit of a code counts.
            columnOf(
              rows.map((row) => Math.floor(((row[index] ?? 0) * (size - 1)) / 3)),
              size,
            ),
          );
          expect(grouped(rows.length, columns)).toEqual(byHand(rows.length, columns));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('finds none among no rows', () => {
    expect(grouped(0, [columnOf([], 0)])).toEqual([]);
  });
});
