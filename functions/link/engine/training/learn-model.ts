import type { Encoded } from '../encode/encoded.ts';
import type { Comparison } from '../model/comparison.ts';
import type { Model } from '../model/model.ts';
import type { Column } from '../table/table.ts';
import { agreeingSessions } from './agreeing-sessions.ts';
import { chanceAgreement, type Weights } from './chance-agreement.ts';
import { deterministicMatches } from './deterministic-matches.ts';
import { withGivenAgreement } from './given-agreement.ts';
import { learn, type Learned } from './expectation-maximisation.ts';
import { smoothed } from './smoothed.ts';
import { median } from './median.ts';
import type { Patterns } from './patterns.ts';
import { chooseSessions, type Session } from './sessions.ts';
import { exactShare, type Shape, shapesOf, sharesInGroups, startOf } from './shape.ts';

export type Learner = {
  readonly encoded: ReadonlyMap<string, Column>;
  readonly rows: number;
  readonly inputs?: Uint8Array | undefined;
  /** Of the blocks of all rows, one in so many is looked at. */
  readonly oneIn: number;
  readonly seed: number;
  /** All pairs that there are. */
  readonly possible: number;
  /** Of rows, evenly spread, that random pairs are drawn from. */
  readonly drawn: Encoded;
  /** Of so many random pairs. */
  readonly randomPatterns: (comparisons: readonly Comparison[], pairs: number) => Promise<Patterns>;
  /** Of pairs that agree on all columns: of how many there are in all, and for how many each pair that is counted stands. */
  readonly sessionPatterns: (
    columns: readonly Column[],
    comparisons: readonly Comparison[],
  ) => Promise<{ readonly patterns: Patterns; readonly total: number; readonly scale: number }>;
};

const FIRST_RANDOM_PAIRS = 100_000;
const MOST_RANDOM_PAIRS = 400_000;
const LEAST_OBSERVATIONS = 100;
const ROUNDS = 5;
/** Recall of the deterministic rules, as long as m is not known. */
const RECALL = 0.7;
/** Expected matches that are assumed if none are found: less than one pair. */
const LEAST_MATCHES = 0.3;
const LEAST_M = 1e-6;
/** Matches per row that are hoped for where sessions are chosen: what there is of them, EM finds out. */
const FEW = 0.1;
/** Expected matches from which on a session has a say. */
const LEAST_SEEN = 1;

export type Counted = Session & {
  readonly patterns: Patterns;
  readonly total: number;
  readonly scale: number;
};
/** What was learned, with what it was learned from. */
export type Findings = {
  readonly model: Model;
  readonly weights: Weights;
  readonly single: ReadonlyMap<number, Counted>;
  readonly random: Patterns;
  readonly matches: number;
  /** Sessions that m comes from. */
  readonly sessions: readonly Session[];
};

/**
 * Learns λ, u and m of all levels from the records themselves; from `trusted` sessions, if it is known which ones
 * find matches and not households.
 */
