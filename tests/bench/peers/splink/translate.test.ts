import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { encode } from '#link/engine/encode/encode.ts';
import { scorePairs } from '#link/engine/score/score-pairs.ts';
import { readTable } from '#link/engine/table/read-table.ts';
import { openPool } from '#link/engine/threads/pool.ts';
import type { LevelTest } from '#link/engine/model/comparison.ts';
import type { Transform } from '#link/engine/model/field.ts';
import type { Model } from '#link/engine/model/model.ts';
import { compareEdges } from '../../link/compare-edges.ts';
import { personModel } from '../../link/person-model.ts';
import { persons } from '../../link/persons.ts';

const Translated = z.object({
  fields: z.array(z.string()),
  settings: z.object({
    comparisons: z.array(
      z.object({
        comparison_levels: z.array(
          z.object({
            sql_condition: z.string(),
            m_probability: z.number().optional(),
            u_probability: z.number().optional(),
            tf_adjustment_column: z.string().optional(),
            tf_adjustment_weight: z.number().optional(),
            tf_minimum_u_value: z.number().optional(),
          }),
        ),
      }),
    ),
    blocking_rules_to_generate_predictions: z.array(z.object({ blocking_rule: z.string() })),
    probability_two_random_records_match: z.number(),
  }),
});
type Translated = z.infer<typeof Translated>;
type SplinkLevel = Translated['settings']['comparisons'][number]['comparison_levels'][number];

const folder = mkdtempSync(join(tmpdir(), 'translate-'));
afterAll(() => rmSync(folder, { recursive: true }));

function translate(model: Model): {
  readonly status: number | null;
  readonly out: string;
  readonly error: string;
} {
  const path = join(folder, 'model.json');
  writeFileSync(path, JSON.stringify(model));
  const run = spawnSync('python3', [join(import.meta.dirname, 'translate.py'), path], { encoding: 'utf8' });
  return { status: run.status, out: run.stdout, error: run.stderr };
}

/** A level's weight as Splink adds it up: log2(m / u), and the term frequency's share. */
function bitsSql(level: SplinkLevel): string {
  const { m_probability: m, u_probability: u, tf_adjustment_column: column } = level;
  if (m === undefined || u === undefined) return '0::double';
  const base = `${Math.log2(m / u)}::double`;
  if (column === undefined) return base;
  return `${base} + ${level.tf_adjustment_weight} * (${Math.log2(u)}::double - log2(greatest("tf_${column}_l", ${level.tf_minimum_u_value})))`;
}

/** The edges that the translation means, by plain SQL. */
async function edgesBySql(input: string, { fields, settings }: Translated, names: readonly string[]) {
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  await connection.run(
    `create table plain as select (row_number() over ())::integer - 1 as row_number, ${fields.join(', ')} from read_csv('${input}', all_varchar = true, header = true)`,
  );
  const frequencies = names.map(
    (name) => `count(*) over (partition by "${name}") / (select count("${name}") from plain) as "tf_${name}"`,
  );
  await connection.run(`create table records as select *, ${frequencies.join(', ')} from plain`);
  const sides = [...names, ...names.map((name) => `tf_${name}`)];
  const columns = sides.map((name) => `l."${name}" as "${name}_l", r."${name}" as "${name}_r"`);
  const rules = settings.blocking_rules_to_generate_predictions.map(({ blocking_rule: rule }) => `(${rule})`);
  await connection.run(
    `create table pairs as select l.row_number as one, r.row_number as other, ${columns.join(', ')}
     from records l join records r on l.row_number < r.row_number and (${rules.join(' or ')})`,
  );
  const prior = settings.probability_two_random_records_match;
  const weights = settings.comparisons.map(({ comparison_levels: levels }) => {
    const cases = levels.map((level) =>
      level.sql_condition === 'ELSE'
        ? `else ${bitsSql(level)}`
        : `when ${level.sql_condition} then ${bitsSql(level)}`,
    );
    return `(case ${cases.join(' ')} end)`;
  });
  const { rows, columnCount } = await connection
    .runAndReadAll(
      `select one, other, ${Math.log2(prior / (1 - prior))}::double + ${weights.join(' + ')} as bits from pairs order by 1, 2`,
    )
    .then((read) => ({ rows: read.getRows(), columnCount: read.columnCount }));
  expect(columnCount).toBe(3);
  connection.closeSync();
  const numbers = rows.map((row) => row.map(Number));
  return {
    pairs: numbers.length,
    edges: edgesOf(numbers.filter(([, , bits]) => (bits ?? 0) >= 0)),
  };
}

const edgesOf = (rows: readonly (readonly number[])[]) => ({
  count: rows.length,
  left: Uint32Array.from(rows, ([left]) => left ?? 0),
  right: Uint32Array.from(rows, ([, right]) => right ?? 0),
  bits: Float64Array.from(rows, ([, , bits]) => bits ?? 0),
});

const python = spawnSync('python3', ['--version']).status === 0;

describe.skipIf(!python)('a model in Splink’s terms', () => {
  it('means the same pairs, edges and weights', async () => {
    const input = join(folder, 'persons.csv');
    writeFileSync(input, [...persons({ rows: 5_000, seed: 4 })].join(''));
    const model = personModel('narrow', 5_000);
    const translated = Translated.parse(JSON.parse(translate(model).out));
    const theirs = await edgesBySql(
      input,
      translated,
      model.fields.map(({ name }) => name),
    );
    const pool = openPool(1);
    const encoded = await encode(await readTable([input], { threads: pool }), model.fields, pool);
    const own = await scorePairs(encoded, model, { pool, keepBits: 0 });
    expect(own.pairsScored).toBe(theirs.pairs);
    const difference = compareEdges(own.edges, theirs.edges);
    expect(difference.common).toBeGreaterThan(1_000);
    expect(difference).toMatchObject({ onlyFirst: 0, onlySecond: 0 });
    expect(difference.mostBits).toBeLessThan(1e-6);
  });

  const model = personModel('narrow', 5_000);
  const withTest = (test: LevelTest): Model => ({
    ...model,
    comparisons: model.comparisons.map((comparison) => ({
      ...comparison,
      levels: comparison.levels.map((level) =>
        level.tests.length > 0 ? { ...level, tests: [test] } : level,
      ),
    })),
  });
  const withTransform = (transform: Transform): Model => ({
    ...model,
    fields: model.fields.map((field) => ({ ...field, transforms: [transform] })),
  });

  it.each([
    ['a phonetic key', withTransform('sound'), /transform 'sound'/],
    ['names by a list', withTransform('given_name'), /transform 'given_name'/],
    [
      'a low similarity',
      withTest({ test: 'jaro_winkler', field: 'surname', atLeast: 0.7 }),
      /Jaro-Winkler below 0.82/,
    ],
    ['two edits', withTest({ test: 'edits', field: 'surname', atMost: 2 }), /edits of more than 1/],
    ['bigrams', withTest({ test: 'bigrams', field: 'surname', atLeast: 0.7 }), /test 'bigrams'/],
  ])('refuses %s by name', (_what, refused, message) => {
    const { status, error } = translate(refused);
    expect(status).toBe(1);
    expect(error).toMatch(message);
  });
});
