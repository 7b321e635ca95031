import type { Patterns } from './patterns.ts';
import type { Shape } from './shape.ts';

/**
 * Records of two entities that live or work together agree on much: a household shares surname, address, postcode
 * and phone. Among pairs that agree on one of these, those that differ on two fields on which records of one entity
 * hardly ever differ are of two entities, whatever else they share: from them it shows how often the rest agrees too.
 */
export type ConflictView = {
  readonly patterns: Patterns;
  readonly shapes: readonly Shape[];
  readonly m: readonly (readonly number[])[];
  readonly u: readonly (readonly number[])[];
  /** Matches that are expected among the pairs. */
  readonly matches: number;
};

/** A field conflicts reliably if a match differs on it at most so often, and others at least so often. */
const MOST_BY_MISTAKE = 0.15;
const MOST_FIELDS = 4;
const LEAST_BY_CHANCE = 0.4;
const LEAST_PAIRS = 30;
/** Conflicting pairs must outnumber by so much the matches that would conflict by mistake. */
const OUTNUMBER = 8;

/**
 * Pairs per level of comparison `of` among pairs that conflict twice elsewhere; pairs at exact agreement of a
 * comparison in `without` are left out. `null` if there are too few to tell.
 */
export function levelsInConflict(
  { patterns, shapes, m, u, matches }: ConflictView,
  { of, given, without }: { of: number; given: number; without: readonly number[] },
): number[] | null {
  const last = (c: number) => (shapes[c]?.groups.length ?? 0) - 1;
  const candidates = shapes.flatMap((_, c) => {
    const mistake = m[c]?.[last(c)] ?? 1;
    const usable =
      c !== of && c !== given && mistake <= MOST_BY_MISTAKE && (u[c]?.[last(c)] ?? 0) >= LEAST_BY_CHANCE;
    return usable ? [{ c, mistake }] : [];
  });
  const reliable = candidates.toSorted((a, b) => a.mistake - b.mistake).slice(0, MOST_FIELDS);
  if (reliable.length < 2) return null;
  const sums = (shapes[of]?.groups ?? []).map(() => 0);
  let conflicting = 0;
  let byMistake = 0;
  let all = 0;
  const width = patterns.comparisons;
  for (const [i, pairs] of patterns.pairs.entries()) {
    const levelAt = (c: number) => patterns.levels[i * width + c] ?? -1;
    const level = levelAt(of);
    if (level < 0 || without.some((c) => levelAt(c) === shapes[c]?.exact)) continue;
    const known = reliable.filter(({ c }) => levelAt(c) >= 0);
    all += pairs;
    byMistake += pairs * twiceByMistake(known.map(({ mistake }) => mistake));
    if (known.filter(({ c }) => isLast(shapes[c], levelAt(c))).length < 2) continue;
    conflicting += pairs;
    sums[level] = (sums[level] ?? 0) + pairs;
  }
  const expected = (byMistake / Math.max(all, 1)) * Math.min(matches, all);
  return conflicting < LEAST_PAIRS || conflicting < OUTNUMBER * expected ? null : sums;
}

/** Whether a level is the last of its group: the fields differ. */
const isLast = (shape: Shape | undefined, level: number): boolean =>
  shape !== undefined && shape.groups.lastIndexOf(shape.groups[level] ?? -1) === level;

/** Probability that a match differs on at least two of some fields. */
function twiceByMistake(mistakes: readonly number[]): number {
  let none = 1;
  let one = 0;
  for (const mistake of mistakes) {
    one = one * (1 - mistake) + none * mistake;
    none *= 1 - mistake;
  }
  return 1 - none - one;
}
