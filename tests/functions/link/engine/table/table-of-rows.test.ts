import { describe, expect, it } from 'vitest';
import { tableOfRows } from '#link/engine/table/table-of-rows.ts';
import { textAt } from '#link/engine/table/text-at.ts';

describe('rows as a table', () => {
  it('numbers texts in order of first appearance and counts them', () => {
    const table = tableOfRows(
      ['name', 'town'],
      [
        ['Jansen', 'Breda'],
        ['de Boer', null],
        ['Jansen', 'Tilburg'],
        [' ', 'Breda'],
      ],
    );
    expect(table.rows).toBe(4);
    expect(table.columns.map(({ name }) => name)).toEqual(['name', 'town']);
    const [name, town] = table.columns;
    expect([...(name?.codes ?? [])]).toEqual([0, 1, 0, -1]);
    expect([...(town?.codes ?? [])]).toEqual([0, -1, 1, 0]);
    expect([...(name?.texts.counts ?? [])]).toEqual([2, 1]);
    expect(name && [0, 1, -1, 7].map((code) => textAt(name, code))).toEqual(['Jansen', 'de Boer', '', '']);
  });

  it('keeps texts of any script apart, however many', () => {
    const texts = Array.from({ length: 5000 }, (_, at) => `É日本${at}😀`);
    const [column] = tableOfRows(
      ['text'],
      [...texts, ...texts].map((text) => [text]),
    ).columns;
    expect(column?.texts.size).toBe(5000);
    expect(column && texts.every((text, code) => textAt(column, code) === text)).toBe(true);
    expect(column?.codes.every((code, row) => code === row % 5000)).toBe(true);
    expect(column?.texts.counts.every((count) => count === 2)).toBe(true);
  });

  it('refuses a row of another length', () => {
    expect(() => tableOfRows(['a', 'b'], [['1', '2'], ['3']])).toThrow('Row 2 has 1 cells, not 2');
  });
});