export async function learnModel(
  model: Model,
  learner: Learner,
  trusted?: readonly Session[],
): Promise<Findings> {
  const { comparisons } = model;
  const shapes = shapesOf(comparisons);
  const { possible } = learner;
  const random = await enoughRandomPairs(comparisons, learner);
  const randomCount = random.pairs.reduce((sum, count) => sum + count, 0);
  const known = knownShares(random);
  const fields = shapes.map((shape) => shape.exactField);
  let u = chanceAgreement(random, null, shapes);
  const evidence = shapes.map((shape, c) => ({
    u: exactShare(u[c] ?? [], shape),
    known: known[c] ?? 0,
    blocks: shape.exact >= 0,
  }));
  const found = deterministicMatches(evidence, fields, learner, possible);
  let prior = Math.max(found.matches, LEAST_MATCHES) / RECALL / possible;
  const start = shapes.map(startOf);
  let m: readonly (readonly number[])[] = start;
  const sessions = await inTurn(
    trusted ?? chooseSessions(evidence, possible, Math.max(prior, (FEW * learner.rows) / possible)),
    (session) => counted(session, model, shapes, learner),
  );
  const single = new Map(
    sessions.flatMap((session) =>
      session.comparisons.length === 1 ? [[session.comparisons[0] ?? 0, session] as const] : [],
    ),
  );
  for (const c of new Set(shapes.flatMap((shape) => shape.given)))
    if (c >= 0 && !single.has(c))
      single.set(c, await counted({ comparisons: [c], expectedMatches: 0 }, model, shapes, learner));
  let used: readonly Session[] = [];
  let learned: (Counted & Learned)[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const earlier = learned;
    learned = sessions.map((session, i) => ({
      ...session,
      ...learn(session.patterns, {
        shapes,
        u: u.map((shares, c) => (session.comparisons.includes(c) ? null : shares)),
        m: start.map((shares, c) => (session.comparisons.includes(c) ? null : shares)),
        from: earlier[i]?.m,
        odds: oddsIn(session, shapes, { m, u, odds: prior / (1 - prior) }),
      }),
    }));
    const agreeing = trusted ? learned : agreeingSessions(learned, shapes);
    used = agreeing;
    m = start.map((shares, c) => {
      const shape = shapes[c];
      return shape ? sharesOf(c, shape, shares, agreeing, learned) : shares;
    });
    if (agreeing.length > 0)
      prior = median(
        agreeing.map((each) => (each.matches * each.scale) / reached(each, shapes, m, known) / possible),
      );
    prior = Math.min(Math.max(prior, LEAST_MATCHES / possible), 0.5);
    u = chanceAgreement(random, { m, u, odds: prior / (1 - prior) }, shapes);
    u = withGivenAgreement({ u, m, odds: prior / (1 - prior) }, shapes, {
      single,
      random,
      matches: prior * possible,
    });
  }
  const seen = shapes.map((_, c) => Math.max(0, ...learned.flatMap((each) => each.seen[c] ?? [])));
  m = m.map((shares, c) =>
    smoothed(shares, u[c] ?? [], shapes[c], { matches: seen[c] ?? 0, others: randomCount }),
  );
  return {
    model: {
      ...model,
      prior,
      comparisons: comparisons.map((each, c) => ({
        ...each,
        levels: each.levels.map((level, i) => ({
          ...level,
          m: m[c]?.[i] ?? level.m,
          u: u[c]?.[i] ?? level.u,
        })),
      })),
    },
    weights: { m, u, odds: prior / (1 - prior) },
    single,
    random,
    matches: prior * possible,
    sessions: used,
  };
}

async function inTurn<In, Out>(items: readonly In[], work: (item: In) => Promise<Out>): Promise<Out[]> {
  const done: Out[] = [];
  for (const item of items) done.push(await work(item));
  return done;
}

async function enoughRandomPairs(comparisons: readonly Comparison[], learner: Learner): Promise<Patterns> {
  for (let count = FIRST_RANDOM_PAIRS; ; count *= 4) {
    const patterns = await learner.randomPatterns(comparisons, Math.min(count, learner.possible));
    if (
      count >= learner.possible ||
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

async function counted(
  session: Session,
  model: Model,
  shapes: readonly Shape[],
  learner: Learner,
): Promise<Counted> {
  const columns = session.comparisons.flatMap((c) => learner.encoded.get(shapes[c]?.exactField ?? '') ?? []);
  return { ...session, ...(await learner.sessionPatterns(columns, model.comparisons)) };
}

function oddsIn(session: Session, shapes: readonly Shape[], { m, u, odds }: Weights): number {
  return session.comparisons.reduce((all, c) => {
    const shape = shapes[c];
    return shape ? (all * exactShare(m[c] ?? [], shape)) / exactShare(u[c] ?? [], shape) : all;
  }, odds);
}

const reached = (
  session: Session,
  shapes: readonly Shape[],
  m: Weights['m'],
  known: readonly number[],
): number =>
  session.comparisons.reduce((share, c) => {
    const shape = shapes[c];
    return shape ? share * exactShare(m[c] ?? [], shape) * (known[c] ?? 1) : share;
  }, 1);

/** Median of what sessions found, group by group of levels; of any session if no agreeing one saw the group. */
function sharesOf(
  c: number,
  shape: Shape,
  otherwise: readonly number[],
  agreeing: readonly Learned[],
  any: readonly Learned[],
): number[] {
  const medians = shape.groups.map((group, level) => {
    const seeing = [agreeing, any].map((some) =>
      some.filter((each) => (each.seen[c]?.[group] ?? 0) >= LEAST_SEEN && each.m[c]),
    );
    const speaking = seeing[0]?.length ? seeing[0] : (seeing[1] ?? []);
    return speaking.length === 0
      ? (otherwise[level] ?? 0)
      : median(speaking.map((each) => each.m[c]?.[level] ?? 0));
  });
  return sharesInGroups(medians, shape, otherwise, 0).map((share) => Math.max(share, LEAST_M));
}
