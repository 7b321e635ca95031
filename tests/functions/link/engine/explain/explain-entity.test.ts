import { describe, expect, it } from 'vitest';
import { encode } from '#link/engine/encode/encode.ts';
import { explainEntity } from '#link/engine/explain/explain-entity.ts';
import { probabilityText, waterfall } from '#link/engine/explain/waterfall.ts';
import type { Model } from '#link/engine/model/model.ts';
import { tableOfRows } from '#link/engine/table/table-of-rows.ts';
import { openPool } from '#link/engine/threads/pool.ts';

const MODEL: Model = {
  name: 'test',
  prior: 1 / 257,
  fields: [
    { name: 'name', columns: ['name'], transforms: ['fold'] },
    { name: 'born', columns: ['born'], transforms: ['date'] },
  ],
  comparisons: [
    {
      name: 'name',
      field: 'name',
      levels: [
        {
          label: 'the same',
          tests: [{ test: 'exact', field: 'name' }],
          m: 0.8,
          u: 0.1,
          termFrequency: { share: 1, least: 0.01 },
        },
        { label: 'alike', tests: [{ test: 'jaro_winkler', field: 'name', atLeast: 0.8 }], m: 0.1, u: 0.1 },
        { label: 'different', tests: [], m: 0.1, u: 0.8 },
      ],
      why: 'test',
    },
    {
      name: 'born',
      field: 'born',
      levels: [
        { label: 'the same day', tests: [{ test: 'exact', field: 'born' }], m: 0.9, u: 0.9 / 1024 },
        { label: 'different', tests: [], m: 0.1, u: 0.8 },
      ],
      why: 'test',
    },
  ],
  blocking: [{ name: 'born', fields: ['born'], largestBlock: 100, why: 'test' }],
  threshold: 0.5,
  why: [],
};
const TABLE = tableOfRows(
  ['id', 'name', 'born'],
  [
    ['a', 'Jansen', '1980-02-03'],
    ['b', 'jansen', '1980-02-03'],
    ['c', 'Janssen', null],
    ['d', 'Bakker', '1980-02-03'],
  ],
);
const encoded = await encode(TABLE, MODEL.fields, openPool(1));
const idOf = (row: number) => 'abcd'.charAt(row);

describe('a waterfall', () => {
  it('shows prior, levels, texts with how frequent they are, sum and probability', () => {
    expect(waterfall(encoded, MODEL, 0, 1)).toEqual([
      'prior                 -8.00  1 pair in 257',
      'name   the same       +0.68  "jansen" in 2 of 4 rows; rarity -2.32',
      'born   the same day  +10.00  "19800203" in 3 of 3 rows',
      'sum                   +2.68  probability 0.8649',
    ]);
  });

  it('shows what is not known, and both texts where they differ', () => {
    const lines = waterfall(encoded, MODEL, 1, 2);
    expect(lines[1]).toContain('alike');
    expect(lines[1]).toContain('"jansen" in 2 of 4 rows | "janssen" in 1 of 4 rows');
    expect(lines[2]).toMatch(/^born +not known +\+0\.00 .*\| \(not known\)$/);
  });

  it('adds up', () => {
    const bits = waterfall(encoded, MODEL, 0, 3).map((line) => Number(/ ([+-]\d+\.\d+) /.exec(line)?.[1]));
    expect(bits.slice(0, -1).reduce((sum, each) => sum + each, 0)).toBeCloseTo(bits.at(-1) ?? Number.NaN, 1);
  });

  it.each([
    [0.5, '0.5000'],
    [0.999949, '1 - 5.1e-5'],
    [1, '1 - less than 1e-15'],
  ])('never says that %d is certain', (probability, text) => {
    expect(probabilityText(probability)).toBe(text);
  });
});

describe('explaining an entity', () => {
  it('shows its links, strongest first, and says which are none by themselves', () => {
    const lines = explainEntity({ encoded, model: MODEL, rows: [0, 1, 2], idOf });
    expect(lines.slice(0, 2)).toEqual([
      '3 records: a, b, c',
      '2 of its pairs are no links by themselves: other pairs, or people, make them one.',
    ]);
    expect(lines.filter((line) => / and /.test(line))).toEqual(['a and b', 'a and c', 'b and c']);
  });

  it('shows what people decided about it, and nothing of others', () => {
    const decision = { by: 'm.dekker', on: '2026-11-02', why: 'same passport' };
    const decisions = [
      { left: 0, right: 3, decision: 'cannot' as const, ...decision },
      { left: 2, right: 3, decision: 'must' as const, ...decision },
    ];
    expect(explainEntity({ encoded, model: MODEL, rows: [0, 1], idOf, decisions })).toContain(
      'Decided by m.dekker on 2026-11-02: a and d are not one: same passport',
    );
    expect(explainEntity({ encoded, model: MODEL, rows: [1], idOf, decisions })).toEqual([
      '1 record: b',
      'It stands alone: nothing links it to another record.',
    ]);
  });

  it('shows of a large entity the links that hold it together', async () => {
    const rows = Array.from({ length: 12 }, (_, row) => [String(row), 'Jansen', '1980-02-03']);
    const many = await encode(tableOfRows(['id', 'name', 'born'], rows), MODEL.fields, openPool(1));
    const lines = explainEntity({ encoded: many, model: MODEL, rows: [...rows.keys()], idOf: String });
    expect(lines[1]).toBe('66 pairs; shown are the 11 that hold it together, each the strongest there is.');
    expect(lines.filter((line) => /^\d+ and \d+$/.test(line))).toHaveLength(11);
  });
});
