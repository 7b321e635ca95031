import { encode } from '../encode/encode.ts';
import type { Encoded } from '../encode/encoded.ts';
import type { Comparison } from '../model/comparison.ts';
import type { Field } from '../model/field.ts';
import { patternCounts } from '../score/pattern-counts.ts';
import type { Column, Table } from '../table/table.ts';
import { sampleRows, takeRows } from '../table/take-rows.ts';
import type { Pool } from '../threads/pool.ts';
import { blocksOf, pairsOfBlocks } from './block-pairs.ts';
import type { Learner } from './learn-model.ts';
import { patternsOf } from './patterns.ts';
import { acrossInputs, type Pairs, possiblePairs, randomPairs } from './random-pairs.ts';

export type LearnerOptions = {
  readonly seed: number;
  readonly pool: Pool;
  /** Fields that are compared. */
  readonly fields: readonly Field[];
  /** Of them, those by which pairs are found. */
  readonly exact: readonly string[];
  /** Rows of which all is looked at; of larger tables it is a sample. */
  readonly mostRows: number;
};

/** Pairs of a session, at most. */
const SESSION_PAIRS = 40_000;
/** Of a table that is sampled, fewer: each brings two rows more to look at. */
const SAMPLED_SESSION_PAIRS = 20_000;
/** The sample that random pairs are of, as a share of `mostRows`. */
const RANDOM_SHARE = 1 / 4;

/**
 * What training asks of a table; pairs that are asked for again are not looked for again. Of a large table pairs are
 * found by the columns of all rows, and only rows of pairs that are counted are looked at otherwise.
 */
export async function learnerOf(table: Table, options: LearnerOptions): Promise<Learner> {
  const { seed, pool, fields, exact, mostRows } = options;
  const isSampled = table.rows > mostRows;
  const encoded = await encode(
    table,
    isSampled ? fields.filter(({ name }) => exact.includes(name)) : fields,
    pool,
  );
  const drawn = isSampled
    ? await encode(sampleRows(table, Math.ceil(mostRows * RANDOM_SHARE)), fields, pool)
    : encoded;
  const limit = isSampled ? SAMPLED_SESSION_PAIRS : SESSION_PAIRS;
  // Blocks whole or not at all: of a block of which half of the rows are left, a quarter of the pairs is.
  const oneIn = Math.ceil(table.rows / mostRows);
  const count = async (of: Encoded, comparisons: readonly Comparison[], pairs: Pairs) =>
    patternsOf(await patternCounts(of, comparisons, pairs, pool), comparisons.length);
  const sessions = new Map<string, Promise<SessionPairs>>();

  const sessionPairs = async (columns: readonly Column[]): Promise<SessionPairs> => {
    const blocks = blocksOf(columns, table.rows, oneIn);
    const total = blocks.pairs * oneIn;
    const taken = pairsOfBlocks(blocks, columns, { limit, seed: seed + 1 });
    const pairs = acrossInputs(taken, table.inputs);
    const scale = Math.max(1, total / Math.min(limit, Math.max(1, blocks.pairs)));
    if (!isSampled) return { of: encoded, pairs, total, scale };
    const { rows, left, right } = rowsOfPairs(pairs, table.rows);
    return { of: await encode(takeRows(table, rows), fields, pool), pairs: { left, right }, total, scale };
  };

  return {
    encoded: encoded.fields,
    rows: table.rows,
    inputs: table.inputs,
    oneIn,
    seed,
    drawn,
    possible: possiblePairs(table),
    randomPatterns: (comparisons, pairs) => count(drawn, comparisons, randomPairs({ ...drawn, seed }, pairs)),
    async sessionPatterns(columns, comparisons) {
      const name = JSON.stringify(columns.map((column) => column.name));
      const found = sessions.get(name) ?? sessionPairs(columns);
      sessions.set(name, found);
      const { of, pairs, total, scale } = await found;
      return { patterns: await count(of, comparisons, pairs), total, scale };
    },
  };
}

/** Pairs by their rows among those of `of`; how many pairs there are in all, and how many each stands for. */
type SessionPairs = {
  readonly of: Encoded;
  readonly pairs: Pairs;
  readonly total: number;
  readonly scale: number;
};

/** The rows of some pairs, ascending, and the pairs by their places among them. */
function rowsOfPairs({ left, right }: Pairs, rows: number): Pairs & { readonly rows: Uint32Array } {
  const placeOf = new Int32Array(rows).fill(-1);
  for (const side of [left, right]) for (const row of side) placeOf[row] = 0;
  let count = 0;
  for (let row = 0; row < rows; row++) if (placeOf[row] === 0) placeOf[row] = count++;
  const taken = new Uint32Array(count);
  for (let row = 0; row < rows; row++) if ((placeOf[row] ?? -1) >= 0) taken[placeOf[row] ?? 0] = row;
  const places = (side: Uint32Array) => side.map((row) => placeOf[row] ?? 0);
  return { rows: taken, left: places(left), right: places(right) };
}
