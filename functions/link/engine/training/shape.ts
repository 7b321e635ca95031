import type { Comparison, Level } from '../model/comparison.ts';

/** How the levels of a comparison hang together. */
export type Shape = {
  /** The level of exact agreement and nothing else; −1 if there is none. */
  readonly exact: number;
  /** The field that agrees there; by it pairs can be found. */
  readonly exactField: string | null;
  /**
   * Levels that ask that another comparison's field agree too ("the same town, given the same postcode") are a group
   * of their own: m and u are shares among pairs of that group, so that the other field's agreement counts once.
   */
  readonly groups: readonly number[];
  /** Per group the comparison that agrees, −1 for the group of the rest. */
  readonly given: readonly number[];
};

export function shapesOf(comparisons: readonly Comparison[]): Shape[] {
  return comparisons.map((comparison) => {
    const exact = comparison.levels.findIndex(
      ({ tests: [test, ...more] }) =>
        more.length === 0 && test?.test === 'exact' && test.field === comparison.field,
    );
    const given = comparison.levels.map((level) => givenOf(level, comparison, comparisons));
    const distinct = [...new Set([...given, -1])];
    return {
      exact,
      exactField: exact < 0 ? null : comparison.field,
      groups: given.map((each) => distinct.indexOf(each)),
      given: distinct,
    };
  });
}

function givenOf(level: Level, own: Comparison, comparisons: readonly Comparison[]): number {
  for (const test of level.tests) {
    if (test.test !== 'exact' || test.field === own.field) continue;
    const other = comparisons.findIndex((each) => each !== own && each.field === test.field);
    if (other >= 0) return other;
  }
  return -1;
}

/** P(the exact field agrees): levels up to exact agreement, among those that ask for no other field. */
export function exactShare(shares: readonly number[], { exact, groups }: Shape): number {
  let sum = 0;
  for (let level = 0; level <= exact; level++) if (groups[level] === groups[exact]) sum += shares[level] ?? 0;
  return sum;
}

/** Sums per level as shares of their group, with `pseudo` pairs added in the shares of `prior`. */
export function sharesInGroups(
  sums: readonly number[],
  { groups }: Shape,
  prior: readonly number[],
  pseudo: number,
): number[] {
  const totals = new Map<number, number>();
  for (const [level, sum] of sums.entries()) {
    const group = groups[level] ?? 0;
    totals.set(group, (totals.get(group) ?? pseudo) + sum);
  }
  return sums.map((sum, level) => {
    const total = totals.get(groups[level] ?? 0) ?? 1;
    return total === 0 ? (prior[level] ?? 0) : (sum + pseudo * (prior[level] ?? 0)) / total;
  });
}

/** m to start with: 0.95 for the first level of each group, the rest spread over its others. */
export function startOf({ groups }: Shape): number[] {
  return groups.map((group, level) => {
    const size = groups.filter((each) => each === group).length;
    if (size === 1) return 1;
    return groups.indexOf(group) === level ? 0.95 : 0.05 / (size - 1);
  });
}
