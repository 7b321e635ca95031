import type { Comparison } from '../model/comparison.ts';
import type { Model } from '../model/model.ts';
import type { Column } from '../table/table.ts';
import { blocksOf, pairsOfBlocks } from './block-pairs.ts';
import { chanceAgreement, type Weights } from './chance-agreement.ts';
import { deterministicMatches } from './deterministic-matches.ts';
import { exactField } from './exact-field.ts';
import { learn } from './expectation-maximisation.ts';
import { median } from './median.ts';
import type { Patterns } from './patterns.ts';
import { type Pairs, possiblePairs, randomPairs } from './random-pairs.ts';
import { chooseSessions, type Session } from './sessions.ts';

export type Learner = {
  readonly encoded: ReadonlyMap<string, Column>;
  readonly rows: number;
  readonly inputs?: Uint8Array | undefined;
  readonly seed: number;
  readonly countPatterns: (comparisons: readonly Comparison[], pairs: Pairs) => Promise<Patterns>;
};

const FIRST_RANDOM_PAIRS = 250_000;
const MOST_RANDOM_PAIRS = 1_000_000;
const LEAST_OBSERVATIONS = 100;
const SESSION_PAIRS = 150_000;
const ROUNDS = 3;

/** Learns λ, u and m of all levels from the records themselves. */
export async function learnModel(model: Model, learner: Learner): Promise<Model> {
  const { comparisons } = model;
  const levels = comparisons.map((each) => each.levels.length);
  const possible = possiblePairs(learner);
  const random = await enoughRandomPairs(comparisons, learner, possible);
  const known = knownShares(random);
  const fields = comparisons.map(exactField);
  let u = chanceAgreement(random, null, levels);
  const evidence = () =>
    comparisons.map((_, c) => ({ u: u[c]?.[0] ?? 1, known: known[c] ?? 0, blocks: fields[c] !== null }));
  const found = deterministicMatches(evidence(), fields, learner, possible);
  let prior = Math.max(found.matches, LEAST_MATCHES) / RECALL / possible;
  let m = comparisons.map((each) => startM(each.levels.length));
  const sessions = await Promise.all(
    chooseSessions(evidence(), possible, prior).map((session, i) => counted(session, i, model, learner)),
  );
  for (let round = 0; round < ROUNDS; round++) {
    const learned = sessions.map((session) => ({
      ...session,
      ...learn(session.patterns, {
        u: u.map((shares, c) => (session.comparisons.includes(c) ? null : shares)),
        m: m.map((_, c) => (session.comparisons.includes(c) ? null : startM(levels[c] ?? 2))),
        odds: oddsIn(session, { m, u, odds: prior / (1 - prior) }),
      }),
    }));
    m = m.map((start, c) =>
      medianShares(
        learned.flatMap((each) => (each.seen[c] && each.m[c] ? [each.m[c]] : [])),
        start,
      ),
    );
    if (learned.length > 0)
      prior = median(learned.map((each) => (each.matches * each.scale) / reached(each, m, known) / possible));
    prior = Math.min(Math.max(prior, 0.3 / possible), 0.5);
    u = chanceAgreement(random, { m, u, odds: prior / (1 - prior) }, levels);
  }
  return {
    ...model,
    prior,
    comparisons: comparisons.map((each, c) => ({
      ...each,
      levels: each.levels.map((level, i) => ({ ...level, m: m[c]?.[i] ?? level.m, u: u[c]?.[i] ?? level.u })),
    })),
    why: [
      ...model.why,
      ...sessions.map(
        (s) =>
          `m: ${s.comparisons.map((c) => comparisons[c]?.name).join(' & ')} pairs ${Math.round(s.total)}`,
      ),
    ],
  };
}

const RECALL = 0.7;
const LEAST_MATCHES = 0.3;
const startM = (count: number): number[] =>
  Array.from({ length: count }, (_, level) => (level === 0 ? 0.95 : 0.05 / (count - 1)));

async function enoughRandomPairs(
  comparisons: readonly Comparison[],
  learner: Learner,
  possible: number,
): Promise<Patterns> {
  for (let count = FIRST_RANDOM_PAIRS; ; count *= 4) {
    const patterns = await learner.countPatterns(
      comparisons,
      randomPairs(learner, Math.min(count, possible)),
    );
    if (
      count >= possible ||
      count >= MOST_RANDOM_PAIRS ||
      fewestSeen(patterns, comparisons) >= LEAST_OBSERVATIONS
    )
      return patterns;
  }
}

function fewestSeen(patterns: Patterns, comparisons: readonly Comparison[]): number {
  const seen = comparisons.map(({ levels }) => levels.map(() => 0));
  for (let i = 0; i < patterns.pairs.length; i++)
    for (const [c, ofLevels] of seen.entries()) {
      const level = patterns.levels[i * patterns.comparisons + c] ?? -1;
      if (level >= 0) ofLevels[level] = (ofLevels[level] ?? 0) + (patterns.pairs[i] ?? 0);
    }
  return Math.min(...seen.flat());
}

function knownShares({ comparisons, levels, pairs }: Patterns): number[] {
  const known = Array.from({ length: comparisons }, () => 0);
  let all = 0;
  for (const [i, count] of pairs.entries()) {
    all += count;
    for (let c = 0; c < comparisons; c++)
      if ((levels[i * comparisons + c] ?? -1) >= 0) known[c] = (known[c] ?? 0) + count;
  }
  return known.map((count) => count / Math.max(all, 1));
}

async function counted(session: Session, i: number, model: Model, learner: Learner) {
  const columns = session.comparisons.flatMap((c) => {
    const comparison = model.comparisons[c];
    const column = comparison && learner.encoded.get(exactField(comparison) ?? '');
    return column ? [column] : [];
  });
  const blocks = blocksOf(columns, learner.rows);
  const pairs = pairsOfBlocks(blocks, columns, { limit: SESSION_PAIRS, seed: learner.seed + i + 1 });
  const patterns = await learner.countPatterns(model.comparisons, pairs);
  return {
    ...session,
    patterns,
    total: blocks.pairs,
    scale: blocks.pairs / Math.max(1, Math.min(blocks.pairs, SESSION_PAIRS)),
  };
}

function oddsIn(session: Session, { m, u, odds }: Weights): number {
  return session.comparisons.reduce((all, c) => (all * (m[c]?.[0] ?? 1)) / (u[c]?.[0] ?? 1), odds);
}

const reached = (session: Session, m: readonly (readonly number[])[], known: readonly number[]): number =>
  session.comparisons.reduce((share, c) => share * (m[c]?.[0] ?? 1) * (known[c] ?? 1), 1);

function medianShares(sessions: readonly (readonly number[])[], otherwise: readonly number[]): number[] {
  if (sessions.length === 0) return [...otherwise];
  const medians = otherwise.map((_, level) => median(sessions.map((shares) => shares[level] ?? 0)));
  const total = medians.reduce((sum, share) => sum + share, 0);
  return medians.map((share) => Math.max(share / total, 1e-6));
}
