import type { Column } from '../table/table.ts';
import { blocksOf, pairsOfBlocks } from './block-pairs.ts';
import { acrossInputs } from './random-pairs.ts';
import type { Evidence } from './sessions.ts';

const MOST_RULES = 4;
const MOST_PAIRS = 2_000_000;
/** A comparison stands in at most so many rules, so that no single field decides. */
const RULES_EACH = 2;

/**
 * Distinct pairs that agree exactly on two of the most identifying fields, less those that chance would bring about.
 */
export function deterministicMatches(
  evidence: readonly Evidence[],
  fields: readonly (string | null)[],
  learner: {
    readonly encoded: ReadonlyMap<string, Column>;
    readonly rows: number;
    readonly inputs?: Uint8Array | undefined;
    /** Of the blocks of all rows, one in so many is looked at. */
    readonly oneIn: number;
    readonly seed: number;
  },
  possible: number,
): { matches: number; rules: number[][] } {
  const uses = evidence.map(() => 0);
  const rules: number[][] = [];
  let matches = 0;
  for (const { pair, chance } of rulesByChance(evidence, possible)) {
    if (rules.length === MOST_RULES) break;
    if (pair.some((c) => (uses[c] ?? 0) >= RULES_EACH)) continue;
    const columns = columnsOf(pair, fields, learner.encoded);
    const blocks = blocksOf(columns, learner.rows, learner.oneIn);
    const all = blocks.pairs * learner.oneIn;
    if (all === 0 || chance > all / 2) continue;
    const taken = pairsOfBlocks(blocks, columns, { limit: MOST_PAIRS, seed: learner.seed });
    const { left, right } = acrossInputs(taken, learner.inputs);
    const earlier = rules.map((rule) => columnsOf(rule, fields, learner.encoded));
    let found = 0;
    for (let i = 0; i < left.length; i++) {
      const [a, b] = [left[i] ?? 0, right[i] ?? 0];
      if (!earlier.some((rule) => rule.every(({ codes }) => codes[a] === codes[b] && (codes[a] ?? -1) >= 0)))
        found += 1;
    }
    matches += Math.max(0, (found / Math.max(taken.left.length, 1)) * all - chance);
    for (const c of pair) uses[c] = (uses[c] ?? 0) + 1;
    rules.push(pair);
  }
  return { matches, rules };
}

function rulesByChance(evidence: readonly Evidence[], possible: number) {
  const usable = evidence.flatMap((each, c) => (each.blocks ? [c] : []));
  const pairs = usable.flatMap((a, i) => usable.slice(i + 1).map((b) => [a, b]));
  return (pairs.length > 0 ? pairs : usable.map((a) => [a]))
    .map((pair) => ({
      pair,
      chance: pair.reduce((share, c) => share * (evidence[c]?.u ?? 1) * (evidence[c]?.known ?? 1), possible),
    }))
    .toSorted((a, b) => a.chance - b.chance);
}

const columnsOf = (
  rule: readonly number[],
  fields: readonly (string | null)[],
  encoded: ReadonlyMap<string, Column>,
): Column[] =>
  rule.flatMap((c) => {
    const column = encoded.get(fields[c] ?? '');
    return column ? [column] : [];
  });
