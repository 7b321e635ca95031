import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Encoded, fieldOf } from '#link/engine/encode/encoded.ts';
import type { Comparison } from '#link/engine/model/comparison.ts';
import type { Model } from '#link/engine/model/model.ts';
import { scorePairs } from '#link/engine/score/score-pairs.ts';
import { textAt } from '#link/engine/table/text-at.ts';
import { UNKNOWN } from '#link/engine/table/table.ts';
import { openPool } from '#link/engine/threads/pool.ts';
import { COMPARISONS, sampleEncoded, sampleModel, sampleRows } from './sample.ts';
import { sqlOf } from './sql-model.ts';

type Edge = { readonly l: number; readonly r: number; readonly bits: number };

const pool = openPool(2);
let database: DuckDBInstance;
beforeAll(async () => {
  database = await DuckDBInstance.create(':memory:', { threads: '1' });
});
afterAll(async () => {
  await pool.close();
  database.closeSync();
});

/** The sample's comparisons as far as DuckDB can tell the distance of texts. */
const comparisons = COMPARISONS.map(
  (comparison): Comparison => ({
    ...comparison,
    levels: comparison.levels.filter(
      ({ tests }) => !tests.some((test) => test.test === 'edits' && test.atMost > 1),
    ),
  }),
);

async function bySql(encoded: Encoded, model: Model): Promise<Edge[]> {
  const connection = await database.connect();
  try {
    const names = model.fields.map(({ name }) => name);
    const texts = names.map((name) => `"${name}" VARCHAR`);
    await connection.run(`CREATE OR REPLACE TEMP TABLE rows (row INTEGER, ${texts.join(', ')})`);
    const appender = await connection.createAppender('rows');
    for (let row = 0; row < encoded.rows; row++) {
      appender.appendInteger(row);
      for (const name of names) {
        const column = fieldOf(encoded, name);
        const code = column.codes[row] ?? UNKNOWN;
        if (code < 0) appender.appendNull();
        else appender.appendVarchar(textAt(column, code));
      }
      appender.endRow();
    }
    appender.closeSync();
    const found = await connection.runAndReadAll(sqlOf(model));
    return found.getRows().map(([l, r, bits]): Edge => ({ l: Number(l), r: Number(r), bits: Number(bits) }));
  } finally {
    connection.closeSync();
  }
}

async function byKernel(encoded: Encoded, model: Model, keepBits: number): Promise<Edge[]> {
  const { edges } = await scorePairs(encoded, model, { pool, keepBits });
  return Array.from({ length: edges.count }, (_, i) => ({
    l: edges.left[i] ?? -1,
    r: edges.right[i] ?? -1,
    bits: edges.bits[i] ?? Number.NaN,
  }));
}

const TOLERANCE_BITS = 1e-6;

function expectSame(kernel: readonly Edge[], sql: readonly Edge[]): void {
  expect(kernel.map(({ l, r }) => `${l} ${r}`)).toEqual(sql.map(({ l, r }) => `${l} ${r}`));
  const furthest = Math.max(0, ...kernel.map(({ bits }, i) => Math.abs(bits - (sql[i]?.bits ?? Number.NaN))));
  expect(furthest).toBeLessThanOrEqual(TOLERANCE_BITS);
}

describe('the kernel against the same model in SQL', () => {
  it.each([1, 2, 3, 4, 5, 6])('weighs all pairs alike, seed %d', async (seed) => {
    const model = sampleModel({ comparisons });
    const encoded = await sampleEncoded(sampleRows(250, seed), model);
    const sql = await bySql(encoded, model);
    expect(sql.length).toBeGreaterThan(800);
    expectSame(await byKernel(encoded, model, Number.NEGATIVE_INFINITY), sql);
  });

  it.each([-4, 0, 6])('keeps the same edges of %d bits', async (keepBits) => {
    const model = sampleModel({ comparisons });
    const encoded = await sampleEncoded(sampleRows(400, 20), model);
    const sql = (await bySql(encoded, model)).filter(({ bits }) => bits >= keepBits);
    expect(sql.length).toBeGreaterThan(20);
    expectSame(await byKernel(encoded, model, keepBits), sql);
  });

  it('leaves out the same pairs of blocks that are too large', async () => {
    const blocking = [
      { name: 'begin', fields: ['begin'], subField: 'given', largestBlock: 6, why: '' },
      { name: 'year', fields: ['year', 'begin'], largestBlock: 12, why: '' },
    ];
    const model = sampleModel({ comparisons, blocking });
    const encoded = await sampleEncoded(sampleRows(300, 31), model);
    const sql = await bySql(encoded, model);
    const all = await bySql(encoded, {
      ...model,
      blocking: blocking.map((rule) => ({ ...rule, largestBlock: 1000 })),
    });
    expect(sql.length).toBeGreaterThan(50);
    expect(all.length).toBeGreaterThan(2 * sql.length);
    expectSame(await byKernel(encoded, model, Number.NEGATIVE_INFINITY), sql);
  });

  it('brings rows that know nothing together with none, themselves alike or not', async () => {
    const model = sampleModel({ comparisons });
    const encoded = await sampleEncoded(
      Array.from({ length: 20 }, () => [null, null, null, null, null]),
      model,
    );
    expect(await bySql(encoded, model)).toEqual([]);
    expect(await byKernel(encoded, model, Number.NEGATIVE_INFINITY)).toEqual([]);
  });
});
