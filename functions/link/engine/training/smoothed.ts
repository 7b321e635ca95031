import type { Shape } from './shape.ts';

/** Pairs below which a share is a guess. */
const LEAST = 3;

/**
 * m such that a level that hardly any pair was seen at, match or not, weighs what the levels around it weigh on
 * average: left alone, its weight would be that of two guesses.
 */
export function smoothed(
  m: readonly number[],
  u: readonly number[],
  shape: Shape | undefined,
  pairs: { readonly matches: number; readonly others: number },
): number[] {
  const shares = interpolated(m, u, shape, pairs);
  const groups = shape?.groups ?? [];
  // Records of one entity do not differ more often because they agree on something else; two others that pass for
  // one (twins, who agree on their birth) make it look so.
  const differs = shares.at(-1) ?? 1;
  return shares.map((share, level) => {
    const chance = u[level] ?? share;
    // To differ never speaks for a match; to be the same, given something else, never against one.
    if (groups.lastIndexOf(groups[level] ?? -1) === level) return Math.min(share, chance, differs);
    const isGiven = (shape?.given[groups[level] ?? 0] ?? -1) >= 0;
    return isGiven && groups.indexOf(groups[level] ?? -1) === level ? Math.max(share, chance) : share;
  });
}

function interpolated(
  m: readonly number[],
  u: readonly number[],
  shape: Shape | undefined,
  pairs: { readonly matches: number; readonly others: number },
): number[] {
  const bits = m.map((share, level) => Math.log2(share / (u[level] ?? share)));
  const isSeen = m.map(
    (share, level) => share * pairs.matches >= LEAST || (u[level] ?? 0) * pairs.others >= LEAST,
  );
  return m.map((share, level) => {
    if (isSeen[level]) return share;
    const beside = bits.flatMap((each, at) =>
      isSeen[at] && shape?.groups[at] === shape?.groups[level] ? [{ each, apart: at - level }] : [],
    );
    const above = beside.findLast(({ apart }) => apart < 0)?.each;
    const below = beside.find(({ apart }) => apart > 0)?.each;
    if (above === undefined || below === undefined) return share;
    return Math.min(1, (u[level] ?? share) * 2 ** ((above + below) / 2));
  });
}
