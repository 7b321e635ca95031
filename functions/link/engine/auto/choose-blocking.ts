import type { BlockingRule } from '../model/blocking-rule.ts';
import type { Comparison } from '../model/comparison.ts';
import type { Column } from '../table/table.ts';
import { agreeingPairs, alsoAgreeing, pairsAlone, rowsByCode, somePairs } from './agreeing-pairs.ts';
import { fractionOf } from '../training/seeded.ts';
import type { BlockKey, Part } from './part.ts';

export type BlockingChoice = {
  readonly parts: readonly Part[];
  /** With m and u as learned, in the order of the parts. */
  readonly comparisons: readonly Comparison[];
  /** Per comparison the share of rows that know its field. */
  readonly known: readonly number[];
  readonly rows: number;
  /** The keys' columns of some rows, evenly spread: pairs are counted there. */
  readonly sample: ReadonlyMap<string, Column>;
  readonly sampleRows: number;
  readonly seed: number;
  readonly budget: number;
};

export type Blocking = { readonly rules: BlockingRule[]; readonly pairs: number; readonly recall: number };

const VIRTUAL_MATCHES = 4000;
const MOST_RULES = 14;
const LEAST_GAIN = 0.0004;

type Candidate = { readonly keys: readonly Key[]; readonly pairs: number; readonly finds: Uint8Array };
/** `rank`: place among the keys of its part. */
type Key = BlockKey & { readonly part: number; readonly rank: number; readonly finds: Uint8Array };

/**
 * Picks rules one after the other, each time the one that finds most of what is still lost for its cost, within a
 * budget of pairs. What a rule finds is tried on virtual matches that err as often as m says; its cost is counted
 * from its blocks.
 */
export function chooseBlocking(choice: BlockingChoice): Blocking {
  const keys = keysOf(choice);
  const candidates = combine(keys, choice);
  const times = new Uint8Array(VIRTUAL_MATCHES);
  const rules: BlockingRule[] = [];
  let left = choice.budget;
  // What costs less than its part of the budget is as good as free.
  const cheap = choice.budget / (2 * MOST_RULES);
  let unused = candidates.map(
    (candidate, index): Worth => ({ candidate, index, worth: Number.POSITIVE_INFINITY }),
  );
  let recall = 0;
  let pairs = 0;
  while (rules.length < MOST_RULES) {
    // What a rule is worth only falls as others are chosen (Minoux 1978): who was worth less before need not be asked.
    unused.sort((a, b) => b.worth - a.worth || a.index - b.index);
    let best: Worth | null = null;
    for (const each of unused) {
      if (best && each.worth < best.worth) break;
      const gain = gainOf(each.candidate.finds, times) / VIRTUAL_MATCHES;
      each.worth =
        gain < LEAST_GAIN || each.candidate.pairs > left ? 0 : gain / (each.candidate.pairs + cheap);
      if (each.worth > 0 && (!best || isBetter(each, best))) best = each;
    }
    if (!best) break;
    const { candidate } = best;
    unused = unused.filter((each) => each.worth > 0 && !addsNothingTo(candidate, each.candidate));
    let isNew = 0;
    for (let i = 0; i < times.length; i++) {
      if (candidate.finds[i] !== 1) continue;
      if (times[i] === 0) isNew += 1;
      times[i] = (times[i] ?? 0) + 1;
    }
    const gain = isNew / VIRTUAL_MATCHES;
    left -= candidate.pairs;
    pairs += candidate.pairs;
    recall += gain;
    const fields = candidate.keys.map((key) => key.field);
    rules.push({
      name: fields.join(' + '),
      fields,
      largestBlock: largestBlock(choice),
      why: `about ${Math.round(candidate.pairs)} pairs; brings ${(100 * gain).toFixed(1)}% of matches that no earlier rule finds, ${(100 * recall).toFixed(1)}% in all`,
    });
  }
  return { rules, pairs, recall };
}

/** A candidate with what it is worth, or was before the last ones were chosen. */
type Worth = { readonly candidate: Candidate; readonly index: number; worth: number };

const isBetter = (one: Worth, other: Worth): boolean =>
  one.worth > other.worth || (one.worth === other.worth && one.index < other.index);

const largestBlock = ({ rows, budget }: BlockingChoice): number =>
  Math.min(Math.max(2, rows), Math.max(100, Math.ceil(Math.sqrt(budget / 2))));

/** Whether a rule looks at more of the same columns than a chosen one, and so finds nothing that it does not. */
function addsNothingTo(chosen: Candidate, rule: Candidate): boolean {
  return (
    chosen.keys.every((key) => rule.keys.some(({ part }) => part === key.part)) &&
    rule.finds.every((finds, i) => finds === 0 || chosen.finds[i] === 1)
  );
}

