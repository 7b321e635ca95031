import type { Encoded } from '../encode/encoded.ts';
import { patternCounts } from '../score/pattern-counts.ts';
import type { Pool } from '../threads/pool.ts';
import type { Column } from '../table/table.ts';
import { blocksOf, pairsOfBlocks } from './block-pairs.ts';
import { acrossInputs } from './random-pairs.ts';
import { type Learner, SESSION_PAIRS } from './learn-model.ts';
import { patternsOf } from './patterns.ts';

type LearnerOptions = { readonly seed: number; readonly pool: Pool };

/** What training asks of an encoded table; pairs that are asked for again are not looked for again. */
export function learnerOf(encoded: Encoded, { seed, pool }: LearnerOptions): Learner {
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
