import { WINKLER_PREFIX, WINKLER_SCALE } from '../../compare/jaro-winkler.ts';
import type { LevelTest } from '../../model/comparison.ts';
import { type Code, f32x4, i8x16, i32, i32x4, v128 } from '../wasm/code.ts';
import { type Facts, type SharedLayout, factsOf, neededFacts } from './facts.ts';
import type { Lanes } from './lanes.ts';

/** Masks of the pairs for which a test may hold, and of those for which it does for sure. */
export type Verdict = {
  readonly possible: Code;
  /** The same as `possible` if facts alone tell. */
  readonly certain: Code;
};

/** Bounds are computed in 32-bit floats; so much is granted to their rounding. */
const MARGIN = 1e-5;

/** What the facts of four pairs tell of a test, without a look at the texts. */
export function verdict(lanes: Lanes, test: LevelTest, shared: SharedLayout): Verdict {
  const settled = (mask: Code): Verdict => ({ possible: mask, certain: mask });
  /** Equal texts pass; others may. */
  const bounded = (mask: Code): Verdict => ({
    possible: lanes.four(`possible ${JSON.stringify(test)}`, () => v128.and(mask, lanes.known(test.field))),
    certain: lanes.equal(test.field),
  });
  if (test.test === 'exact') return settled(lanes.equal(test.field));
  if (test.test === 'swapped') return swapped(lanes, test, shared);
  const [needed] = neededFacts(test);
  const facts = factsOf(shared, needed?.kind ?? 'letters', test.field);
  switch (test.test) {
    case 'jaro_winkler':
      return bounded(mayBeAlike(lanes, facts, facts, test.atLeast));
    case 'bigrams':
    case 'words':
      return bounded(maySetsBeAlike(lanes, facts, test.atLeast));
    case 'edits':
      return bounded(mayBeEdited(lanes, facts, test.atMost));
    case 'prefix':
      return { ...bounded(mayBegin(lanes, facts)), certain: lanes.constant(0) };
    case 'number':
      return { ...bounded(mayBeNear(lanes, facts, test.atMost)), certain: lanes.constant(0) };
    case 'days':
    case 'date_within':
      return settled(lanes.four(JSON.stringify(test), () => days(lanes, facts, test)));
  }
}

function swapped(
  lanes: Lanes,
  { field, other, atLeast, orUnknown }: Extract<LevelTest, { test: 'swapped' }>,
  shared: SharedLayout,
): Verdict {
  const across = (from: string, to: string) => {
    const known = lanes.knownAcross(from, to);
    const certain = lanes.four(`equal ${from} ${to}`, () =>
      v128.and(
        known,
        i32x4.eq(
          lanes.ofRow({ of: 'code_elsewhere', field: from, other: to }),
          lanes.ofOthers({ of: 'code', field: to }),
        ),
      ),
    );
    if (atLeast === undefined) return { known, certain, possible: certain };
    const [row, others] = [factsOf(shared, 'letters', from), factsOf(shared, 'letters', to)];
    const possible = lanes.four(`alike ${from} ${to} ${atLeast}`, () =>
      v128.or(certain, v128.and(known, mayBeAlike(lanes, row, others, atLeast))),
    );
    return { known, certain, possible };
  };
  const [one, two] = [across(field, other), across(other, field)];
  const both = (which: 'certain' | 'possible'): Code =>
    lanes.four(`swapped ${which} ${field} ${other} ${atLeast} ${orUnknown}`, () => {
      if (!orUnknown) return v128.and(one[which], two[which]);
      const none = (side: typeof one): Code => v128.or(side[which], v128.not(side.known));
      return v128.and(v128.or(one[which], two[which]), v128.and(none(one), none(two)));
    });
  const certain = both('certain');
  return { certain, possible: atLeast === undefined ? certain : both('possible') };
}

/** The lengths of both, and at most how many bytes (or members) they share. */
function sizes(
  lanes: Lanes,
  ofRow: Facts,
  ofOthers: Facts,
): { row: Code; others: Code; shared: Code; unmarked: Code } {
  const rowWord = (word: number) => ({ of: 'fact', facts: ofRow, word }) as const;
  const otherWord = (word: number) => ({ of: 'fact', facts: ofOthers, word }) as const;
  const rowKey = `${ofRow.kind} ${ofRow.field}`;
  const otherKey = `${ofOthers.kind} ${ofOthers.field}`;
  const low = lanes.constant(0xffff);
  const row = lanes.once(`size ${rowKey}`, () => v128.and(lanes.ofRow(rowWord(3)), low));
  const others = lanes.four(`size ${otherKey}`, () => v128.and(lanes.ofOthers(otherWord(3)), low));
  const marksOf = (packed: Code): Code => i32x4.shrUnsigned(packed, i32.const(16));
  const marksRow = lanes.once(`marked ${rowKey}`, () => marksOf(lanes.ofRow(rowWord(3))));
  const marksOthers = lanes.four(`marked ${otherKey}`, () => marksOf(lanes.ofOthers(otherWord(3))));
  const both = (word: number): Code =>
    i8x16.popcnt(v128.and(lanes.ofRow(rowWord(word)), lanes.ofOthers(otherWord(word))));
  const marks = lanes.four(`marks ${rowKey} ${otherKey}`, () => i8x16.sumLanes(i8x16.add(both(0), both(1))));
  const restRow = lanes.once(`rest ${rowKey}`, () => i32x4.sub(row, marksRow));
  const shared = lanes.four(`shared ${rowKey} ${otherKey}`, () =>
    i32x4.add(marks, i32x4.min(restRow, i32x4.sub(others, marksOthers))),
  );
  // Marks of one that the other does not have: as many bytes of the one find no equal.
  const unmarked = lanes.four(`unshared ${rowKey} ${otherKey}`, () =>
    i32x4.sub(i32x4.max(marksRow, marksOthers), marks),
  );
  return { row, others, shared, unmarked };
}

