import { describe, expect, it } from 'vitest';
import { keptCells, readCell } from '#normalize/cell-outcome.ts';
import type { SourceColumn } from '#schemas/sources/contract.ts';
import { parseBsn } from '#schemas/values/bsn.ts';
import { parsePartialDate } from '#schemas/values/partial-date.ts';

/** A column that counts how often it parses. */
function counted(column: SourceColumn): { readonly column: SourceColumn; readonly parses: () => number } {
  let parses = 0;
  const parse: SourceColumn['parse'] = (cell) => {
    parses += 1;
    return column.parse(cell);
  };
  return { column: { ...column, parse }, parses: () => parses };
}

const DATE: SourceColumn = { needed: 'no', parse: parsePartialDate };
const BSN: SourceColumn = { needed: 'value', parse: parseBsn };

describe('cells that recur', () => {
  it.each([
    ['a value', DATE, '19780312'],
    ['a value with a note', BSN, '99990019'],
    ['a cell made unknown', DATE, '20260231'],
    ['a fault', BSN, '999990018'],
    ['a missing value', BSN, '000000000'],
    ['a NUL byte', DATE, '1978\u00000312'],
  ])('come to the same as the first time: %s', (_what, column, cell) => {
    const { column: counting, parses } = counted(column);
    const read = keptCells(counting);
    const first = read(cell);
    read('19990101');
    const before = parses();
    expect(read(cell)).toEqual(first);
    expect(first).toEqual(readCell(column, cell));
    expect(parses()).toBe(before);
  });

  it('are not looked for where hardly any recurs, and every cell is still read', () => {
    const { column, parses } = counted({ needed: 'no', parse: (cell) => ({ ok: true, value: cell }) });
    const read = keptCells(column);
    for (let at = 0; at < 30_000; at += 1) expect(read(`cell ${at}`).value).toBe(`cell ${at}`);
    for (let at = 0; at < 2; at += 1)
      expect(read(at === 0 ? 'cell 7' : 'cell 8').value).toBe(`cell ${at + 7}`);
    expect(parses()).toBe(30_002);
  });

  it('are kept in bounded number, however many there are', () => {
    const { column, parses } = counted({ needed: 'no', parse: (cell) => ({ ok: true, value: cell }) });
    const read = keptCells(column);
    // Each twice, not one after the other.
    for (let at = 0; at < 60_000; at += 1) for (const back of [0, 1]) read(String(Math.max(0, at - back)));
    const before = parses();
    expect(read('5').value).toBe('5');
    expect(parses()).toBe(before + 1);
  });
});
