import type { Finding, Theme } from '#schemas/finding.ts';
import type { PatternWeight } from '#schemas/pattern.ts';
import type { Contribution } from '#schemas/score.ts';

/** A finding and what its pattern weighs. */
export type WeighedFinding = { readonly finding: Finding; readonly weight: PatternWeight };

/** Points keep three decimals; sums of such points are rounded again, so no binary dust shows. */
export const roundPoints = (points: number): number => {
  const rounded = Math.round(points * 1000) / 1000;
  return rounded === 0 ? 0 : rounded;
};

/** A contribution, and the theme in whose score it stands. */
export type ThemedContribution = { readonly theme: Theme; readonly contribution: Contribution };

/** What a pattern added in its theme, less what was taken from it again. */
type Added = { readonly theme: Theme; readonly points: number };

/**
 * What the findings on one subject add to its scores, in order of pattern and theme. A contribution is weight × strength,
 * with three exceptions that it shows:
 * - withheld: under investigation (R12) and judgements (R11) add 0;
 * - counted once: of findings on the same facts (`counts_once`) only the largest adds, the others 0;
 * - capped: what speaks against takes points where the patterns that it explains added them, so once per theme, and in all
 *   at most what they add.
 */
export function contributionsOf(found: readonly WeighedFinding[]): ThemedContribution[] {
  const sorted = [...found].sort((left, right) => (left.weight.id < right.weight.id ? -1 : 1));
  const speaking = sorted.filter(({ weight }) => weight.direction === 'for');
  const largest = new Map<string, WeighedFinding>();
  for (const each of speaking) {
    const group = each.weight.counts_once;
    if (group === null || withheldByRule(each) !== null) continue;
    const other = largest.get(group);
    if (!other || fullPoints(each) > fullPoints(other)) largest.set(group, each);
  }
  const added = new Map<string, Added>();
  const lines = new Map<string, ThemedContribution[]>();
  for (const each of speaking) {
    const { id, theme, counts_once: group } = each.weight;
    const rule = withheldByRule(each);
    const shared = rule === null && group !== null && largest.get(group) !== each ? 'counted_once' : rule;
    const points = shared === null ? fullPoints(each) : 0;
    lines.set(id, [{ theme, contribution: contribution(each, { withheld: shared, points }) }]);
    if (points > 0) added.set(id, { theme, points });
  }
  for (const each of sorted.filter(({ weight }) => weight.direction === 'against'))
    lines.set(each.weight.id, mitigation(each, added));
  return sorted.flatMap(({ weight }) => lines.get(weight.id) ?? []);
}

/**
 * One line per theme in which it takes something; one at home when nothing that it explains is left. Takes from `added`,
 * so that two mitigating findings never take the same points twice.
 */
function mitigation(each: WeighedFinding, added: Map<string, Added>): ThemedContribution[] {
  const rule = withheldByRule(each);
  const full = fullPoints(each);
  const taken = rule === null ? takenByTheme(each.weight.explains, full, added) : [];
  if (taken.length === 0) {
    const withheld = rule ?? 'explains_nothing';
    return [{ theme: each.weight.theme, contribution: contribution(each, { withheld, points: 0 }) }];
  }
  return taken.map(({ theme, points }) => ({
    theme,
    contribution: contribution(each, {
      withheld: null,
      points: -points,
      cappedAtPoints: points < full ? points : null,
    }),
  }));
}

/**
 * Takes up to `full` points from the explained patterns, in the dossier's order, and tells how many in which theme. One
 * that weighs 0 takes 0 where it would begin, so that it is shown and may learn its weight.
 */
function takenByTheme(explains: readonly string[], full: number, added: Map<string, Added>): Added[] {
  const taken = new Map<Theme, number>();
  let left = full;
  for (const id of explains) {
    const from = added.get(id);
    if (!from || from.points === 0 || (left === 0 && taken.size > 0)) continue;
    const share = Math.min(left, from.points);
    added.set(id, { theme: from.theme, points: roundPoints(from.points - share) });
    taken.set(from.theme, roundPoints((taken.get(from.theme) ?? 0) + share));
    left = roundPoints(left - share);
  }
  return [...taken]
    .map(([theme, points]) => ({ theme, points }))
    .sort((one, other) => (one.theme < other.theme ? -1 : 1));
}

const fullPoints = ({ finding, weight }: WeighedFinding): number =>
  roundPoints(weight.weight * finding.strength);

function withheldByRule({ finding, weight }: WeighedFinding): 'in_research' | 'judgement' | null {
  if (finding.withheld) return 'in_research';
  return weight.basis === 'judgement' ? 'judgement' : null;
}

function contribution(
  { finding, weight }: WeighedFinding,
  counted: Pick<Contribution, 'points' | 'withheld'> & { readonly cappedAtPoints?: number | null },
): Contribution {
  return {
    pattern_id: weight.id,
    finding_id: finding.finding_id,
    direction: weight.direction,
    basis: weight.basis,
    weightPoints: weight.weight,
    strength: finding.strength,
    points: roundPoints(counted.points),
    withheld: counted.withheld,
    cappedAtPoints: counted.cappedAtPoints ?? null,
  };
}
