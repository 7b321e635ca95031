import { describe, expect, it } from 'vitest';
import { sampleRows, takeRows } from '#link/engine/table/take-rows.ts';
import { tableOfRows } from '#link/engine/table/table-of-rows.ts';

const ROWS = [
  ['jan', 'x'],
  ['piet', null],
  ['jan', null],
  ['kees', 'y'],
  ['piet', 'y'],
];

describe('rows of a table', () => {
  it('are a table as if there had been no others, in the order that is asked for', () => {
    const rows = Uint32Array.of(4, 2, 0, 4);
    const taken = takeRows(tableOfRows(['a', 'b'], ROWS), rows);
    expect(taken).toEqual(
      tableOfRows(
        ['a', 'b'],
        Array.from(rows, (row) => ROWS[row] ?? []),
      ),
    );
  });

  it('know which input they came from', () => {
    const table = { ...tableOfRows(['a', 'b'], ROWS), inputs: Uint8Array.of(0, 0, 0, 1, 1) };
    expect(takeRows(table, Uint32Array.of(3, 0)).inputs).toEqual(Uint8Array.of(1, 0));
  });

  it('are spread evenly in a sample, and all of few rows', () => {
    const table = tableOfRows(
      ['n'],
      Array.from({ length: 10 }, (_, row) => [String(row)]),
    );
    const sample = sampleRows(table, 3);
    expect(sample).toEqual(tableOfRows(['n'], [['0'], ['3'], ['6']]));
    expect(sampleRows(table, 10)).toBe(table);
  });
});
