import { describe, expect, it } from 'vitest';
import { autoModel } from '#link/engine/auto/auto-model.ts';
import { encode } from '#link/engine/encode/encode.ts';
import { Model } from '#link/engine/model/model.ts';
import { scorePairs } from '#link/engine/score/score-pairs.ts';
import { tableOfRows } from '#link/engine/table/table-of-rows.ts';
import type { Table } from '#link/engine/table/table.ts';
import { openPool } from '#link/engine/threads/pool.ts';
import { families, type MadeUp, persons } from './made-up.ts';

const pool = openPool(1);

/** F1 of pairs at the model's own threshold, and what was found. */
async function judge({ table, truth }: MadeUp, trainingRows?: number) {
  const model = await autoModel(table, { seed: 1, pool, ...(trainingRows && { trainingRows }) });
  const encoded = await encode(table, model.fields, pool);
  const keepBits = Math.log2(model.threshold / (1 - model.threshold));
  const { edges, pairsScored } = await scorePairs(encoded, model, { pool, keepBits });
  const sizes = new Map<number, number>();
  for (const entity of truth) sizes.set(entity, (sizes.get(entity) ?? 0) + 1);
  const pairs = [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
  const right = [...edges.left].filter((left, i) => truth[left] === truth[edges.right[i] ?? 0]).length;
  return { model, links: edges.count, pairs, pairsScored, f1: (2 * right) / (edges.count + pairs) };
}

const wordy = (table: Table) => autoModel(table, { seed: 1, pool });

describe('a model for records that nobody described', () => {
  it('finds records of one person in columns without telling names', async () => {
    const { model, f1 } = await judge(persons(3, 500));
    expect(f1).toBeGreaterThan(0.97);
    expect(() => Model.parse(model)).not.toThrow();
    expect(model.why.join(' ')).toContain('c1 is left out: it is another code in every row');
    expect(model.why.join(' ')).toContain('both may have changed places');
    expect(model.comparisons.map(({ name }) => name)).toEqual(['c2', 'c3', 'c4', 'c5', 'c6']);
  });

  it('keeps families apart that share surname, address, postcode and phone', async () => {
    const { model, f1 } = await judge(families(5, 250));
    expect(f1).toBeGreaterThan(0.95);
    expect(model.why.join(' ')).toMatch(/given the same/);
  });

  it('estimates how many matches there are', async () => {
    const { model, pairs } = await judge(persons(8, 600));
    const rows = persons(8, 600).table.rows;
    const expected = (model.prior * rows * (rows - 1)) / 2;
    expect(expected / pairs).toBeGreaterThan(0.85);
    expect(expected / pairs).toBeLessThan(1.15);
  });

  it('learns about as much from some of the rows', async () => {
    const made = persons(8, 3000);
    const [all, some] = [await judge(made), await judge(made, 1500)];
    expect(some.f1).toBeGreaterThan(all.f1 - 0.01);
    expect(some.model.prior / all.model.prior).toBeGreaterThan(0.8);
    expect(some.model.prior / all.model.prior).toBeLessThan(1.25);
  });

  it('invents no matches where there are none', async () => {
    expect((await judge(persons(4, 600, false))).links).toBe(0);
  });

  it('looks at fewer pairs than all within a budget, and loses few matches', async () => {
    const { table, truth } = persons(6, 900);
    const model = await autoModel(table, { seed: 1, pool, pairBudget: 60_000 });
    const encoded = await encode(table, model.fields, pool);
    const { edges, pairsScored } = await scorePairs(encoded, model, { pool, keepBits: -20 });
    const same = [...edges.left].filter((left, i) => truth[left] === truth[edges.right[i] ?? 0]).length;
    const { pairs } = await judge({ table, truth });
    expect(model.blocking.length).toBeGreaterThan(3);
    expect(pairsScored).toBeLessThan(61_000);
    expect(same / pairs).toBeGreaterThan(0.97);
  });

  it('is the same for any number of threads, and for the same seed', async () => {
    const { table } = persons(9, 300);
    const two = openPool(2);
    const [one, again, other] = [
      await wordy(table),
      await wordy(table),
      await autoModel(table, { seed: 1, pool: two }),
    ];
    await two.close();
    expect(again).toEqual(one);
    expect(other).toEqual(one);
  });
});

describe('what texts hold', () => {
  const kinds = async (texts: readonly string[]) =>
    (
      await wordy(
        tableOfRows(
          ['c', 'other'],
          texts.map((text, row) => [text, `x${row % 7}`]),
        ),
      )
    ).why.join(' ');
  const makers = ['acme', 'bolt', 'carta', 'dyna'];

  it('takes part numbers for no house numbers', async () => {
    const titles = Array.from({ length: 60 }, (_, n) => `${makers[n % 4]} camera type${n % 9} KX${100 + n}`);
    const streets = Array.from({ length: 60 }, (_, n) => `${makers[n % 4]} street type${n % 9} ${100 + n}`);
    expect(await kinds(titles)).toContain('c holds free text');
    expect(await kinds(streets)).toContain('c holds texts with numbers, as addresses have');
  });
});

describe('what can hardly be linked', () => {
  it.each([
    [
      'two rows',
      [
        ['jan', 'jansen'],
        ['piet', 'smit'],
      ],
    ],
    [
      'two like rows among three',
      [
        ['jan', 'jansen'],
        ['jan', 'jansen'],
        ['piet', 'smit'],
      ],
    ],
    [
      'a column that is nearly always empty',
      [
        ['jan', null],
        ['piet', null],
        ['kees', 'x'],
        ['jan', 'x'],
      ],
    ],
  ])('%s give a model', async (_, rows) => {
    const model = await wordy(tableOfRows(['a', 'b'], rows));
    expect(() => Model.parse(model)).not.toThrow();
    const numbers = model.comparisons.flatMap(({ levels }) => levels.flatMap(({ m, u }) => [m, u]));
    expect(numbers.every((share) => share > 0 && share <= 1)).toBe(true);
  });

  it('rows that are all alike are refused: nothing tells them apart', async () => {
    const rows = Array.from({ length: 20 }, () => ['jan', 'jansen']);
    await expect(wordy(tableOfRows(['a', 'b'], rows))).rejects.toThrow('No column tells records apart');
  });

  it('a constant and an empty column are left out, and it is said', async () => {
    const { table } = persons(2, 100);
    const flat = tableOfRows(
      ['flat', 'empty'],
      Array.from({ length: table.rows }, () => ['same', null]),
    );
    const { why, comparisons } = await wordy({ ...table, columns: [...table.columns, ...flat.columns] });
    expect(why).toContain('flat is left out: it has the same text in every row.');
    expect(why).toContain('empty is left out: it is empty in every row.');
    expect(comparisons.map(({ name }) => name)).not.toContain('flat');
  });
});
