import { afterAll, describe, expect, it } from 'vitest';
import { encode } from '#link/engine/encode/encode.ts';
import { fieldOf } from '#link/engine/encode/encoded.ts';
import { Field } from '#link/engine/model/field.ts';
import { tableOfRows } from '#link/engine/table/table-of-rows.ts';
import { textAt } from '#link/engine/table/text-at.ts';
import { openPool } from '#link/engine/threads/pool.ts';

const pool = openPool(1);
afterAll(() => pool.close());

async function derive(rows: (string | null)[][], field: object) {
  const names = rows[0]?.map((_, index) => `c${index}`) ?? [];
  const parsed = Field.parse({ name: 'f', columns: names, ...field });
  const column = fieldOf(await encode(tableOfRows(names, rows), [parsed], pool), 'f');
  return { column, texts: Array.from(column.codes, (code) => (code < 0 ? null : textAt(column, code))) };
}

describe('deriving a field', () => {
  it.each([
    ['fold', 'Café-’t  Hof', 'cafe t hof'],
    ['squash', '1234 AB', '1234ab'],
    ['date', '3-12-1978', '19781203'],
    ['date', '1978-03', '19780300'],
    ['date', '31-02-1978', null],
    ['date', '00000000', null],
    ['soundex', 'Ashcraft', 'a261'],
    ['initials', 'Jan Pieter', 'jp'],
    ['digits', '000-000', null],
    ['email_domain', 'a@b@c.nl', 'c.nl'],
  ])('%s of %s is %s', async (transform, text, expected) => {
    expect((await derive([[text]], { transforms: [transform] })).texts).toEqual([expected]);
  });

  it('gives texts that become equal one code, and counts their rows together', async () => {
    const { column, texts } = await derive([['JAN'], ['piet'], ['Jan'], [null], ['jan']], {
      transforms: ['fold'],
    });
    expect(texts).toEqual(['jan', 'piet', 'jan', null, 'jan']);
    expect([...column.codes]).toEqual([0, 1, 0, -1, 0]);
    expect([...column.texts.counts]).toEqual([3, 1]);
  });

  it('joins what is known of several columns, or asks for all of it', async () => {
    const rows = [
      ['a', 'b'],
      ['a', null],
      [null, null],
    ];
    expect((await derive(rows, { transforms: [] })).texts).toEqual(['a b', 'a', null]);
    expect((await derive(rows, { transforms: [], needsAll: true })).texts).toEqual(['a b', null, null]);
  });

  it('refuses a column that is not there, by name', async () => {
    await expect(derive([['a']], { columns: ['nowhere'], transforms: [] })).rejects.toThrow(/nowhere/);
  });
});