/** What a match counts that so many earlier rules find: mistakes come together, so one rule is no safety. */
const AGAIN = [1, 0.3, 0.1, 0.03];

function gainOf(finds: Uint8Array, times: Uint8Array): number {
  let gain = 0;
  for (let i = 0; i < finds.length; i++) if (finds[i] === 1) gain += AGAIN[times[i] ?? 0] ?? 0;
  return gain;
}

/** Share of matches of which a record is careless, and how often what would agree then does not. */
const CARELESS = 0.25;
const CARELESS_SEED = 77;
const SPOILT = 0.4;

/** Level per virtual match: −1 where one record does not know the field. */
function drawLevels(comparison: Comparison, known: number, seed: number): Int8Array {
  const levels = new Int8Array(VIRTUAL_MATCHES);
  for (let i = 0; i < VIRTUAL_MATCHES; i++) {
    let rest = fractionOf(seed, 2 * i);
    levels[i] = -1;
    if (fractionOf(seed, 2 * i + 1) >= known * known) continue;
    levels[i] = comparison.levels.length - 1;
    if (fractionOf(CARELESS_SEED, i) < CARELESS && fractionOf(seed + 1, i) < SPOILT) continue;
    for (const [at, { m }] of comparison.levels.entries()) {
      rest -= m;
      if (rest < 0) {
        levels[i] = at;
        break;
      }
    }
  }
  return levels;
}

const isSwapped = (comparison: Comparison, level: number): boolean =>
  comparison.levels[level]?.tests.some((test) => test.test === 'swapped' && test.orUnknown !== true) === true;
const isClose = (comparison: Comparison, level: number): boolean =>
  level > 0 &&
  level < comparison.levels.length - 1 &&
  !comparison.levels[level]?.tests.some((test) => test.test === 'swapped');

function keysOf(choice: BlockingChoice): Key[] {
  const { parts, comparisons, known, seed } = choice;
  const levels = comparisons.map((comparison, p) => drawLevels(comparison, known[p] ?? 0, seed + 101 * p));
  return parts.flatMap((part, p) => {
    const comparison = comparisons[p];
    const own = levels[p];
    if (!comparison || !own) return [];
    return part.keys.map((key, rank) => {
      const other = comparisons.findIndex(({ name }) => name === key.with);
      const finds = new Uint8Array(VIRTUAL_MATCHES);
      for (const [i, level] of own.entries()) {
        const survives = isClose(comparison, level) && fractionOf(seed + 7 * p, i) < key.survives;
        const both = other < 0 || levels[other]?.[i] === 0;
        if ((level === 0 && both) || survives || (other >= 0 && isSwapped(comparison, level))) finds[i] = 1;
      }
      return { ...key, part: p, rank, finds };
    });
  });
}

function combine(keys: readonly Key[], choice: BlockingChoice): Candidate[] {
  const { sample, sampleRows, rows, budget } = choice;
  const scale = (rows * (rows - 1)) / Math.max(1, sampleRows * (sampleRows - 1));
  const columnOf = ({ field }: Key): Column => {
    const column = sample.get(field);
    if (!column) throw new Error(`The sample has no field ${field}`);
    return column;
  };
  const candidates: Candidate[] = [];
  const add = (of: readonly Key[], inSample: number): number => {
    const pairs = inSample * scale;
    if (pairs > 0 && pairs <= budget) candidates.push({ keys: of, pairs, finds: all(of) });
    return pairs;
  };
  const alone = keys.map((key) => add([key], pairsAlone(columnOf(key))));
  const grouped = keys.map((key) => rowsByCode(columnOf(key)));
  for (const [i, one] of keys.entries())
    for (const [j, two] of keys.entries()) {
      // A rule of which one field alone is cheap gains nothing from a second.
      if (j <= i || one.part === two.part || Math.min(alone[i] ?? 0, alone[j] ?? 0) < rows) continue;
      const [byOne, byTwo] = [grouped[i], grouped[j]];
      if (!byOne || !byTwo) continue;
      const agreeing = agreeingPairs(byOne, byTwo);
      if (add([one, two], agreeing.total) <= budget / 20) continue;
      const some = somePairs(agreeing);
      // A third field as it stands, or next to that: coarser ones would not make the rule much cheaper.
      for (const three of keys)
        if (three.rank <= 1 && three.part > two.part && three.part !== one.part)
          add([one, two, three], alsoAgreeing(some, columnOf(three)));
    }
  return candidates;
}

function all(keys: readonly Key[]): Uint8Array {
  const finds = new Uint8Array(VIRTUAL_MATCHES);
  for (let i = 0; i < finds.length; i++) finds[i] = keys.every((key) => key.finds[i] === 1) ? 1 : 0;
  return finds;
}