/**
 * J ≤ (m/|a| + m/|b| + 1) / 3 for m shared bytes, and p equal first bytes are known. J + 0.1 p (1 − J) ≥ s asks for
 * J ≥ (s − 0.1 p) / (1 − 0.1 p), hence m (|a| + |b|) ≥ (3 J − 1) |a| |b|.
 */
function mayBeAlike(lanes: Lanes, ofRow: Facts, ofOthers: Facts, atLeast: number): Code {
  const { row, others, shared } = sizes(lanes, ofRow, ofOthers);
  const key = `${ofRow.field} ${ofOthers.field}`;
  const differs = lanes.four(`first bytes ${key}`, () =>
    v128.xor(
      lanes.ofRow({ of: 'fact', facts: ofRow, word: 2 }),
      lanes.ofOthers({ of: 'fact', facts: ofOthers, word: 2 }),
    ),
  );
  const need = (prefix: number): Code => {
    const bonus = prefix * WINKLER_SCALE;
    return lanes.float((3 * (atLeast - bonus)) / (1 - bonus) - 1 - MARGIN);
  };
  const beginAlike = (bytes: number): Code =>
    lanes.four(`begin ${bytes} ${key}`, () =>
      i32x4.eq(
        bytes === WINKLER_PREFIX ? differs : v128.and(differs, lanes.constant(2 ** (8 * bytes) - 1)),
        lanes.constant(0),
      ),
    );
  let needed = need(0);
  for (let prefix = 1; prefix <= WINKLER_PREFIX; prefix++)
    needed = v128.select(need(prefix), needed, beginAlike(prefix));
  const rowSize = lanes.once(`float size ${ofRow.field}`, () => f32x4.fromI32(row));
  const otherSizes = lanes.four(`float size ${ofOthers.field}`, () => f32x4.fromI32(others));
  const product = lanes.four(`product ${key}`, () => f32x4.mul(rowSize, otherSizes));
  const reached = lanes.four(`reached ${key}`, () =>
    f32x4.mul(f32x4.fromI32(shared), f32x4.add(rowSize, otherSizes)),
  );
  return f32x4.ge(f32x4.mul(reached, lanes.float(1 + MARGIN)), f32x4.mul(needed, product));
}

/** shared / (|a| + |b| − shared) ≥ s asks for shared (1 + s) ≥ s (|a| + |b|). */
function maySetsBeAlike(lanes: Lanes, facts: Facts, atLeast: number): Code {
  const { row, others, shared } = sizes(lanes, facts, facts);
  return f32x4.ge(
    f32x4.mul(f32x4.fromI32(shared), lanes.float((1 + atLeast) * (1 + MARGIN))),
    f32x4.mul(f32x4.fromI32(i32x4.add(row, others)), lanes.float(atLeast)),
  );
}

/** An edit changes the length by one at most, and takes at most one byte away from either text. */
function mayBeEdited(lanes: Lanes, facts: Facts, atMost: number): Code {
  const { row, others, unmarked } = sizes(lanes, facts, facts);
  const limit = lanes.constant(atMost);
  return v128.and(i32x4.le(i32x4.abs(i32x4.sub(row, others)), limit), i32x4.le(unmarked, limit));
}

/** If one text is how the other begins, they share as many bytes as it has. */
function mayBegin(lanes: Lanes, facts: Facts): Code {
  const { row, others, shared } = sizes(lanes, facts, facts);
  return i32x4.ge(shared, i32x4.min(row, others));
}

function mayBeNear(lanes: Lanes, facts: Facts, atMost: number): Code {
  const word = { of: 'fact', facts, word: 2 } as const;
  const [a, b] = [lanes.ofRow(word), lanes.ofOthers(word)];
  const rounding = f32x4.mul(f32x4.add(f32x4.abs(a), f32x4.abs(b)), lanes.float(MARGIN));
  const room = f32x4.add(rounding, lanes.float(atMost * (1 + MARGIN)));
  // Too large for a 32-bit float they are both infinite, and their difference is no number: not more, hence possible.
  return v128.not(f32x4.gt(f32x4.abs(f32x4.sub(a, b)), room));
}

function days(lanes: Lanes, facts: Facts, test: Extract<LevelTest, { test: 'days' | 'date_within' }>): Code {
  const from = { of: 'fact', facts, word: 0 } as const;
  const to = { of: 'fact', facts, word: 1 } as const;
  const rowWhole = lanes.once(`whole ${facts.field}`, () => i32x4.eq(lanes.ofRow(from), lanes.ofRow(to)));
  const bothWhole = lanes.four(`whole ${facts.field}`, () =>
    v128.and(i32x4.eq(lanes.ofOthers(from), lanes.ofOthers(to)), rowWhole),
  );
  if (test.test === 'days') {
    const apart = i32x4.abs(i32x4.sub(lanes.ofRow(from), lanes.ofOthers(from)));
    return v128.and(i32x4.le(apart, lanes.constant(test.atMost)), bothWhole);
  }
  const meet = v128.and(
    i32x4.le(lanes.ofRow(from), lanes.ofOthers(to)),
    i32x4.le(lanes.ofOthers(from), lanes.ofRow(to)),
  );
  return v128.andNot(meet, bothWhole);
}
