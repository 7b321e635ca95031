import { encode } from '#link/engine/encode/encode.ts';
import type { Encoded } from '#link/engine/encode/encoded.ts';
import type { Comparison } from '#link/engine/model/comparison.ts';
import type { Model } from '#link/engine/model/model.ts';
import type { Edges } from '#link/engine/score/edges.ts';
import { scorePairs } from '#link/engine/score/score-pairs.ts';
import { tableOfRows } from '#link/engine/table/table-of-rows.ts';
import { openPool } from '#link/engine/threads/pool.ts';
import { fractionOf } from '#link/engine/training/seeded.ts';
import { personModel } from '#tests/bench/link/person-model.ts';
import { persons } from '#tests/bench/link/persons.ts';

export type Scored = {
  readonly encoded: Encoded;
  readonly model: Model;
  readonly edges: Edges;
  readonly truth: Int32Array;
};

async function score(header: readonly string[], rows: readonly string[][], model: Model): Promise<Scored> {
  const pool = openPool(1);
  const entities = new Map<string, number>();
  const at = header.indexOf('entity');
  const truth = Int32Array.from(rows, (row) => {
    const entity = row[at] ?? '';
    const known = entities.get(entity) ?? entities.size;
    entities.set(entity, known);
    return known;
  });
  const encoded = await encode(tableOfRows(header, rows), model.fields, pool);
  const { edges } = await scorePairs(encoded, model, { pool, keepBits: -10 });
  return { encoded, model, edges, truth };
}

/** Households with twins, fathers and sons, moves and mistakes. */
export async function households(rows: number): Promise<Scored> {
  const [header = [], ...lines] = [...persons({ rows, seed: 5 })]
    .join('')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  const { entities, ...model } = personModel('narrow', rows);
  if (!entities) throw new Error('the model says how links become entities, which is what is asked here');
  return score(header, lines, model);
}

const FIELDS = ['name', 'born', 'town', 'street', 'phone'] as const;
const WRONG = 0.25;

/** Nobody shares anything; a quarter of all cells is wrong, each by a mistake of its own. Five records of each. */
export async function mistakes(entities: number): Promise<Scored> {
  const rows = Array.from({ length: entities * 5 }, (_, row) => {
    const entity = Math.floor(row / 5);
    const cells = FIELDS.map((field, column) => {
      const number = row * FIELDS.length + column;
      const right = fractionOf(1, number) >= WRONG;
      const of = right ? entity : Math.floor(fractionOf(2, number) * 1e6);
      if (field !== 'born') return `${field} ${of}`;
      return `${1900 + (of % 97)}-${String(1 + (of % 12)).padStart(2, '0')}-${String(1 + (of % 28)).padStart(2, '0')}`;
    });
    return [String(entity), ...cells];
  });
  const agree = (1 - WRONG) ** 2;
  const comparison = (name: string): Comparison => ({
    name,
    field: name,
    levels: [
      { label: 'the same', tests: [{ test: 'exact', field: name }], m: agree, u: 0.004 },
      { label: 'different', tests: [], m: 1 - agree, u: 0.996 },
    ],
    why: 'test',
  });
  return score(['entity', ...FIELDS], rows, {
    name: 'mistakes',
    prior: 4 / (entities * 5),
    fields: FIELDS.map((name) => ({ name, columns: [name], transforms: name === 'born' ? ['date'] : [] })),
    comparisons: FIELDS.map(comparison),
    blocking: FIELDS.map((name) => ({ name, fields: [name], largestBlock: 1000, why: 'test' })),
    threshold: 0.5,
    why: [],
  });
}
