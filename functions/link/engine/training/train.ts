import type { Encoded } from '../encode/encoded.ts';
import type { Model } from '../model/model.ts';
import { patternCounts } from '../score/pattern-counts.ts';
import type { Pool } from '../threads/pool.ts';
import { type Learner, learnModel } from './learn-model.ts';
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

/** What training asks of an encoded table. */
export const learnerOf = (encoded: Encoded, { seed, pool }: TrainOptions): Learner => ({
  encoded: encoded.fields,
  rows: encoded.rows,
  inputs: encoded.inputs,
  seed,
  countPatterns: async (comparisons, pairs) =>
    patternsOf(await patternCounts(encoded, comparisons, pairs, pool), comparisons.length),
});
