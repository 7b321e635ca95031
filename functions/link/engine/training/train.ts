import type { Encoded } from '../encode/encoded.ts';
import type { Model } from '../model/model.ts';
import { patternCounts } from '../score/pattern-counts.ts';
import type { Pool } from '../threads/pool.ts';
import type { Column } from '../table/table.ts';
import { blocksOf, pairsOfBlocks } from './block-pairs.ts';
import { acrossInputs } from './random-pairs.ts';
import { type Learner, learnModel, SESSION_PAIRS } from './learn-model.ts';
import { patternsOf } from './patterns.ts';

export type TrainOptions = { readonly seed: number; readonly pool: Pool };

/**
 * Learns λ and every level's m and u from the records themselves; fields, levels, blocking and threshold stay as the
 * model says. The same for any number of threads.
 */
export async function train(encoded: Encoded, model: Model, options: TrainOptions): Promise<Model> {
  const { model: learned } = await learnModel(model, learnerOf(encoded, options));
  return learned;
}

/** What training asks of an encoded table; pairs that are asked for again are not looked for again. */
export function learnerOf(encoded: Encoded, { seed, pool }: TrainOptions): Learner {
  const found = new Map<string, ReturnType<Learner['sessionPairs']>>();
  return {
    encoded: encoded.fields,
    rows: encoded.rows,
    inputs: encoded.inputs,
    seed,
    sessionPairs(columns) {
      const name = JSON.stringify(columns.map((column) => column.name));
      const pairs = found.get(name) ?? sessionPairs(encoded, columns, seed);
      found.set(name, pairs);
      return pairs;
    },
    countPatterns: async (comparisons, pairs) =>
      patternsOf(await patternCounts(encoded, comparisons, pairs, pool), comparisons.length),
  };
}

function sessionPairs({ rows, inputs }: Encoded, columns: readonly Column[], seed: number) {
  const blocks = blocksOf(columns, rows);
  const pairs = pairsOfBlocks(blocks, columns, { limit: SESSION_PAIRS, seed: seed + 1 });
  return { pairs: acrossInputs(pairs, inputs), total: blocks.pairs };
}
