import type { Weights } from './chance-agreement.ts';
import { levelsInConflict } from './conflicts.ts';
import type { Findings } from './learn-model.ts';
import { levelsNear } from './near-agreement.ts';
import { type Shape, sharesInGroups } from './shape.ts';

/** Pairs that are added to each level: one that was never seen may still be. */
const UNSEEN = 0.5;
/** Pairs from which on a group's own shares are taken. */
const LEAST_IN_GROUP = 10;
const ofGroup = (sums: readonly number[], { groups }: Shape, group: number): number =>
  sums.reduce((total, sum, level) => (groups[level] === group ? total + sum : total), 0);

/** u of levels that ask for another field's agreement, from pairs that agree on it and are of two entities. */
export function withGivenAgreement(
  weights: Weights,
  shapes: readonly Shape[],
  seen: Pick<Findings, 'single' | 'random' | 'matches'>,
): number[][] {
  return weights.u.map((shares, c) => {
    const shape = shapes[c];
    if (!shape) return [...shares];
    const replaced = [...shares];
    for (const [group, given] of shape.given.entries()) {
      if (given < 0) continue;
      const sums = levelsGiven({ ...seen, weights }, shapes, { of: c, given, without: [] });
      const enough = sums?.exactly === true && ofGroup(sums.levels, shape, group) >= LEAST_IN_GROUP;
      // Where it does not show how often others agree too, the group says nothing.
      const own = enough
        ? sharesInGroups(
            sums.levels.map((sum) => sum + UNSEEN),
            shape,
            [],
            0,
          )
        : (weights.m[c] ?? []);
      for (const [level, each] of shape.groups.entries())
        if (each === group) replaced[level] = own[level] ?? replaced[level] ?? 1;
    }
    return replaced;
  });
}

export type LevelsGiven = {
  readonly levels: readonly number[] /** At exact agreement, not at near agreement. */;
  readonly exactly: boolean;
};

/** Pairs of two entities per level of a comparison, among those that agree on another. */
export function levelsGiven(
  { single, random, matches, weights }: Pick<Findings, 'single' | 'random' | 'matches' | 'weights'>,
  shapes: readonly Shape[],
  which: { readonly of: number; readonly given: number; readonly without: readonly number[] },
): LevelsGiven | null {
  const session = single.get(which.given);
  const { m, u } = weights;
  const exactly =
    session &&
    levelsInConflict({ patterns: session.patterns, shapes, m, u, matches: matches / session.scale }, which);
  if (exactly) return { levels: exactly, exactly: true };
  const near = which.without.length > 0 ? null : levelsNear(random, shapes, weights, which);
  return near && { levels: near, exactly: false };
}
