import { encode } from '../encode/encode.ts';
import { type Encoded, fieldOf } from '../encode/encoded.ts';
import type { Field } from '../model/field.ts';
import type { Model } from '../model/model.ts';
import { InputError } from '../table/input-error.ts';
import type { Table } from '../table/table.ts';
import { sampleRows } from '../table/take-rows.ts';
import type { Pool } from '../threads/pool.ts';
import { learnModel } from '../training/learn-model.ts';
import { learnerOf } from '../training/learner-of.ts';
import { shapesOf } from '../training/shape.ts';
import { chooseBlocking } from './choose-blocking.ts';
import { planColumns } from './plan-columns.ts';
import { conditionOnShared } from './shared-circumstances.ts';

export type AutoOptions = {
  readonly seed: number;
  readonly pool: Pool;
  /** Columns that are no evidence: the truth, a row's own id. */
  readonly leaveOut?: readonly string[];
  /** Pairs that may be looked at. */
  readonly pairBudget?: number;
  /** Rows of which all is learned from; of a larger table a sample. */
  readonly trainingRows?: number;
};

const LEAST_BUDGET = 5_000_000;
const PAIRS_PER_ROW = 60;
/** Rows on which the cost of blocking rules is counted. */
const SAMPLE_ROWS = 16_000;
/** Large enough for tens of thousands of matches, small enough for a second. */
const TRAINING_ROWS = 200_000;

/**
 * A model for records that nobody has described: what its columns hold, how they are compared, which pairs are
 * looked at, all from the content of the table, and trained on it.
 */
export async function autoModel(table: Table, options: AutoOptions): Promise<Model> {
  const { seed, pool, leaveOut = [] } = options;
  const { parts, why } = planColumns(table, leaveOut);
  if (parts.length === 0)
    throw new InputError(
      'No column tells records apart: each is empty, the same in every row, another code in every row, or left out.',
    );
  const fields = parts.flatMap((part) => [...part.fields]);
  const compared = withoutUnused({
    fields,
    comparisons: parts.map(({ comparison }) => comparison),
    blocking: [],
  });
  const draft: Model = {
    name: 'auto',
    prior: 0.001,
    fields,
    comparisons: parts.map((part) => part.comparison),
    blocking: [{ name: 'none', fields: [fields[0]?.name ?? ''], largestBlock: 2, why: '' }],
    threshold: 0.5,
    why: [...why],
  };
  const learner = await learnerOf(table, {
    seed,
    pool,
    fields: compared,
    exact: shapesOf(draft.comparisons).flatMap(({ exactField }) => exactField ?? []),
    mostRows: options.trainingRows ?? TRAINING_ROWS,
  });
  const first = await learnModel(draft, learner);
  const conditioned = conditionOnShared(draft.comparisons, first);
  const again = {
    ...draft,
    comparisons: [...conditioned.comparisons],
    why: [...draft.why, ...conditioned.why],
  };
  const { model: learned } =
    conditioned.why.length === 0 ? first : await learnModel(again, learner, first.sessions);
  const budget = options.pairBudget ?? Math.max(LEAST_BUDGET, PAIRS_PER_ROW * table.rows);
  const all = (table.rows * (table.rows - 1)) / 2;
  if (all <= budget) {
    const everything: Field = {
      name: 'anything',
      columns: [...new Set(fields.flatMap((field) => field.columns))],
      transforms: ['anything'],
    };
    return finished(
      {
        ...learned,
        blocking: [
          {
            name: 'all pairs',
            fields: ['anything'],
            largestBlock: Math.max(2, table.rows),
            why: `${table.rows} rows are few enough to look at all ${all} pairs`,
          },
        ],
      },
      [...fields, everything],
    );
  }
  const sample = sampleRows(table, SAMPLE_ROWS);
  const blocking = chooseBlocking({
    parts,
    comparisons: learned.comparisons,
    known: learned.comparisons.map(({ field }) => knownShare(learner.drawn, field)),
    rows: table.rows,
    sample: (await encode(sample, fields, pool)).fields,
    sampleRows: sample.rows,
    seed,
    budget,
  });
  return finished({ ...learned, blocking: blocking.rules }, fields);
}

const knownShare = (encoded: Encoded, field: string): number =>
  fieldOf(encoded, field).texts.counts.reduce((sum, count) => sum + count, 0) / encoded.rows;

/** With the fields that are referred to, and no others. */
const finished = (model: Model, fields: readonly Field[]): Model => ({
  ...model,
  fields: withoutUnused({ ...model, fields }),
});

function withoutUnused({
  fields,
  comparisons,
  blocking,
}: Pick<Model, 'comparisons' | 'blocking'> & { readonly fields: readonly Field[] }): Field[] {
  const used = new Set([
    ...blocking.flatMap((rule) => [...rule.fields, rule.subField ?? '']),
    ...comparisons.flatMap(({ field, levels }) => [
      field,
      ...levels.flatMap(({ tests }) =>
        tests.flatMap((test) => (test.test === 'swapped' ? [test.field, test.other] : [test.field])),
      ),
    ]),
  ]);
  return fields.filter(({ name }) => used.has(name));
}
